"""Where a node keeps its things; read here so that no other settings need be loaded."""

from pathlib import Path

from kentongan.config import env

TILE_KEYS = ("{z}", "{x}", "{y}")


def data_folder() -> Path:
    """The node's own folder."""
    return Path(
        env.text("KENTONGAN_DATA", "data", "Folder for database, files, keys and graph.")
    ).resolve()


def roads_file() -> Path:
    """The road graph of this node; without it minutes are by straight line, and say so."""
    default = str(data_folder() / "roads.graph")
    return Path(env.text("KENTONGAN_ROADS", default, "Road graph (kentongan roads build)."))


def base_map() -> tuple[str, str]:
    """What maps are drawn on, and whose it is. Tiles of others come with their name (ODbL 4.3)."""
    named = env.text(
        "KENTONGAN_TILES", "", "Base map: a PMTiles file, or an https address with {z}, {x}, {y}."
    )
    whose = env.text("KENTONGAN_TILES_ATTRIBUTION", "", "Whose base map it is, shown on every map.")
    is_address = "://" in named
    if is_address and not (named.startswith("https://") and all(k in named for k in TILE_KEYS)):
        raise env.BadSetting(
            f"KENTONGAN_TILES={named!r}: an https address with {{z}}, {{x}}, {{y}}"
        )
    if is_address and not whose:
        raise env.BadSetting("KENTONGAN_TILES_ATTRIBUTION is empty: say whose map it is")
    return named, whose


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
