"""The product's settings, with a data folder of this test run and fast password hashes."""

import os
import tempfile
from pathlib import Path

_FOLDER = tempfile.mkdtemp(prefix="kentongan-tests-")
os.environ["KENTONGAN_DATA"] = _FOLDER
Path(_FOLDER, "static").mkdir()  # WhiteNoise warns where there is none
os.environ.setdefault("KENTONGAN_LOG", "ERROR")

from kentongan.kernel.keys import make_first_keys  # noqa: E402

make_first_keys(Path(_FOLDER, "keys"))  # as a node that is founded does

from kentongan.config.settings import *  # noqa: E402, F403
from kentongan.config.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in life: in memory there are no second connections and no races.
    DATABASES["default"]["TEST"] = {"NAME": f"{_FOLDER}/test.sqlite3"}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"kentongan_test_{os.getpid()}"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
