"""The report as one HTML file: nothing is fetched, nothing is run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kentongan.cli.replay.redispatch import OURS, RECORD
from kentongan.cli.replay.redispatch.charts import clock_text, make_bars, make_curves
from kentongan.cli.replay.redispatch.figures import FEW, Against, Part, Result
from kentongan.cli.replay.redispatch.report import Report
from kentongan.cli.replay.redispatch.whys import Why
from kentongan.cli.replay.redispatch.words import MEANINGS, NAMES, REASONS
from kentongan.geo.travel import TravelBasis

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
CURVES_UNTIL = 0.99
"""A curve is drawn until the slowest policy has reached such a share of the calls."""
AXIS_HALF = 50.0
"""Half the width of the drawing of what an area gains or loses."""


def render(report: Report, *, language: str) -> str:
    """The page in `id` or `en`."""
    engine = Engine(
        dirs=[str(TEMPLATES)],
        libraries={"i18n": "django.templatetags.i18n"},
        builtins=["django.templatetags.l10n"],
    )
    with translation.override(language):
        context = Context(_told(report) | {"language": language}, use_l10n=True)
        return engine.get_template("replay/report.html").render(context)


def _told(report: Report) -> dict[str, Any]:
    names = [result.policy for result in report.results]
    compared = {each.policy: each for each in report.comparisons}
    ours = compared.get(OURS)
    return {
        "report": report,
        "by_road": report.assumed.basis == TravelBasis.ROAD_GRAPH,
        "recorded": [clock_text(seconds) for _share, seconds in report.recorded.shares],
        "policies": [_policy(result, report) for result in report.results],
        "sentence": _sentence(report),
        "names": [_(NAMES[name]) for name in names],
        "labels": {name: _(NAMES[name]) for name in names},
        "percentiles": make_bars(_percentiles(report)),
        "curves": _curves(report),
        "priorities": _priorities(report),
        "reasons": _reasons(report, compared),
        "compared": [_compared(each) for each in report.comparisons],
        "ours": ours,
        "hours": make_bars([_beside(part) for part in ours.by_hour]) if ours else None,
        "hour_rows": [_part(part, 1.0) for part in ours.by_hour] if ours else [],
        "area_rows": _areas(ours) if ours else [],
        "few": FEW,
        "covered": _percent(report.assumed.covered),
        "promise_min": report.assumed.promise_s // 60,
        "circuity": number_format(report.assumed.circuity, 1),
        "off_duty_h": number_format(report.assumed.off_duty_after_h, 0),
    }


def _policy(result: Result, report: Report) -> dict[str, Any]:
    return {
        "code": result.policy,
        "name": _(NAMES[result.policy]),
        "meaning": _(MEANINGS[result.policy]),
        "n": result.responses.n,
        "times": [clock_text(seconds) for _share, seconds in result.responses.shares],
        "in_promise": _share(result.in_promise, result.responses.n),
        "drive": clock_text(result.drives.p50_s),
        "waited": result.waited,
        "longest_wait": clock_text(result.longest_wait_s),
    }


def _sentence(report: Report) -> str:
    """The one thing to take along: nine calls in ten, ours beside the record's."""
    by_name = {result.policy: result.responses.p90_s for result in report.results}
    record, ours = by_name.get(RECORD), by_name.get(OURS)
    if record is None or ours is None:
        return ""
    facts = {"ours": clock_text(ours), "record": clock_text(record)}
    gap = record - ours
    if abs(gap) < 1:
        return _(
            "9 dari 10 panggilan dijangkau dalam {ours} dengan usulan Kentongan, sama dengan"
            " pilihan rekaman dalam model yang sama."
        ).format(**facts)
    told = (
        _(
            "9 dari 10 panggilan dijangkau dalam {ours} dengan usulan Kentongan dan dalam {record}"
            " dengan pilihan rekaman, dalam model yang sama: {gap} lebih cepat."
        )
        if gap > 0
        else _(
            "9 dari 10 panggilan dijangkau dalam {ours} dengan usulan Kentongan dan dalam {record}"
            " dengan pilihan rekaman, dalam model yang sama: {gap} lebih lambat."
        )
    )
    return told.format(**facts, gap=clock_text(abs(gap)))


def _percentiles(report: Report) -> list[tuple[str, dict[str, float | None]]]:
    shares = [share for share, _seconds in report.results[0].responses.shares]
    return [
        (
            f"p{share}",
            {each.policy: each.responses.shares[n][1] for each in report.results},
        )
        for n, share in enumerate(shares)
    ]


def _curves(report: Report) -> Any:
    ends = [curve[-1][0] for curve in report.curves.values()]
    until_s = max([*ends, 60.0])
    return make_curves(report.curves, until_s=until_s, promise_s=report.assumed.promise_s)


def _priorities(report: Report) -> list[dict[str, Any]]:
    codes = sorted({code for result in report.results for code in result.by_priority})
    return [
        {
            "code": code,
            "n": report.results[0].by_priority[code].n,
            "times": [
                f"{clock_text(each.by_priority[code].p50_s)} / "
                f"{clock_text(each.by_priority[code].p90_s)}"
                for each in report.results
            ],
        }
        for code in codes
    ]


def _reasons(report: Report, compared: Mapping[str, Against]) -> list[dict[str, Any]]:
    """A line for each reason, a cell for each policy but the record's."""
    found = {name: {each.why: each for each in one.reasons} for name, one in compared.items()}
    return [
        {
            "name": _(REASONS[why]),
            "cells": [
                {
                    "share": _share(reasons[why].units, report.demands),
                    "saved": clock_text(saved) if (saved := reasons[why].saved_mean_s) else "",
                }
                for reasons in found.values()
            ],
        }
        for why in Why
    ]


def _compared(each: Against) -> dict[str, Any]:
    record, policy = each.without_wait
    return {
        "code": each.policy,
        "name": _(NAMES[each.policy]),
        "sooner": each.sooner,
        "later": each.later,
        "same": each.same,
        "n": record.n,
        "record_p90": clock_text(record.p90_s),
        "policy_p90": clock_text(policy.p90_s),
    }


def _beside(part: Part) -> tuple[str, dict[str, float | None]]:
    return part.name, {RECORD: part.record_p90_s, OURS: part.policy_p90_s}


def _areas(ours: Against) -> list[dict[str, Any]]:
    known = [abs(part.saved_mean_s) for part in ours.by_area if part.saved_mean_s is not None]
    return [_part(part, AXIS_HALF / max([*known, 1.0])) for part in ours.by_area]


def _part(part: Part, scale: float) -> dict[str, Any]:
    saved = part.saved_mean_s or 0.0
    width = abs(saved) * scale
    return {
        "name": part.name or "?",
        "calls": part.calls,
        "others": _share(part.others, part.units),
        "record": clock_text(part.record_p90_s),
        "policy": clock_text(part.policy_p90_s),
        "saved": clock_text(part.saved_mean_s),
        "is_later": saved < 0,
        "x": round(AXIS_HALF - width if saved < 0 else AXIS_HALF, 1),
        "width": round(width, 1),
    }


def _share(count: int, n: int) -> str:
    return _percent(count / n) if n else "—"


def _percent(share: float) -> str:
    return f"{number_format(round(share * 100, 1), 1)} %"
