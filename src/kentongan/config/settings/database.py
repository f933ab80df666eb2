"""Two databases, one behaviour. SQLite by default; PostgreSQL when DATABASE_URL says so."""

from urllib.parse import unquote, urlsplit

from kentongan.config import env
from kentongan.config.places import database_url

DATABASE_URL = database_url()


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Persistent: reopening costs four fifths of the insert rate (measured, see ADR 0003).
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # DEFERRED read-then-write fails with lock errors under load; IMMEDIATE waits its turn.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
                # The worker checkpoints; this is for the hours in which there is none (80 MB).
                "PRAGMA wal_autocheckpoint=20000;"
            ),
        },
    }


def _postgres(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "kentongan"},
    }


def _with_port(url: str) -> str:
    try:
        _ = urlsplit(url).port
    except ValueError as error:
        raise env.BadSetting(f"DATABASE_URL: {error}; postgresql://… is expected") from None
    return url


def database(url: str) -> dict[str, object]:
    """Django's settings for a database URL. Raises BadSetting for a scheme that is neither."""
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return _sqlite(url.removeprefix("sqlite:///"))
    if scheme in {"postgresql", "postgres"}:
        return _postgres(_with_port(url))
    # never the whole of it: a password may be in it
    raise env.BadSetting(f"DATABASE_URL={scheme}…: sqlite:///PATH or postgresql://… is expected")


DATABASES = {"default": database(DATABASE_URL)}
