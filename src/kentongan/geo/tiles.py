"""The base map of a node: a PMTiles file of its own, or the address of tiles elsewhere.

Without either the maps are drawn from what is here: outlines and the roads of the graph. PMTiles 3:
github.com/protomaps/PMTiles, `spec/v3`.
"""

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, TileType

log = logging.getLogger(__name__)

FARTHEST_ZOOM = 24
MEDIA_TYPES = {
    TileType.MVT: "application/vnd.mapbox-vector-tile",
    TileType.PNG: "image/png",
    TileType.JPEG: "image/jpeg",
    TileType.WEBP: "image/webp",
    TileType.AVIF: "image/avif",
}
ENCODINGS = {
    Compression.NONE: "", Compression.GZIP: "gzip", Compression.BROTLI: "br",
    Compression.ZSTD: "zstd",
}  # fmt: skip
VECTOR_ENDINGS = (".mvt", ".pbf")


@dataclass(frozen=True, slots=True)
class BaseMap:
    """What a map is drawn on. `address` is empty where the node itself serves the tiles."""

    kind: Literal["raster", "vector"]
    address: str
    attribution: str
    min_zoom: int = 0
    max_zoom: int = 19
    layers: tuple[str, ...] = ()
    """The names of a vector map's layers, where the file says them."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile's bytes as they lie in the file."""

    content: bytes
    media_type: str
    encoding: str


def base_map() -> BaseMap | None:
    """This node's base map; None where nobody has named one, or its file is none."""
    named: str = settings.BASE_MAP
    if not named:
        return None
    if "{z}" in named:
        is_vector = named.partition("?")[0].endswith(VECTOR_ENDINGS)
        return BaseMap("vector" if is_vector else "raster", named, settings.BASE_MAP_ATTRIBUTION)
    opened = _file()
    return opened.told if opened else None


def tile(z: int, x: int, y: int) -> Tile | None:
    """A tile of the node's own file; None where it has none there."""
    opened = _file()
    if opened is None or not 0 <= z <= FARTHEST_ZOOM or not (0 <= x < 2**z and 0 <= y < 2**z):
        return None
    return opened.tile(z, x, y)


class _File:
    """An opened PMTiles file, mapped into memory: shared by all processes, read where needed."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._reader = Reader(MmapSource(file))
        header: dict[str, Any] = self._reader.header()
        self._media_type = MEDIA_TYPES[header["tile_type"]]
        self._encoding = ENCODINGS[header["tile_compression"]]
        metadata = self._reader.metadata()
        self.told = BaseMap(
            kind="vector" if header["tile_type"] == TileType.MVT else "raster",
            address="",
            attribution=settings.BASE_MAP_ATTRIBUTION or str(metadata.get("attribution") or ""),
            min_zoom=header["min_zoom"],
            max_zoom=header["max_zoom"],
            layers=tuple(str(each["id"]) for each in metadata.get("vector_layers", ())),
        )

    def tile(self, z: int, x: int, y: int) -> Tile | None:
        content: bytes | None = self._reader.get(z, x, y)
        return Tile(content, self._media_type, self._encoding) if content else None


def _file() -> _File | None:
    path = Path(settings.BASE_MAP)
    try:
        stat = path.stat()
    except OSError as fault:
        _tell(path, fault)
        return None
    return _opened(path, stat.st_mtime_ns, stat.st_ino)


@lru_cache(maxsize=1)
def _opened(path: Path, _mtime_ns: int, _inode: int) -> _File | None:
    try:
        return _File(path)
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with a file, maps do without it
        _tell(path, fault)
        return None


def _tell(path: Path, fault: Exception) -> None:
    log.error("base map not used: %s: %s", path, fault)
