"""What kind of vehicle the seconds of a graph are for: speeds, gates, ferries, hours."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kentongan.geo.errors import NoSuchProfile

PROFILES = Path(__file__).parent / "profiles"

NIGHT_HOURS = (21, 5)
"""From hour to hour of the local clock, over midnight or not, where a profile says nothing."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One vehicle's rules. Speeds in km/h, waits in seconds, factors without unit."""

    name: str
    legal_basis: str
    kmh: Mapping[str, float]
    surface: Mapping[str, float]
    night: Mapping[str, float]
    share_of_maxspeed: float
    minimum_kmh: float
    off_road_kmh: float
    gate_s: float
    toll_booth_s: float
    ford_s: float
    ferry_wait_s: float
    ferry_kmh: float
    contraflow_factor: float
    refused_access: frozenset[str]
    refused_classes: frozenset[str]
    barriers_passed: frozenset[str]
    gates: frozenset[str]
    night_hours: tuple[int, int] = NIGHT_HOURS

    @property
    def classes(self) -> tuple[str, ...]:
        """Every class of road that it may use, in a fixed order; `ferry` is the last."""
        return (*sorted(self.kmh), "ferry")


def load_profile(name: str) -> Profile:
    """The profile `name`, or the one in the TOML file of that path. Raises NoSuchProfile."""
    path = PROFILES / f"{name}.toml" if name.isidentifier() else Path(name)
    try:
        return _read(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        raise NoSuchProfile(name=name, reason=_known()) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as fault:
        raise NoSuchProfile(name=name, reason=str(fault)) from None


def _known() -> str:
    return ", ".join(sorted(path.stem for path in PROFILES.glob("*.toml")))


def _read(said: dict[str, Any]) -> Profile:
    access, barriers = said.pop("access"), said.pop("barriers")
    begins, ends = said.pop("night_hours", NIGHT_HOURS)
    if not (begins in range(24) and ends in range(24)):
        raise ValueError("night_hours: 0–23")
    profile = Profile(
        **said,
        night_hours=(begins, ends),
        refused_access=frozenset(access["refused"]),
        refused_classes=frozenset(access["refused_classes"]),
        barriers_passed=frozenset(barriers["passed"]),
        gates=frozenset(barriers["gates"]),
    )
    slow = [name for name, kmh in profile.kmh.items() if not kmh > 0]
    if slow or not profile.minimum_kmh > 0:
        raise ValueError(f"kmh: {', '.join(slow) or 'minimum_kmh'} > 0")
    return profile
