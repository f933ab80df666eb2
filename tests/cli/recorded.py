"""Invented records in the shape of the real one: calls, units and hours that nobody has seen."""

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kentongan.cli.replay.records import STAMPS, ZONE, Response
from kentongan.geo.points import Point

BEGIN = datetime(2026, 11, 1, 8, tzinfo=UTC)
COLUMNS = [
    "Call Number", "Unit ID", *STAMPS.values(), "Final Priority", "Unit Type", "Call Type",
    "Station Area", "lat", "lon",
]  # fmt: skip


def make_row(
    call: str = "1", unit: str = "E01", *, line: int = 2, minute: float = 0.0,
    unit_type: str = "ENGINE", priority: str = "3", area: str = "01",
    lat: float = -1.25, lon: float = 116.85, turnout_s: float | None = 60,
    drive_s: float | None = 240, worked_s: float | None = 1200,
) -> Response:  # fmt: skip
    """One response: rung at `minute`, entered after 30 s, sent after 60 s. Without `drive_s` it is
    called off after `worked_s`; without `turnout_s` nobody knows when it left.
    """
    received = BEGIN + timedelta(minutes=minute)
    sent = received + timedelta(seconds=60)
    stamps = {"received": received, "entry": received + timedelta(seconds=30), "dispatch": sent}
    end = sent
    if turnout_s is not None:
        end = stamps["response"] = sent + timedelta(seconds=turnout_s)
    if drive_s is not None:
        end = stamps["on_scene"] = end + timedelta(seconds=drive_s)
    if worked_s is not None:
        stamps["available"] = end + timedelta(seconds=worked_s)
    return Response(
        line=line, call=call, unit=unit, unit_type=unit_type, call_type="Latihan",
        priority=priority, station_area=area, lat=lat, lon=lon, stamps=stamps,
    )  # fmt: skip


def invent(
    places: Sequence[Point], *, calls: int, stations: int = 6, seed: int = 112, days: float = 2
) -> list[Response]:
    """Calls at the given places: an engine each, an ambulance to every second. The record sends a
    unit of the area's station, now and then one of another, and calls some off.
    """
    chance = random.Random(seed)
    homes = chance.sample(list(places), stations)
    rows: list[Response] = []
    for call in range(calls):
        place = chance.choice(places)
        near = sorted(range(stations), key=lambda n: _flat(homes[n], place))
        minute = chance.uniform(0, days * 1440)
        for kind in ("ENGINE", "MEDIC")[: 1 + call % 2]:
            station = near[0] if chance.random() < 0.8 else chance.choice(near[:3])
            called_off = chance.random() < 0.15
            rows.append(
                make_row(
                    call=str(call),
                    unit=f"{kind[0]}{station + 1:02d}",
                    line=len(rows) + 2,
                    minute=minute,
                    unit_type=kind,
                    priority=chance.choice("323E"),
                    area=f"{near[0] + 1:02d}",
                    lat=place.lat,
                    lon=place.lon,
                    turnout_s=chance.uniform(20, 120),
                    drive_s=None if called_off else chance.uniform(60, 900),
                    worked_s=chance.uniform(300, 3600),
                )  # fmt: skip
            )
    return rows


def write_record(path: Path, rows: Iterable[Response]) -> Path:
    """The rows as a file that the command reads."""
    with path.open("w", newline="", encoding="utf8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for row in rows:
            stamps = {
                STAMPS[name]: at.astimezone(ZONE).replace(tzinfo=None).isoformat()
                for name, at in row.stamps.items()
            }
            writer.writerow(
                {
                    "Call Number": row.call,
                    "Unit ID": row.unit,
                    "Unit Type": row.unit_type,
                    "Final Priority": row.priority,
                    "Call Type": row.call_type,
                    "Station Area": row.station_area,
                    "lat": row.lat,
                    "lon": row.lon,
                    **stamps,
                }  # fmt: skip
            )
    return path


def _flat(a: Point, b: Point) -> float:
    return (a.lat - b.lat) ** 2 + (a.lon - b.lon) ** 2
