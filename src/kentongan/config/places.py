"""Where a node keeps its things; read here so that no other settings need be loaded."""

from pathlib import Path

from kentongan.config import env


def data_folder() -> Path:
    """The node's own folder."""
    return Path(
        env.text("KENTONGAN_DATA", "data", "Folder for database, files, keys and graph.")
    ).resolve()


def roads_file() -> Path:
    """The road graph of this node; without it minutes are by straight line, and say so."""
    default = str(data_folder() / "roads.graph")
    return Path(env.text("KENTONGAN_ROADS", default, "Road graph (kentongan roads build)."))


def keys_folder() -> Path:
    """The folder of the key ring, which may lie elsewhere."""
    default = str(data_folder() / "keys")
    return Path(env.text("KENTONGAN_KEYS", default, "Folder of the key ring."))


def database_url() -> str:
    """Which database: a file in the data folder unless another is named."""
    return env.text(
        "DATABASE_URL",
        f"sqlite:///{data_folder() / 'kentongan.sqlite3'}",
        "sqlite:///PATH, or postgresql://user:password@host:port/name.",
    )
