"""Response plans: which one holds, how far it is met, who is told, and what is never done."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch import selectors, services
from kentongan.dispatch.errors import AidNotNeighbour, PlanUnreadable
from kentongan.dispatch.models import Assignment, PlanLine, PlanNotice, ResponsePlan, Ticket
from kentongan.dispatch.rules import Case, fill, lost_by, plans_for
from kentongan.dispatch.rules.plans import LOST_BY
from kentongan.dispatch.selectors.proposals import NO_PLAN
from kentongan.dispatch.types.plans import PlanLevel, PlanSubject
from kentongan.fleet.enums import UnitState
from kentongan.fleet.errors import NoSuchCapability
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ClosingCode, Feedback, PartyRole, Priority
from kentongan.incidents.errors import AlarmOnlyRises, AlarmOver, ReasonMissing
from kentongan.incidents.models import LogLine, Party
from kentongan.incidents.selectors import category_at
from kentongan.journal.models import Entry
from kentongan.kernel.actors import REACTIONS, SETUP
from kentongan.kernel.errors import NotAllowed, NotFound, Unreadable
from kentongan.messaging.models import Message
from kentongan.orgs import services as orgs
from tests.cast import KENDAL, KOTA_KENDAL, PATEBON, VILLAGE
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER, later, make_accepted, make_assignment, make_fire
from tests.dispatch.plans import BASIS, make_plan, react, units
from tests.fleet.make import make_ambulance, make_ready, make_unit
from tests.incidents.make import exact, make_incident

ENGINES = units(("FIRE", 2), ("MEDICAL_BASIC", 1))
AGREEMENT = "Perjanjian kerja sama 12/2026"


@pytest.fixture(autouse=True)
def everything(categories, night):
    """The starter categories, at three in the morning."""


def state_of(incident):
    incident.refresh_from_db()
    return selectors.find_plan_state(incident)


def raise_to(level, incident, by=SETUP, at=NIGHT):
    return incidents.raise_alarm(
        by=by, incident_id=incident.id, alarm_level=level, reason="api merambat", at=at
    )


def forward(cast, incident):
    return services.forward_ticket(
        by=cast.dispatcher, incident_id=incident.id, org_id=cast.org_id("fire"), at=NIGHT
    )


# which one holds


@pytest.mark.parametrize(
    ("special", "general", "why"),
    [
        ({"category": "FIRE_STRUCTURE"}, {"family": "FIRE", "priority": "P1"}, 0),
        ({"family": "FIRE"}, {"category": "", "region": VILLAGE}, 0),
        ({"priority": "P1"}, {"region": VILLAGE}, 1),
        ({"region": VILLAGE}, {"region": KOTA_KENDAL, "hours_from": "02:00",
                               "hours_until": "04:00"}, 2),
        ({"hours_from": "22:00", "hours_until": "06:00"}, {}, 3),
        ({"hours_from": "02:00", "hours_until": "04:00"},
         {"hours_from": "22:00", "hours_until": "06:00"}, 3),
    ],
)  # fmt: skip
def test_most_special_plan_holds_and_says_why(cast, special, general, why):
    winner, loser = make_plan(ENGINES, **special), make_plan(ENGINES, **general)
    fire = make_fire(region=VILLAGE)
    found = selectors.list_fitting(fire)
    assert [each.plan.id for each in found] == [winner.id, loser.id]
    assert [each.lost_by for each in found] == ["", LOST_BY[why]]


def test_of_two_windows_of_one_length_the_later_decision_holds(cast):
    first = make_plan(ENGINES, hours_from="02:00", hours_until="06:00")
    second = make_plan(ENGINES, hours_from="00:00", hours_until="04:00")
    found = selectors.list_fitting(make_fire())
    assert [each.plan.id for each in found] == [second.id, first.id]
    assert lost_by(first, second) == LOST_BY[4]


@pytest.mark.parametrize(
    ("hour", "fits"),
    [("21:59", False), ("22:00", True), ("23:59", True), ("00:00", True), ("05:59", True),
     ("06:00", False)],
)  # fmt: skip
def test_window_runs_over_midnight(cast, hour, fits):
    night = make_plan(ENGINES, hours_from="22:00", hours_until="06:00")
    case = Case("FIRE_STRUCTURE", "FIRE", "P1", VILLAGE, hour)
    assert plans_for([night], case) == ([night] if fits else [])


def test_hour_is_the_nodes_own(cast):
    """20.00 UTC is three in the morning in Kendal."""
    plan = make_plan(ENGINES, hours_from="02:30", hours_until="03:30")
    assert selectors.find_plan(make_fire()).id == plan.id


@pytest.mark.parametrize(
    "other",
    [{"region": PATEBON}, {"priority": "P3"}, {"category": "TREE_DOWN"}, {"family": "FLOOD"},
     {"hours_from": "08:00", "hours_until": "16:00"}],
)  # fmt: skip
def test_plan_for_something_else_holds_nowhere(cast, other):
    make_plan(ENGINES, **other)
    fire = make_fire()
    proposal = selectors.proposals(cast.dispatcher, fire.id, at=NIGHT)
    assert proposal.plan is None
    assert NO_PLAN in proposal.unknowns


def test_plan_stays_that_of_the_opening_while_the_hours_go_by(cast):
    night = make_plan(ENGINES, hours_from="22:00", hours_until="04:00")
    fire = make_fire()
    at = later(4 * 3600)
    assert selectors.proposals(cast.dispatcher, fire.id, at=at).plan.plan_id == night.id


# how far it is met


def test_proposal_names_who_is_out_who_could_go_and_what_lacks(cast):
    make_plan(ENGINES)
    engines = [make_unit(cast) for _ in range(2)]
    assignment = make_assignment(cast, engines[0])
    proposal = selectors.proposals(cast.dispatcher, assignment.incident_id, at=NIGHT)
    fire, medical = proposal.plan.needs
    assert (fire.sent, fire.proposed) == ((engines[0].call_sign,), (engines[1].call_sign,))
    assert (medical.missing, medical.uncovered) == (1, 1)
    assert proposal.plan.uncovered == [("MEDICAL_BASIC", 1)]
    assert [(u.call_sign, u.fills) for u in proposal.units] == [
        (engines[1].call_sign, "FIRE"), (engines[0].call_sign, ""),
    ]  # fmt: skip


def test_units_of_the_plan_come_first_and_none_is_hidden(cast):
    make_plan(units(("MEDICAL_BASIC", 1), ("FIRE", 1)))
    busy, engine, ambulance = (
        make_unit(cast, state=UnitState.BROKEN), make_unit(cast), make_ambulance(cast),
    )  # fmt: skip
    proposal = selectors.proposals(cast.dispatcher, make_fire().id, limit=9, at=NIGHT)
    assert [unit.unit_id for unit in proposal.units] == [ambulance.id, engine.id, busy.id]
    assert [unit.fills for unit in proposal.units] == ["MEDICAL_BASIC", "FIRE", ""]


def test_confirmed_unit_fills_before_one_that_is_not(cast):
    make_plan(units(("FIRE", 1)))
    _unsure, sure = make_unit(cast, call_sign="A 1"), make_unit(cast, call_sign="Z 9")
    make_ready(sure)
    proposal = selectors.proposals(cast.dispatcher, make_fire().id, at=NIGHT)
    assert proposal.plan.needs[0].proposed == ("Z 9",)


def test_one_unit_fills_one_line_and_as_many_lines_as_can_be_are_filled():
    both, fire = frozenset({"FIRE", "RESCUE"}), frozenset({"FIRE"})
    assert fill(["FIRE", "RESCUE"], [both]) == {0: 0}
    assert fill(["FIRE", "RESCUE"], [both, fire]) == {0: 1, 1: 0}
    assert fill(["FIRE", "FIRE", "RESCUE"], [both, fire]) == {0: 0, 1: 1}
    assert fill(["FIRE"], []) == {}


def test_agency_reads_the_whole_plan_and_its_own_units(cast):
    make_plan(ENGINES)
    engine, ambulance = make_unit(cast), make_ambulance(cast)
    ticket = make_accepted(cast)
    proposal = selectors.proposals(
        cast.fire_officer, ticket.incident_id, org_id=ticket.org_id, at=NIGHT
    )
    assert [unit.unit_id for unit in proposal.units] == [engine.id]
    assert proposal.plan.needs[1].proposed == (ambulance.call_sign,)


def test_crews_of_merged_incidents_count(cast):
    make_plan(units(("FIRE", 1)))
    assignment = make_assignment(cast, make_unit(cast))
    other = make_fire(place=exact(-6.9218, 110.2031))
    incidents.merge_into(
        by=cast.operator, incident_id=assignment.incident_id, into_id=other.id,
        same_place_confirmed=True, same_victims_confirmed=True, at=NIGHT,
    )  # fmt: skip
    assert state_of(other).missing == []


def test_help_told_by_telephone_is_named_and_not_counted(cast):
    make_plan(ENGINES)
    ticket = forward(cast, make_fire())
    services.record_telephone(
        by=cast.dispatcher, ticket_id=ticket.id, name="Serka Budi", help_under_way=True, at=NIGHT
    )
    state = state_of(ticket.incident)
    assert state.uncounted == ("Pemadam Kebakaran",)
    assert state.missing == [("FIRE", 2), ("MEDICAL_BASIC", 1)]


def test_higher_alarm_asks_for_more_never_for_less(cast):
    make_plan(units(("FIRE", 2)), units(("FIRE", 1), ("RESCUE", 1)), units(("FIRE", 3)))
    fire = make_fire()
    asked = []
    for level in (1, 2, 3, 5):
        if level > 1:
            raise_to(level, fire)
        asked.append([(need.capability, need.count) for need in state_of(fire).needs])
    assert asked == [
        [("FIRE", 2)],
        [("FIRE", 3), ("RESCUE", 1)],
        [("FIRE", 6), ("RESCUE", 1)],
        [("FIRE", 6), ("RESCUE", 1)],
    ]


# the alarm


def test_what_a_higher_alarm_would_add_is_known_before(cast):
    make_plan(ENGINES, units(("RESCUE", 1), notify=[cast.org_id("disaster")]))
    (adds, _third) = state_of(make_fire()).next_levels
    assert (adds.level, adds.units, adds.notify) == (2, (("RESCUE", 1),), ("BPBD",))


@pytest.mark.parametrize("name", ["operator", "dispatcher", "supervisor", "fire_officer"])
def test_alarm_is_raised_by_those_who_work_on_it_with_a_reason(cast, name):
    fire = make_fire()
    forward(cast, fire)
    raise_to(2, fire, by=cast.actor(name))
    entry = Entry.objects.get(kind="incidents.incident.alarm-raised")
    assert (entry.facts["alarm_level"], entry.by_id) == (2, cast.people[name].id)
    line = LogLine.objects.get(id=entry.facts["line_id"])
    assert line.text == "Alarm 2: api merambat"
    assert "merambat" not in entry.data


@pytest.mark.parametrize("name", ["camat", "leader", "outsider", "medical_officer", "admin"])
def test_alarm_is_raised_by_nobody_else(cast, name):
    fire = make_fire()
    forward(cast, fire)
    with pytest.raises((NotAllowed, NotFound)):
        raise_to(2, fire, by=cast.actor(name))


def test_alarm_needs_a_reason_never_falls_and_ends_with_the_incident(cast):
    fire = make_fire()
    with pytest.raises(ReasonMissing):
        incidents.raise_alarm(by=SETUP, incident_id=fire.id, alarm_level=2, reason=" ", at=NIGHT)
    raise_to(2, fire)
    for level in (1, 2):
        with pytest.raises(AlarmOnlyRises):
            raise_to(level, fire)
    incidents.close_incident(
        by=SETUP, incident_id=fire.id, closing_code=ClosingCode.REFERRED, feedback=Feedback.TOLD,
        at=NIGHT,
    )  # fmt: skip
    with pytest.raises(AlarmOver):
        raise_to(3, fire)


def test_no_alarm_sends_a_unit_or_asks_an_agency(cast):
    make_plan(ENGINES, units(("FIRE", 2), notify=[cast.org_id("disaster")]))
    make_unit(cast)
    fire = make_fire()
    raise_to(2, fire)
    react()
    assert not Assignment.objects.exists()
    assert not Ticket.objects.exists()


# who is told


def test_whom_the_plan_tells_is_told_once_when_a_person_has_forwarded(cast):
    make_plan(units(("FIRE", 1), notify=[cast.org_id("disaster")]))
    fire = make_fire()
    react()
    assert not Message.objects.exists()
    forward(cast, fire)
    react()
    (message,) = Message.objects.filter(purpose="NOTICE")
    assert message.text == f"Kejadian {fire.number}, alarm 1. Buka Kentongan atau hubungi 112."
    assert Party.objects.get(org_id=cast.org_id("disaster")).role == PartyRole.INFORMED
    assert services.tell_plan(by=REACTIONS, incident_id=fire.id, at=NIGHT) == 0
    (org,) = state_of(fire).notify
    assert (org.name, org.told_at, org.was_reached) == ("BPBD", NIGHT, True)


def test_each_alarm_tells_its_own_once_also_when_one_is_skipped(cast):
    disaster, medical = cast.org_id("disaster"), cast.org_id("medical")
    make_plan(
        units(("FIRE", 1), notify=[disaster]), units(notify=[medical]),
        units(notify=[disaster, medical]),
    )  # fmt: skip
    fire = make_fire()
    forward(cast, fire)
    react()
    raise_to(3, fire)
    react()
    services.tell_plan(by=REACTIONS, incident_id=fire.id, at=NIGHT)
    told = PlanNotice.objects.order_by("level", "told_at").values_list("org_id", "level")
    assert sorted(told) == sorted([(disaster, 1), (disaster, 3), (medical, 3)])
    assert Message.objects.filter(purpose="NOTICE").count() == 3
    assert Entry.objects.filter(kind="dispatch.incident.plan-told").count() == 3


def test_more_urgent_incident_tells_whom_its_new_plan_names(cast):
    make_plan(units(("TREE", 1), notify=[cast.org_id("medical")]), priority="P1", category="")
    tree = make_incident()
    forward(cast, tree)
    react()
    assert not PlanNotice.objects.exists()
    incidents.set_priority(by=cast.operator, incident_id=tree.id, priority=Priority.P1, at=NIGHT)
    react()
    assert PlanNotice.objects.get().org_id == cast.org_id("medical")


def test_restricted_incident_is_told_by_number_and_opened_to_nobody(cast):
    make_plan(units(("MEDICAL_BASIC", 1), notify=[cast.org_id("disaster")]), category="")
    incident = make_incident(category="DOMESTIC_VIOLENCE")
    assert incident.is_restricted
    forward(cast, incident)
    react()
    (message,) = Message.objects.filter(purpose="NOTICE")
    assert message.text.startswith(f"Kejadian {incident.number}, alarm 1.")
    assert not Party.objects.filter(org_id=cast.org_id("disaster")).exists()


@pytest.mark.parametrize(
    "category", ["DOMESTIC_VIOLENCE", "SUICIDE_ATTEMPT", "KIDNAP", "FIRE_STRUCTURE"]
)
def test_no_message_ever_says_what_or_where_or_goes_to_the_caller(cast, category):
    make_plan(units(("MEDICAL_BASIC", 1), notify=[cast.org_id("disaster")]), category="")
    incident = make_incident(category=category, place=exact(address="Jl. Rahasia 7"))
    forward(cast, incident)
    raise_to(2, incident)
    react()
    words = " ".join(Message.objects.values_list("text", flat=True))
    for said in (category, category_at(category, NIGHT).name, "Rahasia", "Kendal"):
        assert said not in words
    phones = set(Message.objects.filter(purpose="NOTICE").values_list("recipient", flat=True))
    assert phones <= {"0294381112"}


def test_organisation_without_a_telephone_is_shown_as_not_reached(cast):
    org = orgs.change_org(
        by=SETUP, org_id=cast.org_id("disaster"), name="BPBD", short_name="BPBD", phone="",
        is_joined=True, at=NIGHT,
    )  # fmt: skip
    make_plan(units(("FIRE", 1), notify=[org.id]))
    fire = make_fire()
    forward(cast, fire)
    react()
    (shown,) = state_of(fire).notify
    assert (shown.told_at, shown.was_reached) == (NIGHT, False)


def test_ended_incident_tells_nobody(cast):
    make_plan(units(("FIRE", 1), notify=[cast.org_id("disaster")]))
    fire = make_fire()
    raise_to(2, fire)
    incidents.cancel_incident(by=SETUP, incident_id=fire.id, reason="uji", at=NIGHT)
    react()
    assert not Message.objects.exists()


# mutual aid


def test_neighbour_is_proposed_by_its_agreement_and_never_asked_by_itself(cast):
    neighbour = cast.org_id("neighbour")
    make_plan(ENGINES, units(aid=[neighbour]))
    fire = make_fire()
    assert state_of(fire).aid == ()
    raise_to(2, fire)
    react()
    (aid,) = state_of(fire).aid
    assert (aid.agreement, aid.is_asked, aid.level) == ("", False, 2)
    orgs.change_org(
        by=SETUP, org_id=neighbour, name="112 Batang", short_name="112 Batang",
        phone="0285381112", is_joined=False, answers_by=AGREEMENT, at=NIGHT,
    )  # fmt: skip
    assert state_of(fire).aid[0].agreement == AGREEMENT
    assert not Ticket.objects.exists()
    services.forward_ticket(
        by=cast.dispatcher, incident_id=fire.id, org_id=neighbour, role=PartyRole.SUPPORT, at=NIGHT
    )
    assert state_of(fire).aid[0].is_asked


def test_aid_of_whoever_is_no_neighbour_is_refused(cast):
    with pytest.raises(AidNotNeighbour):
        make_plan(units(aid=[cast.org_id("fire")]))


# how it is decided


def test_new_version_ends_the_older_one_which_stays(cast):
    first = make_plan(ENGINES)
    second = make_plan(units(("FIRE", 3)), at=NIGHT)
    first.refresh_from_db()
    assert (first.valid_until, second.valid_until) == (NIGHT, None)
    assert selectors.levels_of(first)[0] == ENGINES
    old, new = make_fire(at=NIGHT - timedelta(hours=1)), make_fire(at=NIGHT)
    assert (selectors.find_plan(old).id, selectors.find_plan(new).id) == (first.id, second.id)


def test_same_again_changes_nothing(cast):
    first = make_plan(ENGINES)
    count = Entry.objects.count()
    assert make_plan(ENGINES, at=NIGHT).id == first.id
    assert (ResponsePlan.objects.count(), Entry.objects.count()) == (1, count)
    assert make_plan(ENGINES, at=NIGHT, legal_basis="SK lain").id != first.id


def test_ended_plan_gives_way_to_the_more_general_one(cast):
    general, special = make_plan(ENGINES), make_plan(ENGINES, category="FIRE_STRUCTURE")
    services.end_response_plan(by=SETUP, plan_id=special.id, at=NIGHT)
    assert selectors.find_plan(make_fire(at=later(60))).id == general.id
    services.end_response_plan(by=SETUP, plan_id=special.id, at=later(60))
    special.refresh_from_db()
    assert special.valid_until == NIGHT
    with pytest.raises(NotFound):
        services.end_response_plan(by=SETUP, plan_id=9_999, at=NIGHT)


@pytest.mark.parametrize(
    ("subject", "levels"),
    [
        ({"category": "FIRE_STRUCTURE", "family": "FIRE"}, (ENGINES,)),
        ({"hours_from": "22:00"}, (ENGINES,)),
        ({"hours_from": "22:00", "hours_until": "22:00"}, (ENGINES,)),
        ({"hours_from": "24:00", "hours_until": "06:00"}, (ENGINES,)),
        ({}, ()),
        ({}, (PlanLevel(), PlanLevel())),
        ({}, (ENGINES,) * 4),
        ({}, (units(("FIRE", 0)),)),
        ({}, (units(("FIRE", 51)),)),
        ({}, (units(("FIRE", 1), ("FIRE", 2)),)),
    ],
)
def test_plan_that_cannot_be_followed_is_refused(cast, subject, levels):
    with pytest.raises(PlanUnreadable):
        services.set_response_plan(
            by=SETUP, subject=PlanSubject(region=KENDAL, **subject), levels=levels, at=NIGHT
        )
    assert not ResponsePlan.objects.exists()


def test_plan_with_an_unknown_capability_or_organisation_is_refused(cast):
    with pytest.raises(NoSuchCapability):
        make_plan(units(("FLY", 1)))
    with pytest.raises(NotFound):
        make_plan(units(("FIRE", 1), notify=[cast.people["operator"].id]))
    with pytest.raises(Unreadable):
        services.set_response_plan(
            by=SETUP, subject=PlanSubject(region=KENDAL), levels=[ENGINES], at=NIGHT,
            valid_from=EARLIER,
        )  # fmt: skip


@pytest.mark.parametrize("name", ["operator", "supervisor", "fire_officer", "camat"])
def test_only_who_configures_the_node_decides_plans(cast, name):
    subject = PlanSubject(region=KENDAL)
    with pytest.raises(NotAllowed):
        services.set_response_plan(by=cast.actor(name), subject=subject, levels=[ENGINES], at=NIGHT)
    plan = make_plan(ENGINES)
    with pytest.raises(NotAllowed):
        services.end_response_plan(by=cast.actor(name), plan_id=plan.id, at=NIGHT)


def test_database_keeps_what_a_plan_is(cast):
    plan = make_plan(ENGINES)
    same = {
        name: getattr(plan, name)
        for name in ("category", "family", "priority", "region", "hours_from", "hours_until",
                     "valid_from")
    }  # fmt: skip
    wrong = [
        lambda: ResponsePlan.objects.create(**same),
        lambda: ResponsePlan.objects.create(**same | {"category": "SNAKE"}),
        lambda: ResponsePlan.objects.create(**same | {"hours_from": "22:00"}),
        lambda: PlanLine.objects.create(plan=plan, level=4, part="UNITS", capability="A", count=1),
        lambda: PlanLine.objects.create(plan=plan, level=1, part="UNITS", capability="FIRE"),
        lambda: PlanLine.objects.create(plan=plan, level=1, part="AID"),
        lambda: PlanLine.objects.create(
            plan=plan, level=1, part="UNITS", capability="FIRE", count=1
        ),
    ]
    for write in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_decision_is_journalled_without_its_words(cast):
    make_plan(ENGINES)
    entry = Entry.objects.filter(kind="dispatch.configuration.changed").latest("seq")
    assert entry.facts["what"] == "RESPONSE_PLAN"
    assert BASIS not in entry.data
