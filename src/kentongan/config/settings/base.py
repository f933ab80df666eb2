"""What the house is made of and where it keeps its things."""

from pathlib import Path

from kentongan.config import env

PACKAGE = Path(__file__).resolve().parents[2]

DATA = Path(
    env.text("KENTONGAN_DATA", "data", "Folder for database, files, keys and graph.")
).resolve()
KEYS_DIR = Path(env.text("KENTONGAN_KEYS", str(DATA / "keys"), "Folder of the key ring."))
FILES_DIR = DATA / "files"

ROOMS = [
    "journal", "web", "regions", "accounts", "orgs", "files", "messaging", "live",
    "incidents", "fleet", "calls", "dispatch", "field", "board", "console",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    *[f"kentongan.{room}" for room in ROOMS],
    "kentongan.config",
]

MIDDLEWARE = [
    "kentongan.web.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kentongan.orgs.middleware.signed_in",
    "kentongan.fleet.middleware.crew_signed_in",
    "kentongan.web.middleware.Problems",
]

ROOT_URLCONF = "kentongan.config.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "kentongan.web.context.page",
            ],
        },
    },
]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
# Hashed names where `collectstatic` has run; plain files from the rooms otherwise.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
MAX_BODY_BYTES = env.integer(
    "KENTONGAN_MAX_BODY", 20 * 1024 * 1024, "Largest request body accepted, in bytes."
)
