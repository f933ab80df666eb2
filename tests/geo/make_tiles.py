"""Base maps for tests: a PMTiles file of plain tiles."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

WHOSE = '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap</a> (cerita latihan)'


def plain_tile(colour: str = "#3a7d44") -> bytes:
    content = BytesIO()
    Image.new("RGB", (256, 256), colour).save(content, "PNG")
    return content.getvalue()


def write_raster(path: Path, *, zooms: int = 4, metadata: dict[str, object] | None = None) -> Path:
    """Every tile of the first zooms, all of one colour."""
    with path.open("wb") as file:
        writer = Writer(file)
        for z in range(zooms):
            for x in range(2**z):
                for y in range(2**z):
                    writer.write_tile(zxy_to_tileid(z, x, y), plain_tile())
        header = {
            "tile_type": TileType.PNG, "tile_compression": Compression.NONE,
            "min_lon_e7": -1800000000, "min_lat_e7": -850000000, "max_lon_e7": 1800000000,
            "max_lat_e7": 850000000, "center_zoom": 2, "center_lon_e7": 1100000000,
            "center_lat_e7": -70000000,
        }  # fmt: skip
        writer.finalize(header, metadata if metadata is not None else {"attribution": WHOSE})
    return path


def write_vector(path: Path, layer: str = "water") -> Path:
    """One vector tile of the whole world (mapbox/vector-tile-spec 2.1), all of it one area."""
    with path.open("wb") as file:
        writer = Writer(file)
        writer.write_tile(zxy_to_tileid(0, 0, 0), _whole(layer))
        header = {
            "tile_type": TileType.MVT, "tile_compression": Compression.NONE,
            "min_lon_e7": -1800000000, "min_lat_e7": -850000000, "max_lon_e7": 1800000000,
            "max_lat_e7": 850000000, "center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0,
        }  # fmt: skip
        writer.finalize(header, {"vector_layers": [{"id": layer}], "attribution": "uji"})
    return path


def _whole(layer: str) -> bytes:
    """Layer {version 2, name, extent 4096, one POLYGON from corner to corner}."""
    move, lines, close = (1 << 3) | 1, (3 << 3) | 2, (1 << 3) | 7
    steps = [_zigzag(n) for n in (4096, 0, 0, 4096, -4096, 0)]
    geometry = b"".join(map(_varint, (move, 0, 0, lines, *steps, close)))
    feature = bytes([0x18, 3, 0x22]) + _varint(len(geometry)) + geometry
    name = layer.encode()
    body = (
        bytes([0x78, 2, 0x0A]) + _varint(len(name)) + name
        + bytes([0x12]) + _varint(len(feature)) + feature + bytes([0x28]) + _varint(4096)
    )  # fmt: skip
    return bytes([0x1A]) + _varint(len(body)) + body


def _zigzag(number: int) -> int:
    return (number << 1) ^ (number >> 63)


def _varint(number: int) -> bytes:
    parts = []
    while True:
        number, low = number >> 7, number & 0x7F
        parts.append(low | (0x80 if number else 0))
        if not number:
            return bytes(parts)
