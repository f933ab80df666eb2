"""Indonesian first, English complete; UTC inside."""

from kentongan.config.settings.base import PACKAGE

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
LANGUAGE_COOKIE_NAME = "kentongan_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
