"""The incident form: place, priority with its reason, the same incident, forwarding."""

from kentongan.calls.enums import CallState
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.models import Ticket
from kentongan.incidents.enums import ContactSafety, PartyRole
from kentongan.incidents.models import Incident, LogLine, Report
from kentongan.kernel.actors import SETUP
from tests.calls.make import answered
from tests.cast import KENDAL
from tests.dispatch.make import EARLIER
from tests.incidents.make import MARK_NAME, MARK_PHONE, make_incident

PLAIN = {"phone": MARK_PHONE, "name": MARK_NAME, "note": ""}
EXACT = {"quality": "EXACT", "coordinates": "-6.9217, 110.2030", "accuracy_m": "20"}
FIRE = {"category": "FIRE_STRUCTURE", "narrative": "Api dari dapur", "address": "RT 02", **EXACT}


def route(cast, org="fire", category="FIRE_STRUCTURE"):
    dispatch.add_routing_rule(
        by=SETUP, org_id=cast.org_id(org), region=KENDAL, role=PartyRole.LEAD,
        category=category, capabilities=["FIRE"], at=EARLIER,
    )  # fmt: skip


def test_form_offers_every_category_and_rung_of_the_ladder(visit, cast):
    call = answered(cast.operator, **PLAIN)
    page = visit("operator").text("console:call", call.id)
    for word in ("Kebakaran bangunan", "Lokasi pasti", "Desa saja", "Jangan hubungi"):
        assert word in page
    assert f'data-draft="call:{call.id}"' in page
    assert MARK_PHONE not in page


def test_preview_without_category_asks_for_one(visit):
    answer = visit("operator").post("console:preview", quality="UNKNOWN")
    assert "Pilih jenis kejadian" in answer.content.decode()


def test_preview_shows_priority_reason_same_incident_and_agencies(visit, cast):
    route(cast, category="TREE_DOWN")
    make_incident()
    answer = visit("operator").post(
        "console:preview", category="TREE_DOWN", fact_ON_POWER_LINE="yes", **EXACT
    )
    page = answer.content.decode()
    assert "P2 Oranye" in page
    assert "Menimpa kabel listrik" in page
    assert "Gabungkan" in page
    assert "0 m" in page
    assert "Pemadam Kebakaran" in page


def test_preview_says_when_no_agency_is_named(visit):
    answer = visit("operator").post("console:preview", category="TREE_DOWN", **EXACT)
    assert "Belum ada OPD yang ditetapkan" in answer.content.decode()


def test_preview_of_half_a_place_says_what_is_missing(visit):
    answer = visit("operator").post("console:preview", category="TREE_DOWN", quality="EXACT")
    assert answer.status_code == 200
    assert "Lokasi belum lengkap" in answer.content.decode()


def test_one_submit_opens_links_and_forwards(visit, cast):
    route(cast)
    call = answered(cast.operator, **PLAIN)
    answer = visit("operator").post(
        "console:open-incident", call.id, forward="1", read_back="1", needs_open="1", **FIRE
    )
    incident = Incident.objects.get()
    assert answer.headers["HX-Redirect"] == f"/kejadian/{incident.id}"
    assert incident.priority == "P1"
    assert (incident.lat, incident.place_quality) == (-6.9217, "EXACT")
    call.refresh_from_db()
    assert (call.state, call.incident_id) == (CallState.LINKED, incident.id)
    assert Ticket.objects.get().org_id == cast.org_id("fire")
    assert Report.objects.get().reporter_phone == MARK_PHONE
    assert LogLine.objects.get().text.startswith("Baca ulang")


def test_without_routing_nothing_is_kept_and_the_refusal_says_why(visit, cast):
    call = answered(cast.operator, **PLAIN)
    answer = visit("operator").post("console:open-incident", call.id, forward="1", **FIRE)
    assert answer.status_code == 409
    assert "Pilih instansinya sendiri" in answer.content.decode()
    assert not Incident.objects.exists()


def test_coordinates_are_refused_on_a_rung_without_position(visit, cast):
    call = answered(cast.operator, **PLAIN)
    form = FIRE | {"quality": "VILLAGE_ONLY", "region": "3324132001"}
    visit("operator").post("console:open-incident", call.id, **form)
    incident = Incident.objects.get()
    assert (incident.lat, incident.lon, incident.region) == (None, None, "3324132001")


def test_exact_without_coordinates_says_what_to_do(visit, cast):
    call = answered(cast.operator, **PLAIN)
    answer = visit("operator").post(
        "console:open-incident", call.id, category="FIRE_STRUCTURE", quality="EXACT"
    )
    assert answer.status_code == 400
    assert "Lintang dan bujur" in answer.content.decode()


def test_pasted_text_without_end_holds_up_no_desk(visit, cast):
    """The pattern for a pair takes the square of a text's length: this one, two minutes."""
    call = answered(cast.operator, **PLAIN)
    form = {"category": "FIRE_STRUCTURE", "quality": "EXACT", "coordinates": "1.1" + " " * 100_000}
    assert visit("operator").post("console:open-incident", call.id, **form).status_code == 400


def test_one_more_caller_is_a_report_of_its_own(visit, cast):
    incident = make_incident()
    call = answered(cast.operator, **PLAIN)
    answer = visit("operator").post(
        "console:link-call", call.id, into=incident.id, quality="UNKNOWN", narrative="Saya juga"
    )
    assert answer.headers["HX-Redirect"] == f"/kejadian/{incident.id}"
    assert Report.objects.filter(incident=incident).count() == 2


def test_linking_to_a_p1_asks_place_and_victims(visit, cast):
    incident = make_incident(category="FIRE_STRUCTURE")
    call, desk = answered(cast.operator, **PLAIN), visit("operator")
    assert "Korban sama?" in desk.post("console:preview", **FIRE).content.decode()
    form = {"into": incident.id, **FIRE}
    assert desk.post("console:link-call", call.id, **form).status_code == 409
    form |= {"same_place": "1", "same_victims": "1"}
    assert desk.post("console:link-call", call.id, **form).status_code == 204
    assert Report.objects.filter(incident=incident).count() == 2


def test_caller_who_tells_of_more_danger_makes_the_known_incident_as_urgent(visit, cast):
    incident = make_incident(category="FIRE_OTHER")
    call = answered(cast.operator, **PLAIN)
    form = {**FIRE, "category": "FIRE_OTHER", "fact_TRAPPED": "yes", "into": incident.id}
    same = {"same_place": "1", "same_victims": "1"}
    answer = visit("operator").post("console:link-call", call.id, **form, **same)
    assert answer.status_code == 204
    incident.refresh_from_db()
    assert incident.priority == "P1"


def test_victim_who_is_linked_to_a_known_incident_is_not_to_be_contacted(visit, cast):
    incident = make_incident(category="MEDICAL_INJURY", contact_safety=ContactSafety.SAFE)
    call = answered(cast.operator, **PLAIN)
    form = {"category": "DOMESTIC_VIOLENCE", "quality": "UNKNOWN", "contact_safety": "SAFE"}
    same = {"same_place": "1", "same_victims": "1", "into": incident.id}
    assert visit("operator").post("console:link-call", call.id, **form, **same).status_code == 204
    call.refresh_from_db()
    report = Report.objects.get(call_id=call.id)
    assert report.contact_safety == call.contact_safety == ContactSafety.DO_NOT_CONTACT


def test_do_not_contact_of_the_call_is_kept(visit, cast):
    call = answered(cast.operator, **PLAIN, contact_safety=ContactSafety.DO_NOT_CONTACT)
    visit("operator").post("console:open-incident", call.id, contact_safety="SAFE", **FIRE)
    assert Incident.objects.get().contact_safety == ContactSafety.DO_NOT_CONTACT


def test_what_a_caller_says_stays_byte_for_byte(visit, cast):
    call = answered(cast.operator, **PLAIN)
    said = "  <script>alert(1)</script> ﷽ ‮ baris\n\tdua  "
    visit("operator").post("console:open-incident", call.id, **(FIRE | {"narrative": said}))
    incident = Incident.objects.get()
    assert incident.narrative == said
    assert "<script>alert" not in visit("operator").text("console:incident", incident.id)


def test_rural_address_of_the_form_is_kept_and_shown_on_every_page(visit, cast):
    call, desk = answered(cast.operator, **PLAIN), visit("operator")
    form = {
        **FIRE, "address": "pagar hijau", "hamlet": "Krajan", "rt": "2", "rw": "1",
        "landmark": "masjid", "road": "PANTURA", "road_km": "12+300", "carriageway": "A",
        "postal_code": "51355",
    }  # fmt: skip
    assert desk.post("console:open-incident", call.id, **form).status_code == 204
    incident = Incident.objects.get()
    whole = (
        "Dusun Krajan, RT 02/RW 01, patokan masjid, Pantura KM 12+300 jalur A, pagar hijau, 51355"
    )
    assert incident.whole_address == whole
    page = desk.text("console:incident", incident.id)
    assert whole in page
    assert 'name="road_km" class="mono" placeholder="385+600" value="12+300"' in page


def test_kilometre_that_is_none_is_refused_and_nothing_is_kept(visit, cast):
    call = answered(cast.operator, **PLAIN)
    form = FIRE | {"road": "TOLL", "road_km": "dekat rest area"}
    answer = visit("operator").post("console:open-incident", call.id, **form)
    assert answer.status_code == 400
    assert "Bagian alamat KM" in answer.content.decode()
    assert not Incident.objects.exists()


def test_every_likely_same_incident_has_its_age_its_distance_and_a_key(visit, night):
    for _ in range(11):
        make_incident()
    page = visit("operator").post("console:preview", category="TREE_DOWN", **EXACT).content.decode()
    assert page.count("yang lalu") == page.count("data-merge=") == 9
    for digit in range(10):
        assert page.count(f'data-key="ctrl+alt+{digit}"') == 1
    assert page.count("0 m") >= 9


def test_what_is_told_apart_is_not_shown_again_and_others_still_are(visit, night):
    first = make_incident()
    desk = visit("operator")
    form = {"category": "TREE_DOWN", "not_same": f"{first.id} x", **EXACT}
    page = desk.post("console:preview", **form).content.decode()
    assert "yang serupa sudah dinyatakan berbeda" in page
    assert "data-merge" not in page
    other = make_incident()
    page = desk.post("console:preview", **form).content.decode()
    assert f'data-merge="{other.id}"' in page
    assert f'data-merge="{first.id}"' not in page


def test_undo_is_offered_right_after_a_merge(visit, night):
    one, into = make_incident(category="SNAKE"), make_incident(category="SNAKE")
    desk = visit("operator")
    answer = desk.post("console:merge", one.id, into=into.id)
    assert answer.headers["HX-Redirect"] == f"/kejadian/{into.id}#s-merged"
    assert 'data-key="alt+z"' in desk.text("console:incident", into.id)
    assert desk.post("console:unmerge", one.id).status_code == 204
    one.refresh_from_db()
    assert one.merged_into_id is None
