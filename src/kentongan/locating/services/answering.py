"""What comes back from the page of a link: places of one telephone, and a landmark in words."""

import hashlib
import math
from datetime import datetime

from kentongan.geo.points import Point
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import hash_token, new_id
from kentongan.kernel.text import require_storable
from kentongan.locating import errors, events, selectors
from kentongan.locating.enums import Method, Source
from kentongan.locating.models import Fix, LocationLink
from kentongan.locating.services.hearing import tell

MOST_HEARD = 300
"""A fix each ten seconds for most of an hour."""
LONGEST_LANDMARK = 200
FARTHEST_M = 20_000_000.0
"""Half the way around the earth: a larger radius is no radius."""


def tell_position(
    *, by: Actor, token: str, browser: str, point: Point, radius_m: float,
    measured_at: datetime | None = None, at: datetime,
) -> Fix:  # fmt: skip
    """A browser says where it is. The first that does has the link; another is refused
    (LOCATING-005), as are a link that is over (-004), no position (-006), and too many (-011).
    """
    if not (math.isfinite(radius_m) and 0 <= radius_m <= FARTHEST_M):
        raise errors.PositionUnreadable(field="radius")
    with journal.act(by=by, at=at) as act:
        link = _access(token, browser, at)
        if link.heard >= MOST_HEARD:
            raise errors.LinkFull(most=MOST_HEARD)
        link.heard += 1
        _answered(link, browser, at)
        row = new_id()
        fix = Fix.objects.create(
            id=row, source=Source.LINK, link=link, lat=point.lat, lon=point.lon,
            radius_m=max(radius_m, 1.0), method=Method.UNKNOWN, received_at=at,
            measured_at=min(measured_at, at) if measured_at else at,
            digest=hashlib.sha256(row.bytes).digest(),
        )  # fmt: skip
        tell(act, fix)
    return fix


def tell_landmark(
    *, by: Actor, token: str, browser: str, words: str, at: datetime
) -> LocationLink:  # fmt: skip
    """What is near the caller, in his words: for telephones that know no place of their own."""
    said = require_storable("landmark", words).strip()[:LONGEST_LANDMARK]
    if not said:
        raise errors.PositionUnreadable(field="patokan")
    with journal.act(by=by, at=at) as act:
        link = _access(token, browser, at)
        link.landmark = said
        _answered(link, browser, at)
        told = events.LandmarkTold(call_id=link.call_id, link_id=link.id)
        act.record(told, region=link.call.region)
    return link


def _access(token: str, browser: str, at: datetime) -> LocationLink:
    """The link, locked: of two telephones that answer at once the second one is refused."""
    link = selectors.find_link(token, at, lock=True)
    if link is None:
        raise errors.LinkGone
    if link.browser_hash is not None and bytes(link.browser_hash) != hash_token(browser):
        raise errors.LinkTaken
    return link


def _answered(link: LocationLink, browser: str, at: datetime) -> None:
    link.browser_hash = hash_token(browser)
    link.answered_at = link.answered_at or at
    link.save(update_fields=["browser_hash", "answered_at", "heard", "landmark"])
