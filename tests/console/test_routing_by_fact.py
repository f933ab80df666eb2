"""What the caller answers asks for help beside the category: an ambulance for who swells, not only
whoever takes the nest away.
"""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from kentongan.cli.demo.routing import ROUTES
from kentongan.dispatch import selectors, services
from kentongan.dispatch.models import RoutingRule, Ticket
from kentongan.dispatch.rules import routes_for
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents import services as incidents
from kentongan.incidents import starter
from kentongan.incidents.enums import Answer, PartyRole, Priority
from kentongan.incidents.errors import NoSuchQuestion
from kentongan.incidents.types import FactRule, NewIncident
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import Unreadable
from kentongan.policy.services import rehearse_call
from tests.cast import KENDAL, KOTA_KENDAL, PATEBON
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER
from tests.incidents.make import make_incident

FAMILY = {each.code: str(each.family) for each in starter.CATEGORIES}
DEMO = [
    SimpleNamespace(
        category=route.category, family=route.family, fact=route.fact, region=KENDAL,
        org_id=route.org, role=route.role, capabilities=list(route.capabilities), legal_basis="",
    )
    for route in ROUTES
]  # fmt: skip


@pytest.mark.parametrize(
    ("category", "facts", "asked"),
    [
        ("WASP_NEST", {"ALLERGIC_REACTION"}, {"satpolpp-damkar", "psc119"}),
        ("TREE_DOWN", {"INJURED"}, {"dlh", "dishub", "psc119"}),
        ("TREE_DOWN", {"ON_POWER_LINE"}, {"dlh", "dishub", "pln"}),
        ("SUICIDE_ATTEMPT", set(), {"polres", "dinsos", "psc119"}),
        ("DOMESTIC_VIOLENCE", set(), {"polres", "dinsos", "psc119"}),
        ("MENTAL_HEALTH", {"WEAPON"}, {"satpolpp-damkar", "dinsos", "polres"}),
        ("SNAKE", {"BITTEN"}, {"satpolpp-damkar", "psc119"}),
        ("SNAKE", set(), {"satpolpp-damkar"}),
    ],
)
def test_demonstration_asks_whoever_the_answers_need(category, facts, asked):
    routes = routes_for(
        DEMO, category=category, family=FAMILY[category], region=KOTA_KENDAL, facts=facts
    )
    assert {route.org_id for route in routes} == asked
    assert [route.role for route in routes].count(PartyRole.LEAD) == 1
    assert routes[0].role == PartyRole.LEAD


def rule(cast, org="medical", role=PartyRole.SUPPORT, **values):
    return services.add_routing_rule(
        by=SETUP, org_id=cast.org_id(org), role=role, at=EARLIER,
        **{"region": KENDAL, "fact": "INJURED"} | values,
    )  # fmt: skip


@pytest.fixture
def tree(cast):
    """The fire brigade leads for trees; who is hurt asks for an ambulance, in every category."""
    rule(cast, "fire", PartyRole.LEAD, fact="", family="TREE", capabilities=["TREE"])
    rule(cast, capabilities=["MEDICAL_BASIC"])
    return cast


def asked(cast, **facts):
    incident = make_incident(facts=facts)
    services.forward_by_routing(by=cast.operator, incident_id=incident.id, at=NIGHT)
    tickets = Ticket.objects.filter(incident=incident)
    return {ticket.org.code: (ticket.role, ticket.capabilities) for ticket in tickets}


@pytest.mark.parametrize("said", [True, None])
def test_hurt_or_perhaps_hurt_asks_for_the_ambulance(tree, said):
    assert asked(tree, INJURED=said) == {
        "damkar": ("LEAD", ["TREE"]), "psc119": ("SUPPORT", ["MEDICAL_BASIC"]),
    }  # fmt: skip


@pytest.mark.parametrize("facts", [{}, {"INJURED": False}, {"TRAPPED": True}])
def test_nobody_hurt_asks_for_no_ambulance(tree, facts):
    assert set(asked(tree, **facts)) == {"damkar"}


def test_answer_that_raises_by_a_no_asks_by_that_no(tree):
    """ "Apakah ia bernapas?": no is the answer that needs help, yes is not."""
    incidents.define_priority_rule(
        by=SETUP, rule=FactRule("INJURED", Priority.P1, answer=Answer.NO), at=EARLIER
    )
    raised = incident_selectors.facts_raised
    assert raised("TREE_DOWN", {"INJURED": "NO"}, NIGHT) == {"INJURED"}
    assert raised("TREE_DOWN", {"INJURED": "YES"}, NIGHT) == set()
    assert set(asked(tree, INJURED=False)) == {"damkar", "psc119"}


def test_row_of_a_family_and_of_an_area_hold_there_alone(cast):
    rule(cast, "fire", PartyRole.LEAD, fact="", family="TREE")
    rule(cast, family="FIRE")
    rule(cast, "disaster", region=PATEBON, category="TREE_DOWN")
    assert set(asked(cast, INJURED=True)) == {"damkar"}


def test_agency_asked_already_is_asked_for_what_the_answer_needs_too(cast):
    rule(cast, "fire", PartyRole.LEAD, fact="", family="TREE", capabilities=["TREE"])
    rule(cast, "fire", capabilities=["RESCUE"])
    assert asked(cast, INJURED=True) == {"damkar": ("LEAD", ["RESCUE", "TREE"])}


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"role": PartyRole.LEAD}, Unreadable),
        ({"fact": ""}, Unreadable),
        ({"category": "TREE_DOWN", "family": "TREE"}, Unreadable),
        ({"fact": "NOBODY_ASKS_THIS"}, NoSuchQuestion),
    ],
)
def test_row_that_cannot_be_is_refused(cast, values, refusal):
    with pytest.raises(refusal):
        rule(cast, **values)
    assert not RoutingRule.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"fact": "", "category": "", "family": ""},
        {"category": "TREE_DOWN", "family": "TREE"},
        {"role": PartyRole.LEAD},
    ],
)
def test_database_refuses_it_too(cast, values):
    row = rule(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoutingRule.objects.filter(id=row.id).update(**values)


def test_later_answer_names_the_missing_agency_and_sends_nothing(tree, visit):
    incident = make_incident()
    services.forward_by_routing(by=tree.operator, incident_id=incident.id, at=NIGHT)
    page = visit("operator")
    assert "Belum diminta" not in page.text("console:incident", incident.id)
    incidents.note_answers(
        by=tree.operator, incident_id=incident.id, category="TREE_DOWN", facts={"INJURED": True},
        at=NIGHT,
    )  # fmt: skip
    seen = page.text("console:incident-part", incident.id)
    assert "Belum diminta: PSC 119" in seen
    assert "Ada yang luka" in seen
    assert Ticket.objects.count() == 1
    assert "Belum diminta" not in visit("fire_officer").text("console:incident", incident.id)
    form = {"org_id": tree.org_id("medical"), "role": "SUPPORT"}
    assert page.post("console:forward", incident.id, **form).status_code < 400
    assert "Belum diminta" not in page.text("console:incident-part", incident.id)


def test_agency_that_has_declined_was_asked(tree):
    incident = make_incident(facts={"INJURED": True})
    medical = tree.org_id("medical")
    assert [each.org_id for each in selectors.list_not_asked(incident, {medical}, NIGHT)] == [
        tree.org_id("fire")
    ]


def test_rehearsal_and_form_say_because_of_which_answer(tree, visit):
    new = NewIncident(category="TREE_DOWN", region=KOTA_KENDAL, facts={"INJURED": True})
    sent = rehearse_call(by=tree.admin, new=new, at=NIGHT).sent
    assert [(each.org_name, each.fact) for each in sent] == [
        ("Pemadam Kebakaran", ""), ("PSC 119", "INJURED"),
    ]  # fmt: skip
    form = {"category": "TREE_DOWN", "region": "33.24.15", "quality": "DISTRICT_ONLY"}
    desk = visit("operator").post("console:preview", **form, fact_INJURED="yes").content.decode()
    assert "PSC 119" in desk
    desk = visit("operator").post("console:preview", **form, fact_INJURED="no").content.decode()
    assert "PSC 119" not in desk
    told = visit("admin").post("console:rehearse", **form, fact_INJURED="yes").content.decode()
    assert "Semua jenis, bila <b>Ada yang luka</b>" in told


def test_administrator_decides_it_on_the_agency_page(tree, visit):
    admin, medical = visit("admin"), tree.org_id("medical")
    form = {"subject": "all", "fact": "TRAPPED", "region": "33.24", "role": "SUPPORT"}
    assert admin.post("console:add-task", medical, **form).status_code == 204
    row = RoutingRule.objects.get(fact="TRAPPED")
    assert (row.category, row.family, row.org_id) == ("", "", medical)
    page = admin.text("console:settings-agency", medical)
    assert "Semua jenis, bila “Terjepit atau terjebak”" in page
    for wrong in ({"fact": ""}, {"fact": "<b>"}, {"fact": "NOPE"}, {"role": "LEAD"}):
        status = admin.post("console:add-task", medical, **form | wrong).status_code
        assert status in {400, 404, 409}, wrong
