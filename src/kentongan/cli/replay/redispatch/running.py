"""The child process of `kentongan replay --policy`: reads, runs every policy, reports."""

import argparse
import json
import math
import shlex
import time
from collections.abc import Sequence
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from kentongan.cli.progress import Progress
from kentongan.cli.replay.records import Record, read_playable
from kentongan.cli.replay.redispatch import OURS_COVER, POLICIES, RECORD
from kentongan.cli.replay.redispatch.charts import clock_text, make_curve
from kentongan.cli.replay.redispatch.covering import CoverAsked
from kentongan.cli.replay.redispatch.demands import Call, calls_of
from kentongan.cli.replay.redispatch.drives import Drives
from kentongan.cli.replay.redispatch.figures import (
    PROMISE_S,
    Outcome,
    against,
    outcome,
    result,
    spread,
)
from kentongan.cli.replay.redispatch.model import Model, model_of, sha256_of
from kentongan.cli.replay.redispatch.page import CURVES_UNTIL, render
from kentongan.cli.replay.redispatch.policies import make_policy
from kentongan.cli.replay.redispatch.report import Assumed, Curve, Report, Source
from kentongan.cli.replay.redispatch.simulation import redispatch
from kentongan.cli.replay.redispatch.vehicles import Vehicle, fleet_of
from kentongan.geo.travel import CIRCUITY
from kentongan.kernel import clock
from kentongan.kernel.percentiles import percentile

SUMMARY = "send recorded calls again by policy"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the parent has checked and passes on."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--policy", action="append", choices=POLICIES, required=True)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--roads", type=Path)
    parser.add_argument("--off-duty-after", type=float, required=True)
    parser.add_argument("--cover-weight", type=float, default=CoverAsked().weight_s)
    parser.add_argument("--cover-within", type=int, default=CoverAsked().within_s)
    parser.add_argument("--lang", required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--limit", type=int)


def run(options: argparse.Namespace) -> int:
    """Send the calls again by every policy and write the report."""
    began = time.perf_counter()
    record = read_playable(options.file, limit=options.limit)
    report = make_report(
        record,
        [name for name in POLICIES if name in options.policy],
        source=_source(options),
        off_duty_after=timedelta(hours=options.off_duty_after),
        roads=options.roads,
        cover=CoverAsked(options.cover_weight, options.cover_within),
    )
    options.report.write_text(render(report, language=options.lang), encoding="utf8")
    if options.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        _tell(report)
        print(f"{time.perf_counter() - began:.1f} s: {options.report}")
    return 0


def make_report(
    record: Record,
    policies: Sequence[str],
    *,
    source: Source,
    off_duty_after: timedelta,
    roads: Path | None = None,
    cover: CoverAsked | None = None,
) -> Report:
    """Run the policies in that order over one record. Raises as `model_of` does."""
    fleet = fleet_of(record.rows, silence=off_duty_after)
    calls = calls_of(record.rows, fleet)
    model = model_of(roads, calls)
    drives = Drives(model.travel)
    cover = cover or CoverAsked()
    runs = _run_all(policies, calls, fleet, drives, cover)
    recorded = next((each for each in runs if each.policy == RECORD), None)
    return Report(
        source=source,
        assumed=_assumed(model, drives, off_duty_after, cover),
        rows=record.read,
        refused=record.refused,
        calls=len(calls),
        unreached=sum(not call.is_reached for call in calls),
        demands=sum(len(call.demands) for call in calls),
        units=len(fleet),
        recorded=spread(c.recorded_s for c in calls if c.recorded_s is not None),
        results=[result(calls, each) for each in runs],
        comparisons=[
            against(calls, recorded, each)
            for each in runs
            if recorded is not None and each is not recorded
        ],
        curves=_curves(runs),
    )


def _run_all(
    policies: Sequence[str], calls: Sequence[Call], fleet: Sequence[Vehicle], drives: Drives,
    cover: CoverAsked,
) -> list[Outcome]:  # fmt: skip
    demands = sum(len(call.demands) for call in calls)
    progress = Progress("replay", len(policies) * demands)
    runs = []
    for name in policies:
        policy = make_policy(name, calls, fleet, drives.travel, cover)
        runs.append(outcome(name, redispatch(calls, fleet, policy, drives, step=progress.step)))
    progress.finish()
    return runs


def _source(options: argparse.Namespace) -> Source:
    """The command as it can be given again; where the files lie is nobody's business."""
    words = ["kentongan", "replay", options.file.name]
    words += [word for name in options.policy for word in ("--policy", name)]
    if options.roads:
        words += ["--roads", options.roads.name]
    if options.limit is not None:
        words += ["--limit", str(options.limit)]
    if OURS_COVER in options.policy:
        words += ["--cover-weight", f"{options.cover_weight:g}"]
        words += ["--cover-within", str(options.cover_within)]
    words += ["--off-duty-after", f"{options.off_duty_after:g}", "--lang", options.lang]
    return Source(
        command=shlex.join(words),
        version=version("kentongan"),
        file=options.file.name,
        sha256=sha256_of(options.file),
        made_at=clock.to_wire(clock.now()),
    )


def _assumed(model: Model, drives: Drives, off_duty_after: timedelta, cover: CoverAsked) -> Assumed:
    return Assumed(
        basis=str(model.basis),
        circuity=CIRCUITY,
        roads=model.roads,
        roads_sha256=model.roads_sha256,
        attribution=model.attribution,
        covered=model.covered,
        ways=drives.ways,
        estimated=drives.estimates,
        off_duty_after_h=off_duty_after / timedelta(hours=1),
        promise_s=PROMISE_S,
        cover_weight_s=cover.weight_s,
        cover_within_s=cover.within_s,
    )


def _curves(runs: Sequence[Outcome]) -> dict[str, Curve]:
    """Until nearly all calls are reached by every policy, on a whole minute."""
    late = [percentile(sorted(run.responses.values()), CURVES_UNTIL) or 0.0 for run in runs]
    until_s = math.ceil(max(late) / 60) * 60.0
    return {run.policy: make_curve(list(run.responses.values()), until_s=until_s) for run in runs}


def _tell(report: Report) -> None:
    """The table on the terminal."""
    basis = report.assumed.roads or f"straight line x {report.assumed.circuity:g}"
    print(f"{report.calls} calls, {report.demands} units sent, travel by {basis}; minutes:seconds")
    print(f"{'':15}{'n':>6}{'p50':>8}{'p75':>8}{'p90':>8}{'p95':>8}  within {PROMISE_S // 60} min")
    for each in report.results:
        times = "".join(f"{clock_text(seconds):>8}" for _, seconds in each.responses.shares)
        share = each.in_promise / each.responses.n if each.responses.n else 0.0
        print(
            f"{each.policy:15}{each.responses.n:>6}{times}  {share:.1%}, {each.waited} had to wait"
        )
    for other in report.comparisons:
        print(f"{other.policy}: {other.sooner} calls sooner than by the record's choice,"
              f" {other.later} later, {other.same} alike")  # fmt: skip
