"""An agency joins on one page, and accepts a ticket marked UJI on its own board."""

from kentongan.dispatch.models import TrialTicket


def test_agency_joins_on_one_page(visit, cast):
    desk, org_id = visit("admin"), cast.org_id("fire")
    assert "Pemadam Kebakaran" in desk.text("console:agencies")
    assert "Belum lengkap" in desk.text("console:agency", org_id)
    phone = {"title": "Regu piket", "phone": "0294381113"}
    assert desk.post("console:set-agency-phone", org_id, **phone).status_code == 204
    mode = {"mode": "DIRECT", "legal_basis": ""}
    assert desk.post("console:set-agency-mode", org_id, **mode).status_code == 409
    mode["legal_basis"] = "SK Bupati 1/2026"
    assert desk.post("console:set-agency-mode", org_id, **mode).status_code == 204
    route = {"family": "FIRE", "category": "", "role": "LEAD"}
    assert desk.post("console:add-route", org_id, **route).status_code == 204
    assert desk.post("console:send-trial", org_id).status_code == 204

    board = visit("fire_officer").text("console:tickets")
    assert "UJI" in board
    trial = TrialTicket.objects.get()
    assert f"/tiket-uji/{trial.id}/terima" in board
    accepted = visit("fire_officer").post("console:accept-trial", trial.id, name="Serka Budi")
    assert accepted.status_code == 204
    page = desk.text("console:agency", org_id)
    for said in ("Siap menerima tiket", "0294381113", "SK Bupati 1/2026", "Serka Budi"):
        assert said in page


def test_who_may_not_configure_sees_no_such_page(visit, cast):
    for name in ("operator", "fire_officer", "leader"):
        assert visit(name).get("console:agency", cast.org_id("fire")).status_code == 403
