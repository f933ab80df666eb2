"""Settings by topic, from the environment only; docs/reference/settings.md is made from them."""

from kentongan.config.settings.base import *  # noqa: F403
from kentongan.config.settings.database import *  # noqa: F403
from kentongan.config.settings.exchange import *  # noqa: F403
from kentongan.config.settings.first_start import *  # noqa: F403
from kentongan.config.settings.language import *  # noqa: F403
from kentongan.config.settings.locating import *  # noqa: F403
from kentongan.config.settings.logs import *  # noqa: F403
from kentongan.config.settings.messaging import *  # noqa: F403
from kentongan.config.settings.recordings import *  # noqa: F403
from kentongan.config.settings.security import *  # noqa: F403
from kentongan.config.settings.watching import *  # noqa: F403
