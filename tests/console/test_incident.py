"""One incident: place with its mark, callers, tickets, proposals, and every act on it."""

import re
from dataclasses import astuple
from datetime import timedelta

import pytest

from kentongan.dispatch.enums import DispatchMode
from kentongan.fleet.services import report_position
from kentongan.geo.places import PlaceQuality
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.models import Incident, LogLine, Report
from kentongan.incidents.types import PlaceInput
from kentongan.journal.models import Entry, StoredAnswer
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services
from kentongan.orgs.enums import OrgKind, VillageRole
from kentongan.orgs.types import VillageContactRow
from tests.calls.make import answered
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import make_assignment, make_fire, make_mode, make_ticket, step
from tests.fleet.make import crew_of, make_ready, make_unit
from tests.geo.roads.make import at, grid, make_graph, street
from tests.incidents.make import MARK_NAME, MARK_PHONE, exact, make_incident

VILLAGE = PlaceInput(quality=PlaceQuality.VILLAGE_ONLY, address="Dusun Krajan")


def test_page_shows_what_is_known_and_masks_the_caller(visit):
    incident = make_incident()
    page = visit("operator").text("console:incident", incident.id)
    assert incident.number in page
    assert "Lokasi pasti" in page
    assert "-6.92170, 110.20300" in page
    assert "+6281••••890" in page
    assert MARK_PHONE not in page
    assert MARK_NAME not in page


def test_village_is_never_shown_as_a_position(visit):
    incident = make_incident(place=VILLAGE, region="3324132001")
    page = visit("operator").text("console:incident", incident.id)
    assert "LOKASI BELUM PASTI — telepon pelapor" in page
    assert "LENGKAPI LOKASI" in page
    assert "-6." not in page
    assert "±" not in page


@pytest.mark.parametrize(
    "said",
    [{"category": "DOMESTIC_VIOLENCE"}, {"contact_safety": ContactSafety.SILENT_ONLY}],
    ids=["do-not-contact", "silent-only"],
)
def test_caller_who_must_not_be_rung_is_not_offered_for_a_call(visit, cast, said):
    incident = make_incident(place=VILLAGE, region="3324132001", **said)
    ticket = make_ticket(cast, incident)
    desk = visit("operator")
    desk.post("console:open-restricted", incident.id)
    for name, key in (("console:incident", incident.id), ("console:ticket", ticket.id)):
        page = desk.text(name, key)
        assert "telepon pelapor" not in page
        assert "pelapor jangan dihubungi" in page


def test_proposals_explain_themselves(visit, cast):
    incident = make_fire()
    ready, unsure = make_unit(cast), make_unit(cast)
    make_ready(ready)
    page = visit("dispatcher").text("console:incident", incident.id)
    assert "Usulan unit terdekat" in page
    assert ready.call_sign in page
    assert unsure.call_sign in page
    assert "belum dikonfirmasi" in page
    assert "jalan belum dicek" in page


def test_minutes_by_road_say_what_the_roads_do_not(visit, cast, settings, tmp_path):
    settings.ROADS_FILE = tmp_path / "roads.graph"
    make_graph(grid(6)).write(settings.ROADS_FILE)
    for place in (at(2, 2), at(-20, 0)):  # on the roads, and beyond the map
        unit = make_unit(cast)
        report_position(by=SETUP, unit_id=unit.id, lat=place.lat, lon=place.lon, at=NIGHT)
    page = visit("dispatcher").text(
        "console:incident", make_fire(place=exact(*astuple(at(0, 0)))).id
    )
    assert "Menit menurut jalan" in page
    assert page.count("garis lurus, jalan belum dicek") == 1
    assert "Yang belum diketahui: jalan belum dicek" not in page


def test_unit_that_no_road_reaches_is_shown_and_it_is_said(visit, cast, settings, tmp_path):
    settings.ROADS_FILE = tmp_path / "roads.graph"
    island = [street(900 + row, *((row, column) for column in range(40, 46))) for row in range(6)]
    across = [street(950 + n, *((row, n + 40) for row in range(6))) for n in range(6)]
    make_graph([*grid(6), *island, *across]).write(settings.ROADS_FILE)
    unit, place = make_unit(cast), at(0, 40)
    report_position(by=SETUP, unit_id=unit.id, lat=place.lat, lon=place.lon, at=NIGHT)
    page = visit("dispatcher").text(
        "console:incident", make_fire(place=exact(*astuple(at(0, 0)))).id
    )
    assert unit.call_sign in page
    assert "Menurut peta tidak ada jalan ke sana" in page


def test_no_unit_at_all_is_an_alarm_with_the_numbers_of_others(visit, cast):
    services.open_org(
        by=SETUP, code="pmi", name="PMI Kendal", short_name="PMI", kind=OrgKind.PARTNER,
        region=KENDAL, phone="+62294999001", at=NIGHT,
    )  # fmt: skip
    incident = make_fire()
    page = visit("operator").text("console:incident", incident.id)
    assert "TIDAK ADA UNIT" in page
    assert 'href="tel:+62294999001"' in page
    make_ready(make_unit(cast))
    assert 'href="tel:+62294999001"' not in visit("operator").text("console:incident", incident.id)


@pytest.mark.parametrize("name", ["camat", "auditor", "pusdalops"])
def test_who_may_not_reveal_sees_no_part_of_a_person(visit, name):
    incident = make_incident()
    page = visit(name).text("console:incident", incident.id)
    assert "+6281" not in page
    assert "T••" not in page
    report = Report.objects.get()
    assert visit(name).post("console:reveal-reporter", report.id).status_code == 403


def test_revealing_a_caller_is_journalled_and_its_answer_not_kept(visit):
    make_incident()
    report = Report.objects.get()
    answer = visit("operator").post("console:reveal-reporter", report.id, key="kunci")
    assert MARK_PHONE in answer.content.decode()
    assert Entry.objects.filter(kind__contains="revealed").count() == 1
    assert not StoredAnswer.objects.exists()


def test_number_that_must_not_be_rung_is_no_link(visit, cast):
    safe = make_incident(contact_safety=ContactSafety.SAFE)
    hidden = make_incident(category="DOMESTIC_VIOLENCE")
    silent = make_incident(contact_safety=ContactSafety.SILENT_ONLY)
    for incident, linked in ((safe, True), (hidden, False), (silent, False)):
        report = Report.objects.get(incident=incident)
        page = visit("operator").post("console:reveal-reporter", report.id).content.decode()
        assert MARK_PHONE in page
        assert ("tel:" in page) is linked
    call = answered(cast.operator, phone=MARK_PHONE, contact_safety=ContactSafety.DO_NOT_CONTACT)
    page = visit("operator").post("console:reveal-caller", call.id).content.decode()
    assert "tel:" not in page
    assert "Jangan hubungi" in page


def test_what_may_not_be_seen_is_not_there(visit):
    incident = make_incident()
    assert visit("outsider").get("console:incident", incident.id).status_code == 404
    assert visit("fire_officer").get("console:incident", incident.id).status_code == 404
    assert visit("leader").get("console:incident", incident.id).status_code == 403
    assert visit("operator").post("console:incident", incident.id).status_code == 405
    assert visit("operator").get("console:control", incident.id).status_code == 405


def test_camat_only_looks(visit):
    incident = make_incident()
    page = visit("camat").text("console:incident", incident.id)
    assert "Peran Anda hanya melihat kejadian ini." in page
    assert visit("camat").post("console:write-log", incident.id, text="x").status_code == 403


def test_log_line_is_written_with_the_name_of_who_wrote(visit):
    incident = make_incident()
    desk = visit("operator")
    assert desk.post("console:write-log", incident.id, text="Dua rumah").status_code == 204
    page = desk.text("console:incident-part", incident.id)
    assert "Dua rumah" in page
    assert "Operator" in page


def test_answers_that_are_kept_hold_no_words(visit):
    incident = make_incident()
    visit("operator").post("console:write-log", incident.id, key="k", text="TANDA-LOG")
    assert bytes(StoredAnswer.objects.get().body) == b""


def test_second_save_of_an_old_version_is_told(visit):
    incident = make_incident()
    desk = visit("operator")
    form = {"version": incident.version, "category": "TREE_DOWN", "address": "", "narrative": "A"}
    assert desk.post("console:edit-incident", incident.id, **form).status_code == 204
    stale = desk.post("console:edit-incident", incident.id, **(form | {"narrative": "B"}))
    assert stale.status_code == 412


def test_place_is_completed(visit):
    incident = make_incident(place=VILLAGE, region="3324132001")
    form = {"quality": "EXACT", "coordinates": "-6.90,110.10", "accuracy_m": "15", "address": "X"}
    form["version"] = incident.version
    assert visit("operator").post("console:set-place", incident.id, **form).status_code == 204
    incident.refresh_from_db()
    assert (incident.place_quality, incident.lat) == ("EXACT", -6.9)


def form_of(page: str) -> dict[str, str]:
    """The form Lengkapi lokasi as a browser would send it untouched."""
    form = page.split('id="place-form"')[1].split("</form>")[0]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        known = dict(re.findall(r' (\w+)="([^"]*)"', tag))
        if known.get("type") not in {"radio", "checkbox"} or " checked" in tag:
            fields[known["name"]] = known.get("value", "")
    return fields


def test_older_form_does_not_undo_a_corrected_place(visit):
    incident = make_incident(place=exact())
    desk, colleague = visit("operator"), visit("dispatcher")
    older = form_of(desk.text("console:incident", incident.id))
    newer = form_of(colleague.text("console:incident", incident.id))
    corrected = newer | {"coordinates": "-6.900000, 110.100000"}
    assert colleague.post("console:set-place", incident.id, **corrected).status_code == 204
    moved = older | {"coordinates": "-6.950000, 110.150000"}
    stale = desk.post("console:set-place", incident.id, **moved)
    assert stale.status_code == 412
    assert "Dispatcher sudah mengubah ini" in stale.content.decode()
    assert "koordinat" in stale.content.decode()
    incident.refresh_from_db()
    assert (incident.lat, incident.lon) == (-6.9, 110.1)
    again = moved | {"version": stale.headers["ETag"].strip('"')}
    assert desk.post("console:set-place", incident.id, **again).status_code == 204
    incident.refresh_from_db()
    assert incident.lat == -6.95


def test_landmark_typed_in_an_older_form_leaves_the_corrected_point(visit):
    incident = make_incident(place=exact())
    desk, colleague = visit("operator"), visit("dispatcher")
    older = form_of(desk.text("console:incident", incident.id))
    corrected = older | {"coordinates": "-6.900000, 110.100000", "source": "MAP"}
    assert colleague.post("console:set-place", incident.id, **corrected).status_code == 204
    typed = older | {"landmark": "depan masjid"}
    assert desk.post("console:set-place", incident.id, **typed).status_code == 204
    incident.refresh_from_db()
    assert (incident.lat, incident.lon) == (-6.9, 110.1)
    assert (incident.landmark, incident.place_source) == ("depan masjid", "MAP")


def test_form_without_a_version_is_an_old_one(visit):
    incident = make_incident(place=exact())
    desk, colleague = visit("operator"), visit("dispatcher")
    form = form_of(colleague.text("console:incident", incident.id))
    corrected = form | {"coordinates": "-6.900000, 110.100000"}
    assert colleague.post("console:set-place", incident.id, **corrected).status_code == 204
    del form["version"], form["seen_place"]
    assert desk.post("console:set-place", incident.id, **form).status_code == 412


def test_priority_and_contact_are_set(visit):
    incident = make_incident()
    desk, version = visit("operator"), incident.version
    said = {"priority": "P1", "reason": "menimpa rumah", "version": version}
    desk.post("console:set-priority", incident.id, **said)
    desk.post("console:set-safety", incident.id, contact_safety="SILENT_ONLY", version=version)
    incident.refresh_from_db()
    assert (incident.priority, incident.contact_safety) == ("P1", "SILENT_ONLY")


def test_forward_asks_one_more_agency(visit, cast):
    incident = make_fire()
    form = {"org_id": cast.org_id("medical"), "role": "SUPPORT"}
    assert visit("operator").post("console:forward", incident.id, **form).status_code == 204
    page = visit("operator").text("console:incident", incident.id)
    assert "PSC 119" in page
    again = visit("operator").post("console:forward", incident.id, **form)
    assert again.status_code == 409


def test_desk_is_told_when_a_crew_finds_the_point_wrong(visit, cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    desk = visit("operator")
    assert "titik kejadian keliru" not in desk.text("console:incident", assignment.incident_id)
    step(crew_of(unit), assignment, "on-scene", reason="PLACE_WRONG")
    page = desk.text("console:incident", assignment.incident_id)
    assert f"Menurut awak {unit.call_sign} titik kejadian keliru" in page


def test_fire_is_controlled_cooled_done_and_closed(visit, cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    incident_id = assignment.incident_id
    step(cast.fire_officer, assignment, "on-scene")
    desk = visit("operator")
    assert desk.post("console:control", incident_id).status_code == 204
    assert desk.post("console:cool", incident_id, recheck_at="2026-11-23T06:00").status_code == 204
    row = Incident.objects.get(id=incident_id)
    assert row.recheck_at == NIGHT + timedelta(hours=3)
    form = {"closing_code": "HANDLED", "feedback": "TOLD", "note": "Padam"}
    assert desk.post("console:close-incident", incident_id, **form).status_code == 409
    step(cast.fire_officer, assignment, "clear")
    assert "Pendinginan sampai periksa ulang 23/11/2026 06.00" in desk.text(
        "console:incident", incident_id
    )
    assert desk.post("console:field-done", incident_id, early_reason="dingin").status_code == 409
    chief = visit("supervisor")
    assert 'name="early_reason"' in chief.text("console:incident", incident_id)
    assert chief.post("console:field-done", incident_id).status_code == 409
    assert chief.post("console:field-done", incident_id, early_reason="dingin").status_code == 204
    assert desk.post("console:close-incident", incident_id, **form).status_code == 204
    page = desk.text("console:incident", incident_id)
    assert "Selesai ditangani" in page
    assert "Buka lagi" in page
    assert desk.post("console:reopen", incident_id, reason="menyala lagi").status_code == 204


@pytest.mark.parametrize("version", ["nan", "inf", "-Infinity", "1e400"])
def test_number_that_is_none_is_refused(visit, version):
    form = {"version": version, "category": "TREE_DOWN"}
    answer = visit("operator").post("console:edit-incident", make_incident().id, **form)
    assert answer.status_code == 400


def test_incident_is_cancelled_with_a_reason_only(visit):
    incident = make_incident()
    desk = visit("operator")
    assert desk.post("console:cancel-incident", incident.id, reason="").status_code in (400, 409)
    assert desk.post("console:cancel-incident", incident.id, reason="keliru").status_code == 204


def test_incident_is_put_off_resumed_scheduled_and_handed_over(visit):
    incident, desk = make_incident(), visit("operator")

    def post(name, **form):
        status = desk.post(f"console:{name}", incident.id, **form).status_code
        incident.refresh_from_db()
        return status, incident.state

    assert post("hold-incident", reason="") == (409, "AWAITING_DISPATCH")
    assert "Tunda" in desk.text("console:incident", incident.id)
    assert post("hold-incident", reason="menunggu surut") == (204, "ON_HOLD")
    assert "Lanjutkan" in desk.text("console:incident", incident.id)
    assert post("resume-incident") == (204, "AWAITING_DISPATCH")
    assert post("schedule-incident", scheduled_for="2026-11-24T18:30") == (204, "SCHEDULED")
    assert post("hand-over", to="") == (409, "SCHEDULED")
    assert post("hand-over", to="Rini, 112 Semarang") == (204, "HANDED_OVER")


def test_merge_of_a_p1_asks_place_and_victims_and_can_be_undone(visit):
    one, other = make_fire(), make_fire()
    desk = visit("operator")
    page = desk.text("console:incident", one.id)
    assert "Korban sama?" in page
    assert desk.post("console:merge", one.id, into=other.id).status_code == 409
    form = {"into": other.id, "same_place": "1", "same_victims": "1"}
    assert desk.post("console:merge", one.id, **form).status_code == 204
    merged = desk.text("console:incident", other.id)
    assert one.number in merged
    assert Report.objects.filter(incident=one).count() == 1
    assert desk.post("console:unmerge", one.id).status_code == 204


def test_open_need_is_shown_and_can_be_answered(visit):
    make_incident()
    report = Report.objects.get()
    desk = visit("operator")
    desk.post("console:set-needs", report.id, needs_open="1")
    page = desk.text("console:incident", report.incident_id)
    assert "1 masih menunggu pertolongan" in page
    desk.post("console:set-needs", report.id)
    report.refresh_from_db()
    assert not report.needs_open


def test_agency_works_on_what_it_was_asked(visit, cast):
    ticket = make_ticket(cast)
    assert visit("fire_officer").get("console:incident", ticket.incident_id).status_code == 200
    answer = visit("fire_officer").post("console:write-log", ticket.incident_id, text="Di jalan")
    assert answer.status_code == 204
    assert LogLine.objects.filter(text="Di jalan").exists()


def test_mode_is_shown_with_the_ticket(visit, cast):
    make_mode(cast, DispatchMode.TELEPHONE)
    ticket = make_ticket(cast)
    assert "tanpa akun" in visit("operator").text("console:incident", ticket.incident_id)


def test_closing_offers_no_contact_where_a_merged_caller_must_not_be_contacted(visit, cast):
    master, other = make_incident(contact_safety=ContactSafety.SAFE), make_incident()
    desk = visit("operator")
    assert 'value="TOLD"' in desk.text("console:incident", master.id)
    desk.post("console:set-safety", other.id, contact_safety="DO_NOT_CONTACT")
    assert desk.post("console:merge", other.id, into=master.id).status_code == 204
    page = desk.text("console:incident", master.id)
    assert "Ada pelapor yang tidak boleh dihubungi" in page
    assert 'value="NOT_ALLOWED" checked' in page
    assert 'value="TOLD"' not in page
    form = {"closing_code": "REFERRED", "feedback": "TOLD"}
    assert desk.post("console:close-incident", master.id, **form).status_code == 409
    assert desk.post(
        "console:close-incident", master.id, **form | {"feedback": "NOT_ALLOWED"}
    ).status_code == 204  # fmt: skip


def test_desk_says_why_it_is_over_where_nobody_is_known_to_have_come(visit, cast):
    incident, desk = make_incident(), visit("operator")
    assert 'name="absence"' in desk.text("console:incident", incident.id)
    assert desk.post("console:field-done", incident.id).status_code == 409
    assert desk.post("console:field-done", incident.id, absence="BY_OTHERS").status_code == 204
    assert "Ditangani warga atau pihak lain" in desk.text("console:incident", incident.id)


def test_desk_writes_down_that_an_agency_by_telephone_is_there(visit, cast):
    incident, desk = make_incident(), visit("operator")
    assert desk.post("console:arrive", incident.id).status_code == 204
    incident.refresh_from_db()
    assert (incident.state, incident.attendance) == ("ON_SCENE", "ARRIVED")


def test_closing_by_someone_who_may_not_is_refused(visit, cast):
    ticket = make_ticket(cast)
    answer = visit("fire_officer").post(
        "console:close-incident", ticket.incident_id, closing_code="HANDLED", feedback="TOLD"
    )
    assert answer.status_code == 403


def test_village_is_verified_beside_everything_else(visit, cast):
    village = "3324132001"
    services.load_village_contacts(
        by=SETUP, at=NIGHT,
        rows=[VillageContactRow(village, VillageRole.HEAD, "Kades (rekaan)", "0294 000 001")],
    )  # fmt: skip
    incident = make_incident(place=VILLAGE, region=village)
    desk = visit("operator")
    page = desk.text("console:incident", incident.id)
    assert "Kontak desa" in page
    assert 'href="tel:0294 000 001" data-key="alt+v"' in page
    before = (incident.state, incident.priority)
    answer = desk.post(
        "console:tell-finding", incident.id, role="HEAD", finding="TRUE", note="Asap tebal"
    )
    assert answer.status_code == 204
    page = desk.text("console:incident", incident.id)
    assert "Verifikasi Kebonharjo: Kepala desa/lurah, lewat telepon: Benar. Asap tebal" in page
    assert "Kepala desa/lurah menjawab lewat telepon" in page
    incident.refresh_from_db()
    assert (incident.state, incident.priority) == before


def test_contacts_of_the_chosen_village_are_beside_the_form(visit, cast):
    rows = [VillageContactRow("3324132001", VillageRole.MIDWIFE, "Bidan", "0294 000 002")]
    services.load_village_contacts(by=SETUP, rows=rows, at=NIGHT)
    form = {"quality": "VILLAGE_ONLY", "region": "3324132001"}
    assert "Bidan desa" in visit("operator").post("console:preview", **form).content.decode()


def test_short_proposal_warns_of_the_post_that_becomes_empty_too(visit, cast):
    units = [make_unit(cast) for _ in range(2)]
    incident = make_fire()
    desk = visit("operator")
    assert "Pos menjadi kosong" not in desk.text("console:incident", incident.id)
    make_assignment(cast, units[0])
    assert "Pos menjadi kosong" in desk.text("console:incident", incident.id)
