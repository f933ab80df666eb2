"""Looking a region up by what a caller says, in this process's memory."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace

from kentongan.journal.kept import Kept
from kentongan.regions import rules
from kentongan.regions.errors import NoSuchCode
from kentongan.regions.models import Landmark, Region
from kentongan.regions.types import RegionMatch, RegionMatches, parents, subtree, undotted

LANDMARKS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Named:
    """One region with the forms under which it may be asked for."""

    match: RegionMatch
    forms: tuple[str, ...]


class _Names:
    """Every region in force, by code."""

    def __init__(self, named: list[_Named]) -> None:
        self.named = named
        self.codes = [each.match.code for each in named]
        self.by_code = {each.match.code: each.match for each in named}

    def below(self, root: str) -> list[_Named]:
        if not root:
            return self.named
        start, until = subtree(root)
        return self.named[bisect_left(self.codes, start) : bisect_left(self.codes, until)]


def search_regions(
    text: str, *, within: str = "", level: int | None = None, limit: int = 10
) -> RegionMatches:
    """Regions whose name is, sounds like, or looks like `text`; `Tamanrejo, Sukorejo` works too.

    A name that two regions share or nearly share comes back whole, with the question to ask: it
    never selects one of them, and `limit` never cuts one of them off. Codes are found as such.
    """
    by_code = _find_by_code(text)
    if by_code is not None:
        return RegionMatches(candidates=(by_code,))
    asked = rules.name_key(text)
    if not asked:
        return RegionMatches()
    among = _names.get().below(undotted(within) if within else "")
    found = _ranked(asked, [each for each in among if level in {None, each.match.level}])
    alike = sum(match.score >= rules.NEAR for match in found)
    settled = rules.is_settled(found)
    return RegionMatches(
        candidates=tuple(found[: max(limit, alike)]),
        needs_choice=bool(found) and not settled,
        question="" if settled else rules.question(found),
    )


def name_of(code: str) -> str:
    """The region's name for a screen; empty for a code that is not loaded or not in force."""
    match = _names.get().by_code.get(code)
    return match.name if match else ""


def path_of(code: str) -> str:
    """`Tamanrejo, Sukorejo, Kabupaten Kendal`: the region and those above, up to the regency."""
    match = _names.get().by_code.get(code)
    return match.path if match else ""


def _ranked(asked: str, among: list[_Named]) -> list[RegionMatch]:
    found = []
    skipped = int(rules.says_where(asked, (each.forms for each in among)))
    for each in among:
        score = rules.best_likeness(asked, each.forms[skipped:] or each.forms)
        if score > 0:
            found.append(replace(each.match, score=score))
    return sorted(found, key=lambda match: (-match.score, match.name, match.code))


def _find_by_code(text: str) -> RegionMatch | None:
    try:
        match = _names.get().by_code.get(undotted(text))
    except NoSuchCode:
        return None
    return replace(match, score=rules.SAME) if match else None


def _load() -> _Names:
    rows = Region.objects.filter(valid_until=None).order_by("code")
    regions = list(rows.values_list("code", "name", "level", "name_key"))
    names = {code: name for code, name, _, _ in regions}
    keys = {code: key for code, _, _, key in regions}
    landmarks = _landmarks_by_region()
    return _Names([
        _named(code, level, names, keys, landmarks.get(code, [])) for code, _, level, _ in regions
    ])  # fmt: skip


def _named(
    code: str, level: int, names: dict[str, str], keys: dict[str, str], landmarks: list[str]
) -> _Named:
    above = [each for each in reversed(parents(code)) if each in names]
    # up to the regency: nobody says the province, and every path would end in the same words
    told = [each for each in above if len(each) > 2]  # noqa: PLR2004 - digits of a province
    match = RegionMatch(
        code=code,
        name=names[code],
        level=level,
        within=names[above[0]] if above else "",
        path=", ".join([names[code], *(names[each] for each in told)]),
        score=0.0,
        landmarks=tuple(landmarks[:LANDMARKS_SHOWN]),
    )
    forms = [keys[code]]
    for each in told:
        forms.append(forms[-1] + keys[each])
    return _Named(match=match, forms=tuple(forms))


def _landmarks_by_region() -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    rows = Landmark.objects.order_by("name").values_list("region_code", "name")
    for code, name in rows:
        names[code].append(name)
    return names


_names: Kept[_Names] = Kept("regions.", _load)
