"""Which reader a file of roads needs."""

from pathlib import Path

from kentongan.geo.roads.graphml import GraphML
from kentongan.geo.roads.osm import OpenStreetMap
from kentongan.geo.roads.ways import Source


def source_of(path: Path) -> Source:
    """The reader for a file, by its name: .osm.pbf, .osm.gz, .osm, .graphml."""
    return GraphML(path) if path.suffix == ".graphml" else OpenStreetMap(path)
