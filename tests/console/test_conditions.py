"""Syarat keselamatan on the desks: asked, red, confirmed by name, green; open ones on the board."""

from kentongan.dispatch.models import Condition
from kentongan.orgs.models import Organisation
from tests.dispatch.make import make_accepted


def ask(visit, cast, incident_id, **form):
    values = {"kind": "POWER_OFF", "org_id": cast.org_id("disaster"), "method": "PHONE"} | form
    return visit("operator").post("console:ask-condition", incident_id, **values)


def test_red_on_every_page_until_somebody_confirms_by_name(visit, cast):
    ticket = make_accepted(cast)
    assert ask(visit, cast, ticket.incident_id, where="Gardu KDL-12").status_code == 204
    pages = {
        "operator": ("console:incident", ticket.incident_id),
        "fire_officer": ("console:ticket", ticket.id),
    }
    for name, address in pages.items():
        assert "LISTRIK BELUM DINYATAKAN PADAM" in visit(name).text(*address)
    assert "LISTRIK BELUM DINYATAKAN PADAM" in visit("operator").text("console:tickets")
    condition = Condition.objects.get()
    told = visit("operator").post("console:confirm-condition", condition.id, name="Pak Slamet")
    assert told.status_code == 204
    for name, address in pages.items():
        page = visit(name).text(*address)
        assert "Listrik padam" in page
        assert "Pak Slamet" in page


def test_refusal_needs_its_reason_and_stays_on_the_board(visit, cast):
    ticket = make_accepted(cast)
    ask(visit, cast, ticket.incident_id)
    desk, key = visit("operator"), Condition.objects.get().id
    assert desk.post("console:refuse-condition", key, name="Budi").status_code == 400
    refused = desk.post("console:refuse-condition", key, name="Budi", reason="Gardu jauh")
    assert refused.status_code == 204
    assert "Gardu jauh" in desk.text("console:tickets")
    assert desk.post("console:cancel-condition", key).status_code == 204
    assert "lane-SAFETY" not in desk.text("console:tickets")


def test_who_has_nothing_to_do_with_it_asks_and_answers_nothing(visit, cast):
    ticket = make_accepted(cast)
    ask(visit, cast, ticket.incident_id)
    key = Condition.objects.get().id
    assert visit("outsider").post("console:confirm-condition", key, name="X").status_code == 404
    assert visit("fire_officer").post("console:confirm-condition", key, name="X").status_code == 403
    assert visit("leader").post("console:confirm-condition", key, name="X").status_code == 403


def test_desk_offers_no_answer_that_it_may_not_write_down(visit, cast):
    """An agency with accounts answers itself; for one without, whoever has rung it."""
    ticket = make_accepted(cast)
    asked = visit("fire_officer")
    values = {"kind": "POWER_OFF", "org_id": cast.org_id("medical"), "method": "PHONE"}
    asked.post("console:ask-condition", ticket.incident_id, **values)
    confirm = f"/syarat/{Condition.objects.get().id}/terpenuhi"
    for page in (("console:ticket", ticket.id), ("console:incident", ticket.incident_id)):
        shown = asked.text(*page)
        assert confirm not in shown
        assert "Jawabannya dicatat" in shown
    Organisation.objects.filter(id=cast.org_id("medical")).update(is_joined=False)
    assert confirm in asked.text("console:ticket", ticket.id)
    assert (
        asked.post("console:confirm-condition", Condition.objects.get().id, name="A").status_code
        == 204
    )


def test_whom_to_ring_stands_beside_the_name(visit, cast):
    ticket = make_accepted(cast)
    Organisation.objects.filter(id=cast.org_id("medical")).update(phone="0294 000 123")
    assert "· 0294 000 123</option>" in visit("fire_officer").text("console:ticket", ticket.id)
