"""Structured logs: one JSON object a line, with the request's id and no personal data."""

from kentongan.config import env

LOG_LEVEL = env.text("KENTONGAN_LOG", "INFO", "Least level that is logged: DEBUG, INFO, WARNING.")
SLOW_REQUEST_MS = env.integer("KENTONGAN_SLOW_MS", 500, "Requests slower than this are logged.")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "kentongan.web.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {"django.server": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
