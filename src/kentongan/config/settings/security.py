"""Passwords, cookies, headers. The CSP has no inline script, and no foreign host but for tiles."""

from hashlib import blake2b
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from kentongan.config import env
from kentongan.config.settings.base import BASE_MAP, KEYS_DIR
from kentongan.kernel.keys import django_secret

SECRET_KEY = env.text("KENTONGAN_SECRET", "", "Signing secret; made in the keys folder if empty.")
if not SECRET_KEY:
    SECRET_KEY = django_secret(KEYS_DIR)

ALLOWED_HOSTS = env.listed("KENTONGAN_HOSTS", "*", "Host names this node answers to.")
CSRF_TRUSTED_ORIGINS = env.listed(
    "KENTONGAN_ORIGINS", "", "Origins trusted behind a proxy, such as https://112.example.go.id."
)
SECURE_COOKIES = env.flag("KENTONGAN_HTTPS", False, "The node is reached by HTTPS only.")
BEHIND_PROXY = env.flag("KENTONGAN_PROXY", False, "A proxy in front sets X-Forwarded-For/Proto.")

PASSWORD_HASHERS = ["kentongan.accounts.hashers.SmallArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# The database, and with it the node's id, is not there yet; the secret is the node's as well.
_NODE_MARK = blake2b(SECRET_KEY.encode(), digest_size=6, person=b"cookies").hexdigest()
CSRF_COOKIE_NAME = f"kentongan_{_NODE_MARK}_csrf"
CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kentongan.web.views.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"

# The one foreign host that a page may ask, where the office has named it: for tiles only.
TILES_FROM = [f"https://{urlsplit(BASE_MAP).netloc}"] if "://" in BASE_MAP else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF, "blob:"],
        "connect-src": [SELF, *TILES_FROM],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

SIGN_IN_URL = "/account/sign-in"

SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # whether every subdomain has HTTPS is for the office to say
    "security.W008",  # the proxy in front redirects to HTTPS (docs/operations/deploy.md)
    "security.W021",  # nor is the browsers' preload list ours to enter
]
