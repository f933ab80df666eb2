"""What the house is made of and where it keeps its things."""

from pathlib import Path

from kentongan.config import env
from kentongan.config.places import base_map, data_folder, keys_folder, roads_file

PACKAGE = Path(__file__).resolve().parents[2]

DATA = data_folder()
ROADS_FILE = roads_file()
BASE_MAP, BASE_MAP_ATTRIBUTION = base_map()
KEYS_DIR = keys_folder()
FILES_DIR = DATA / "files"

ROOMS = [
    "journal", "web", "regions", "accounts", "orgs", "files", "messaging", "live",
    "incidents", "villages", "fleet", "roads", "calls", "dispatch", "guidance", "ratings",
    "neighbours", "exchange", "locating", "linetests", "surge", "recordings", "quality",
    "demotions", "floor", "policy", "reports", "levels", "field", "board", "portal", "console",
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
    "kentongan.web.middleware.whole_forms",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kentongan.orgs.middleware.signed_in",
    "kentongan.fleet.middleware.crew_signed_in",
    "kentongan.web.middleware.Problems",
]

# What a program with a bearer token passes through (config.wsgi): no cookie, no page, no file.
PROGRAM_MIDDLEWARE = [
    "kentongan.web.middleware.request_id",
    "kentongan.web.middleware.for_programs",
    "kentongan.orgs.middleware.signed_in",
    "kentongan.fleet.middleware.crew_signed_in",
    "kentongan.web.middleware.Problems",
]

OPEN_PATHS = frozenset({"/health"})
"""Answered whoever asks, so nobody is looked up: it must answer while the database is away."""

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
MAX_BODY_BYTES = env.integer(
    "KENTONGAN_MAX_BODY", 20 * 1024 * 1024, "Largest request body accepted, in bytes."
)
# The bridge has read the body whole, files too, before Django sees it: one limit, said once.
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
