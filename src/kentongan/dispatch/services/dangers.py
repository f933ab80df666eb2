"""A crew is threatened. It says so with one press, which nothing refuses: no place, no task, no
hour, no word is needed. Telephones ring until a person has taken it by name (practice.md §1.3).
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kentongan.dispatch import errors, events, rules
from kentongan.dispatch.enums import (
    ACTIVE_ASSIGNMENTS,
    OPEN_DANGERS,
    DangerPlace,
    DangerState,
)
from kentongan.dispatch.limits import NEXT_LEVEL
from kentongan.dispatch.models import Assignment, Danger, DangerPress
from kentongan.dispatch.rules.dangers import Place
from kentongan.dispatch.selectors import (
    access_assignment,
    access_danger,
    chain_for_danger,
    danger_row,
    find_active_assignment,
    supervisor,
    unit_place,
)
from kentongan.dispatch.selectors.conditions import scene_of
from kentongan.dispatch.selectors.dangers import ANSWERS
from kentongan.dispatch.selectors.escalation import Level
from kentongan.dispatch.services.change import assignment_facts, record_assignment
from kentongan.dispatch.services.escalation import call_level
from kentongan.fleet.models import Unit
from kentongan.fleet.selectors import access_unit
from kentongan.incidents import services as incidents
from kentongan.journal import services as journal
from kentongan.journal.periods import kept_for
from kentongan.journal.services import Act
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor, ActorKind
from kentongan.kernel.errors import NotAllowed
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import get_org, rights_of

FORGOTTEN_AT_ONCE = 500


def raise_danger(
    *, by: Actor, unit_id: UUID, lat: float | None = None, lon: float | None = None,
    accuracy_m: float | None = None, at: datetime,
) -> Danger:  # fmt: skip
    """A unit's crew is threatened: the agency's first telephone and the 112 supervisor's ring, and
    every desk that answers for it shows it.

    The place is the phone's, else the unit's last one, else none; one that is no place counts as
    none. Pressed while it is open it adds the newest place and rings again. Refused only for a unit
    that is not one's own.
    """
    with journal.act(by=by, at=at) as act:
        unit = access_unit(by, unit_id, right=Right.RUN_UNITS, lock=True)
        place = rules.usable_place(lat, lon, accuracy_m, at) or unit_place(unit.id)
        return _raise(act, by, unit, place, at)


def hear_danger(*, by: Actor, assignment_id: UUID, at: datetime) -> Danger:
    """A desk has heard it by radio or telephone: the same rings and the same is shown. The place is
    the unit's last one, if it has any. Refuses a desk that may neither run the unit nor write down
    what it is told of it.
    """
    with journal.act(by=by, at=at) as act:
        assignment = _heard_of(by, assignment_id)
        unit = access_unit(by, assignment.unit_id, right=Right.SEE_UNITS, lock=True)
        return _raise(act, by, unit, unit_place(unit.id), at)


def _heard_of(by: Actor, assignment_id: UUID) -> Assignment:
    try:
        return access_assignment(by, assignment_id)
    except NotAllowed:
        return access_assignment(by, assignment_id, is_told=True)


def _raise(act: Act, by: Actor, unit: Unit, place: Place | None, at: datetime) -> Danger:
    found = _held(Danger.objects.filter(unit=unit, state__in=OPEN_DANGERS))
    danger = _press_again(found, at) if found else _open(by, unit, at)
    _keep_press(danger, place, at)
    rung = _ring_first(by, danger, at)
    raised = events.DangerRaised(
        **_facts(danger), place=str(place.by if place else DangerPlace.UNKNOWN),
        again=found is not None, rung=rung,
    )  # fmt: skip
    _record(act, danger, raised)
    return danger


def answer_danger(*, by: Actor, danger_id: UUID, at: datetime) -> Danger:
    """Somebody at a desk takes it, by name: no telephone rings any more. Refuses what another has
    taken (DISPATCH-050), what is over (-051), and a machine (-053).
    """
    _require_person(by)
    with journal.act(by=by, at=at) as act:
        danger = access_danger(by, danger_id, lock=True)
        _require_open(danger)
        if danger.state == DangerState.ANSWERED:
            if danger.answered_by == by.id:
                return danger
            row = danger_row(danger)
            raise errors.DangerTaken(call_sign=row.call_sign, desk=row.answered_desk or "112")
        _answer(danger, by, at)
        _save(danger)
        _record(act, danger, events.DangerAnswered(**_facts(danger)))
    return danger


def say_danger_over(*, by: Actor, unit_id: UUID, at: datetime) -> None:
    """The crew says that it is safe: shown at the desks, which end it. Nothing where nothing is
    open, or where it has pressed again since.
    """
    with journal.act(by=by, at=at) as act:
        unit = access_unit(by, unit_id, right=Right.RUN_UNITS, lock=True)
        danger = _held(Danger.objects.filter(unit=unit, state__in=OPEN_DANGERS))
        if danger is None or at < danger.pressed_at:
            return
        danger.said_over_at = at
        _save(danger)
        _record(act, danger, events.DangerSaidOver(**_facts(danger)))


def end_danger(*, by: Actor, danger_id: UUID, outcome: str, at: datetime) -> Danger:
    """What came of it, in words: it is over. Who ends one that nobody had answered has answered it.

    Refuses no words (DISPATCH-052), what is over (-051), and a machine (-053).
    """
    _require_person(by)
    rules.require_outcome(outcome)
    with journal.act(by=by, at=at) as act:
        danger = access_danger(by, danger_id, lock=True)
        _require_open(danger)
        if danger.answered_by is None:
            _answer(danger, by, at)
        danger.state = rules.DANGERS.target("end", danger.state)
        danger.ended_at, danger.ended_by = at, by.id
        danger.outcome = require_storable("outcome", outcome)
        danger.escalate_at = None
        _save(danger)
        _note_end(by, danger, at)
        _record(act, danger, events.DangerEnded(**_facts(danger)))
    return danger


def escalate_danger(*, by: Actor, danger_id: UUID, at: datetime) -> None:
    """Nobody has answered: the next telephone rings, after the last the first again, without the
    pause that others take between two rounds.
    """
    with journal.act(by=by, at=at) as act:
        danger = access_danger(by, danger_id, lock=True)
        if danger.escalate_at is None or danger.escalate_at > at:
            return
        chain = chain_for_danger(danger.unit.org_id, at)
        whom = chain[danger.escalation_level % len(chain)]
        message = call_level(by, whom, _words(danger), "danger", danger.id, at)
        danger.escalation_level += 1
        danger.escalate_at = _next_ring(chain, danger.escalation_level, at)
        _save(danger)
        escalated = events.DangerEscalated(
            **_facts(danger), level=danger.escalation_level, rung=message is not None,
            is_last=danger.escalation_level % len(chain) == 0,
        )  # fmt: skip
        act.record(escalated, region=danger.unit.region, org_id=danger.unit.org_id)


def forget_danger_places(*, by: Actor, at: datetime) -> int:
    """Delete a slice of the places of dangers that ended before tracks are kept; says how many."""
    over = at - kept_for("track", at)
    old = DangerPress.objects.filter(danger__ended_at__lt=over)
    ids = list(old.values_list("id", flat=True)[:FORGOTTEN_AT_ONCE])
    if not ids:
        return 0
    with journal.act(by=by, at=at):
        DangerPress.objects.filter(id__in=ids).delete()
    return len(ids)


def _held(rows: QuerySet[Danger]) -> Danger | None:
    locked = rows.select_related("unit__org", "incident", "answered_org")
    return next(iter(locked.select_for_update(of=("self",), no_key=True)), None)


def _open(by: Actor, unit: Unit, at: datetime) -> Danger:
    task = find_active_assignment(unit.id)
    if task is not None:
        said = _("BAHAYA, awak terancam ({call_sign})").format(call_sign=unit.call_sign)
        incidents.write_log(by=by, incident_id=task.incident_id, text=said, at=at)
    return Danger.objects.create(
        unit=unit, incident=task.incident if task else None, state=DangerState.RAISED,
        raised_at=at, received_at=clock.at_or_now(at), pressed_at=at,
    )  # fmt: skip


def _note_end(by: Actor, danger: Danger, at: datetime) -> None:
    """Whoever reads the incident later finds there what became of its crew."""
    if danger.incident_id is None:
        return
    text = _("Bahaya {call_sign} berakhir: {outcome}")
    said = text.format(call_sign=danger.unit.call_sign, outcome=danger.outcome)
    incidents.write_log(by=by, incident_id=danger.incident_id, text=said, at=at)


def _press_again(danger: Danger, at: datetime) -> Danger:
    danger.state = rules.DANGERS.target("press", danger.state)
    danger.pressed_at = max(danger.pressed_at, at)
    danger.press_count += 1
    danger.said_over_at = None
    danger.answered_at = danger.answered_by = danger.answered_org = None
    danger.answered_role = ""
    return danger


def _keep_press(danger: Danger, place: Place | None, at: datetime) -> None:
    DangerPress.objects.create(
        danger=danger, pressed_at=at, place=place.by if place else DangerPlace.UNKNOWN,
        lat=place.point.lat if place else None, lon=place.point.lon if place else None,
        accuracy_m=place.accuracy_m if place else None, place_at=place.at if place else None,
    )  # fmt: skip


def _ring_first(by: Actor, danger: Danger, at: datetime) -> bool:
    """Both at once, by now and not by when it was pressed; from there on the chain, one by one."""
    now = clock.at_or_now(at)
    chain = chain_for_danger(danger.unit.org_id, now)
    first = {level.phone: level for level in (chain[0], supervisor(now))}
    calls = [
        call_level(by, level, _words(danger), "danger", danger.id, now) for level in first.values()
    ]
    danger.escalation_level = 1
    danger.escalate_at = _next_ring(chain, 1, now)
    _save(danger)
    return any(calls)


def _words(danger: Danger) -> str:
    """What a telephone says: which unit. Not where, for what, or a word of the crew's."""
    text = _("BAHAYA: awak unit {call_sign} terancam. Buka Kentongan atau hubungi 112.")
    return text.format(call_sign=danger.unit.call_sign)


def _next_ring(chain: list[Level], rung: int, at: datetime) -> datetime:
    since = at if rung % len(chain) else clock.at_or_now(at)
    after_s = [each.after_s or NEXT_LEVEL.at(at) for each in chain]
    return since + timedelta(seconds=after_s[rung % len(chain)])


def _require_person(by: Actor) -> None:
    if by.kind is not ActorKind.PERSON:
        raise errors.DangerByNobody


def _require_open(danger: Danger) -> None:
    if danger.state == DangerState.ENDED:
        raise errors.DangerOver(call_sign=danger.unit.call_sign)


def _answer(danger: Danger, by: Actor, at: datetime) -> None:
    """By whom, and from which desk: a crew reads the desk's title."""
    danger.state = rules.DANGERS.target("answer", danger.state)
    danger.answered_at, danger.answered_by = at, by.id
    danger.escalate_at = None
    unit, rights = danger.unit, rights_of(by)
    held = (rights.find_grant(r, region=unit.region, org_ids=(unit.org_id,)) for r in ANSWERS)
    grant = next(filter(None, held), None)
    if grant is not None:
        danger.answered_role, danger.answered_org = str(grant.role), get_org(grant.org_id)


def _save(danger: Danger) -> None:
    danger.version += 1
    danger.save()


def _facts(danger: Danger) -> events.DangerFacts:
    return events.DangerFacts(
        danger_id=danger.id, unit_id=danger.unit_id, incident_id=danger.incident_id,
        state=str(danger.state), row=danger.version,
        restricted=danger.incident is not None and danger.incident.is_restricted,
    )  # fmt: skip


def _record(act: Act, danger: Danger, event: events.DangerEvent) -> None:
    """Say so to the desks and to the crew, and to every other crew at the same scene."""
    unit = danger.unit
    act.record(event, region=unit.region, org_id=unit.org_id)
    if danger.incident is None:
        return
    others = Assignment.objects.filter(
        incident_id__in=scene_of(danger.incident), state__in=ACTIVE_ASSIGNMENTS
    ).exclude(unit_id=unit.id)
    for assignment in others.select_related("ticket__incident"):
        changed = events.CrewDangerChanged(
            **assignment_facts(assignment), danger_id=danger.id, danger_state=str(danger.state)
        )
        record_assignment(act, assignment.ticket, changed)
