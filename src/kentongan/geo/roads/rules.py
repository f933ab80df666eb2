"""What the tags of a road mean for a vehicle: may it pass, in which direction, how fast.

Tags as in the OpenStreetMap wiki, "Key:access", "Key:oneway", "Key:maxspeed"; what they do not say
is decided by the profile.
"""

import math
import re
from dataclasses import dataclass

from kentongan.geo.roads.profile import Profile
from kentongan.geo.roads.ways import Tags
from kentongan.geo.travel import KMH

MPH = 1.609344
NEVER = math.nan
"""Seconds of a direction that is not permitted."""
ONEWAY = {"yes": 1, "true": 1, "True": 1, "1": 1, "-1": -1, "reverse": -1, "no": 0, "false": 0}


@dataclass(frozen=True, slots=True)
class Passage:
    """Seconds per metre each way (NaN: not permitted) and seconds for the whole of it."""

    road_class: str
    forward: float
    backward: float
    whole_s: float = 0.0
    is_contraflow: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a vehicle does not use it: a word for the report."""

    reason: str


def passage(tags: Tags, profile: Profile, *, has_letter: bool = False) -> Passage | Closed:
    """How a vehicle of `profile` passes; `has_letter`: the police allow it against the traffic."""
    if tags.get("route") == "ferry":
        return _ferry(tags, profile)
    road_class = tags.get("highway", "")
    if road_class not in profile.kmh:
        return Closed(f"highway={road_class}")
    refused = _refused(tags, road_class, profile)
    if refused:
        return Closed(refused)
    pace = 1 / (_speed_kmh(tags, road_class, profile) * KMH)
    direction = _direction(tags, road_class)
    against = pace * profile.contraflow_factor if has_letter else NEVER
    forward = pace if direction >= 0 else against
    backward = pace if direction <= 0 else against
    return Passage(road_class, forward, backward, is_contraflow=has_letter and direction != 0)


def _refused(tags: Tags, road_class: str, profile: Profile) -> str:
    """The tag that refuses, or nothing."""
    if tags.get("emergency") in {"yes", "designated", "official"}:
        return ""
    said = [key for key in ("access", "vehicle", "motor_vehicle", "emergency") if key in tags]
    if said:
        key, value = said[-1], tags[said[-1]]
        return f"{key}={value}" if value in profile.refused_access else ""
    return road_class if road_class in profile.refused_classes else ""


def _direction(tags: Tags, road_class: str) -> int:
    """1 along the road only, −1 against it only, 0 both."""
    if tags.get("oneway:emergency") == "no":
        return 0
    said = ONEWAY.get(tags.get("oneway", ""))
    if said is not None:
        return said
    is_round = tags.get("junction") in {"roundabout", "circular"}
    return 1 if is_round or road_class == "motorway" else 0


def _speed_kmh(tags: Tags, road_class: str, profile: Profile) -> float:
    kmh = profile.kmh[road_class]
    limit = maxspeed_kmh(tags.get("maxspeed", ""))
    if limit is not None:
        # A limit above the pace of its class says that this road is better than most: halfway.
        kmh = min(limit * profile.share_of_maxspeed, (kmh + max(limit, kmh)) / 2)
    kmh *= profile.surface.get(tags.get("surface", ""), 1.0)
    return max(kmh, profile.minimum_kmh)


def maxspeed_kmh(said: str) -> float | None:
    """Kilometres per hour of `maxspeed`; None where it is no number ("none", "ID:urban")."""
    number = re.match(r"(\d+(?:\.\d+)?)\s*(mph)?", said)
    if not number or float(number[1]) <= 0:
        return None
    return float(number[1]) * (MPH if number[2] else 1.0)


def _ferry(tags: Tags, profile: Profile) -> Passage | Closed:
    if any(tags.get(key) == "no" for key in ("motor_vehicle", "vehicle", "access")):
        return Closed("ferry for persons only")
    crossing = duration_s(tags.get("duration", ""))
    if crossing is None:
        pace = 1 / (profile.ferry_kmh * KMH)
        return Passage("ferry", pace, pace, profile.ferry_wait_s)
    return Passage("ferry", 0.0, 0.0, profile.ferry_wait_s + crossing)


def duration_s(said: str) -> float | None:
    """Seconds of `duration`: "mm", "hh:mm" or "hh:mm:ss"; None where it is none of them."""
    said = said.strip()
    if said.isdecimal():
        return int(said) * 60.0
    found = re.fullmatch(r"(\d+):(\d{2})(?::(\d{2}))?", said)
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600.0 + minutes * 60 + seconds
