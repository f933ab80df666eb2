"""Where units stand and which post answers first for which kecamatan.

Positions are approximate and the telephones invented. Of two posts that cover a kecamatan the one
that names it earlier answers first; a test holds every kecamatan to have exactly one such post.
"""

from dataclasses import dataclass

from kentongan.orgs.enums import PostKind

KENDAL = "3324"

_KENDAL = ("332415", "332414", "332419", "332410", "332413")
_WELERI = ("332412", "332416", "332418", "332417", "332411")
_KALIWUNGU = ("332408", "332420", "332409")
_BOJA = ("332407", "332406", "332405")
_SUKOREJO = ("332403", "332402", "332404", "332401")

FIRST_POST_OF_AREA = {
    "Kendal": _KENDAL,
    "Weleri": _WELERI,
    "Kaliwungu": _KALIWUNGU,
    "Boja": _BOJA,
    "Sukorejo": _SUKOREJO,
}
"""The five areas of the fire brigade and of PSC 119; together all twenty kecamatan."""

_THEN = {
    "Kendal": ("332409", "332408", "332411", "332417"),
    "Weleri": ("332413", "332402", "332410"),
    "Kaliwungu": ("332415", "332414", "332419"),
    "Boja": ("332420", "332404", "332408"),
    "Sukorejo": ("332405", "332418", "332412"),
}
"""Where a post helps when the first one has nothing left."""

COVERAGE = {name: (*first, *_THEN[name]) for name, first in FIRST_POST_OF_AREA.items()}

_FIVE = {
    "Kendal": ("332415", -6.9285, 110.2030),
    "Weleri": ("332412", -6.9712, 110.0700),
    "Kaliwungu": ("332408", -6.9565, 110.2560),
    "Boja": ("332407", -7.1020, 110.2745),
    "Sukorejo": ("332403", -7.0830, 110.0480),
}


@dataclass(frozen=True, slots=True)
class DemoPost:
    """One post. `key` is how the units name it."""

    key: str
    org: str
    name: str
    region: str
    lat: float | None
    lon: float | None
    phone: int
    covers: tuple[str, ...] = (KENDAL,)
    kind: PostKind = PostKind.STATION


def _fire_posts() -> tuple[DemoPost, ...]:
    return tuple(
        DemoPost(
            f"damkar-{name.lower()}",
            "satpolpp-damkar",
            f"Pos Damkar {name}",
            region,
            lat,
            lon,
            111 + number,
            COVERAGE[name],
        )
        for number, (name, (region, lat, lon)) in enumerate(_FIVE.items())
    )


def _ambulance_posts() -> tuple[DemoPost, ...]:
    return tuple(
        DemoPost(
            f"psc-{name.lower()}",
            "psc119",
            f"Pos PSC 119 {name}",
            region,
            lat + 0.002,
            lon + 0.002,
            131 + number,
            COVERAGE[name],
        )
        for number, (name, (region, lat, lon)) in enumerate(_FIVE.items())
    )


POSTS: tuple[DemoPost, ...] = (
    DemoPost(
        "meja-112", "pusat-112", "Meja 112", "332415", -6.9230, 110.2025, 101, (), PostKind.DESK
    ),
    *_fire_posts(),
    DemoPost("satpolpp", "satpolpp-damkar", "Mako Satpol PP", "332415", -6.9240, 110.2040, 117),
    *_ambulance_posts(),
    DemoPost("bpbd", "bpbd", "Pusdalops BPBD", "332415", -6.9300, 110.2080, 121),
    DemoPost("dpupr", "dpupr", "Bengkel DPUPR", "332415", -6.9325, 110.2010, 141),
    DemoPost("dlh", "dlh", "Pangkalan DLH", "332414", -6.9270, 110.1790, 151),
    DemoPost("dishub", "dishub", "Pos Dishub Terminal Bahurekso", "332414", -6.9245, 110.1780, 161),
    DemoPost("disperkim", "disperkim", "Gudang Disperkim", "332415", -6.9345, 110.2060, 171),
    DemoPost("dinsos", "dinsos", "Posko Tagana Dinsos", "332415", -6.9260, 110.1990, 181),
    DemoPost("rsud", "rsud", "IGD RSUD Soewondo", "332415", -6.9180, 110.2045, 201),
    DemoPost("pdam", "pdam", "Kantor PDAM", "332415", -6.9255, 110.2000, 211),
    DemoPost("pmi", "pmi", "Markas PMI Kendal", "332415", -6.9310, 110.2000, 221),
)
