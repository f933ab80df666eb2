"""Pengaturan: agencies, categories, promises and retention as an administrator decides them."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import translation

from kentongan.calls.selectors import desk_times
from kentongan.dispatch.limits import ROUND
from kentongan.dispatch.models import AgencyMode, EscalationStep, Promise, RoutingRule
from kentongan.dispatch.selectors import configuration
from kentongan.fleet.models import Unit
from kentongan.incidents.models import Category, PriorityRule
from kentongan.journal.models import Entry, RetentionPeriod
from kentongan.orgs.enums import DutyTimeCode
from kentongan.orgs.models import Organisation, Post
from kentongan.orgs.selectors import cover_needs, duty_times
from tests.cast import KENDAL, KOTA_KENDAL, PATEBON
from tests.conftest import NIGHT

BASIS = "SK Bupati 100.3/17/2026"
AGENCY = {
    "name": "Dinas Lingkungan Hidup", "short_name": "DLH", "code": "dlh", "kind": "AGENCY",
    "region": "33.24", "phone": "0294 381113", "is_joined": "1",
}  # fmt: skip
TREE = {
    "code": "TREE_DOWN", "name": "Pohon tumbang", "name_en": "Fallen tree", "family": "TREE",
    "priority": "P3", "contact_safety": "UNKNOWN", "hazard_code": "", "duplicate_radius_m": "300",
    "legal_basis": BASIS,
}  # fmt: skip
HOSTILE = "<script>alert(1)</script> ﷽ 👩‍🚒 Ώ ' \" ; DROP TABLE"


@pytest.fixture
def admin(visit):
    return visit("admin")


@pytest.fixture
def fire(cast):
    return cast.org_id("fire")


def test_overview_says_what_lacks_and_leads_to_it(admin):
    page = admin.text("console:settings")
    assert "Belum siap bertugas" in page
    assert "Yang masih kurang sebelum bertugas" in page
    assert 'href="/pengaturan/instansi"' in page
    assert 'href="/pengguna"' in page


def test_overview_and_agency_ask_few_questions(admin, fire):
    # a database of its own machine is asked what its clock says
    clock_watch = connection.vendor == "postgresql"
    assert admin.questions("console:settings") <= 18 + clock_watch
    assert admin.questions("console:settings-agency", fire) <= 12
    assert admin.questions("console:settings-agencies") <= 8
    assert admin.questions("console:settings-categories") <= 8


def test_administrator_begins_at_the_settings(admin):
    assert admin.get("console:home").headers["Location"] == "/pengaturan"


# agencies


def test_agency_is_brought_in_and_named_in_the_journal(admin):
    answer = admin.post("console:open-agency", **AGENCY, key="satu")
    org = Organisation.objects.get(code="dlh")
    assert answer.headers["HX-Redirect"] == f"/pengaturan/instansi/{org.id}"
    assert (org.region, org.is_joined, org.phone) == (KENDAL, True, "0294 381113")
    assert "DLH" in admin.text("console:settings-agencies")
    assert Entry.objects.filter(kind="orgs.organisation.opened").count() >= 1


def test_code_in_use_is_refused_in_words(admin):
    admin.post("console:open-agency", **AGENCY)
    answer = admin.post("console:open-agency", **AGENCY)
    assert answer.status_code == 409
    assert "sudah dipakai" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "DLH Kendal"},
        {"name": " "},
        {"kind": "KING"},
        {"region": "99.99"},
        {"short_name": "x" * 41},
        {"phone": "1" * 33},
        {"name": "a\x00b"},
    ],
)
def test_agency_that_cannot_be_is_refused(admin, wrong):
    before = Organisation.objects.count()
    assert admin.post("console:open-agency", **AGENCY | wrong).status_code in {400, 404}
    assert Organisation.objects.count() == before


def test_hostile_words_come_back_as_they_were_and_run_nowhere(admin, fire):
    form = {"name": HOSTILE, "short_name": "Damkar", "phone": "113", "is_joined": "1"}
    assert admin.post("console:change-agency", fire, **form).status_code == 204
    assert Organisation.objects.get(id=fire).name == HOSTILE
    assert "<script>alert" not in admin.text("console:settings-agency", fire)


def test_mode_needs_its_paper_and_may_be_planned(admin, fire):
    assert admin.post("console:set-mode", fire, mode="DIRECT").status_code in {400, 409}
    plan = {"mode": "DIRECT", "legal_basis": BASIS, "valid_from": "2026-12-01T00:00"}
    assert admin.post("console:set-mode", fire, **plan).status_code == 204
    assert AgencyMode.objects.get(org_id=fire).legal_basis == BASIS
    assert configuration().mode_of(fire, NIGHT) == "TICKET"
    page = admin.text("console:settings-agency", fire)
    assert "Direncanakan" in page
    assert "sejak 01/12/2026 00.00" in page
    assert BASIS in page
    assert "Admin" in page


def test_telephones_ring_in_the_order_that_was_set(admin, fire):
    form = {
        "title": ["Petugas piket", "", "Kepala bidang"],
        "phone": ["0811", "", "0812"],
        "after": ["60", "60", "120"],
        "legal_basis": BASIS,
    }
    assert admin.post("console:set-chain", fire, **form).status_code == 204
    rows = EscalationStep.objects.filter(org_id=fire).order_by("position")
    assert [(row.title, row.phone, row.after_s) for row in rows] == [
        ("Petugas piket", "0811", 60), ("Kepala bidang", "0812", 120),
    ]  # fmt: skip
    assert admin.post("console:set-chain", fire, **form | {"after": ["x"] * 3}).status_code == 400


def test_task_is_given_and_ended(admin, fire):
    form = {
        "subject": "family:FIRE", "region": "33.24", "role": "LEAD",
        "capabilities": ["FIRE", "WATER_SUPPLY"], "legal_basis": BASIS,
    }  # fmt: skip
    assert admin.post("console:add-task", fire, **form).status_code == 204
    row = RoutingRule.objects.get(org_id=fire)
    assert (row.family, row.category, row.capabilities) == ("FIRE", "", ["FIRE", "WATER_SUPPLY"])
    assert admin.post("console:end-route", row.id).status_code == 204
    row.refresh_from_db()
    assert row.valid_until == NIGHT
    assert admin.post("console:end-route", 999_999).status_code == 404
    for wrong in ({"subject": "FIRE"}, {"capabilities": ["FLY"]}, {"region": "99.99"}):
        status = admin.post("console:add-task", fire, **form | wrong).status_code
        assert status in {400, 404, 409}, wrong
    assert RoutingRule.objects.count() == 1


def test_post_opens_and_answers_for_its_areas(admin, fire):
    form = {
        "name": "Pos Patebon", "kind": "STATION", "region": "33.24.13",
        "coordinates": "-6.93, 110.16", "phone": "0294 1",
    }  # fmt: skip
    assert admin.post("console:open-post", fire, **form).status_code == 204
    post = Post.objects.get(name="Pos Patebon")
    covers = {f"cover_{PATEBON}": "1", f"cover_{KOTA_KENDAL}": "2"}
    assert admin.post("console:set-coverage", post.id, **covers).status_code == 204
    assert dict(post.coverage.values_list("region", "rank")) == {PATEBON: 1, KOTA_KENDAL: 2}
    half = admin.post("console:open-post", fire, **form | {"coordinates": "-6.93"})
    assert half.status_code == 400


def test_unit_stands_at_a_post_of_its_agency(admin, cast, fire):
    form = {
        "call_sign": "Damkar 9", "kind": "FIRE_ENGINE", "capabilities": ["FIRE"],
        "post_id": str(cast.posts["fire_kendal"].id), "phone": "",
    }  # fmt: skip
    assert admin.post("console:add-unit", fire, **form).status_code == 204
    assert Unit.objects.get(call_sign="Damkar 9").org_id == fire
    assert admin.post("console:add-unit", fire, **form).status_code == 409
    elsewhere = form | {"call_sign": "Damkar 10", "post_id": str(cast.posts["medical_kendal"].id)}
    assert admin.post("console:add-unit", fire, **elsewhere).status_code == 404


def test_what_must_be_staffed_is_set_for_a_post_and_may_be_planned(admin, cast, fire):
    post = cast.posts["fire_kendal"]
    form = {"kind": "OFFICER", "post_id": str(post.id), "least": "2", "legal_basis": BASIS}
    assert admin.post("console:set-cover", fire, **form | {"legal_basis": " "}).status_code == 400
    assert admin.post("console:set-cover", fire, **form | {"least": "-1"}).status_code == 400
    elsewhere = form | {"post_id": str(cast.posts["medical_kendal"].id)}
    assert admin.post("console:set-cover", fire, **elsewhere).status_code == 404
    assert admin.post("console:set-cover", fire, **form).status_code == 204
    plan = form | {"least": "3", "valid_from": "2026-12-01T00:00"}
    assert admin.post("console:set-cover", fire, **plan).status_code == 204
    (need,) = cover_needs([cast.orgs["fire"]], NIGHT)
    assert (need.post, need.least) == (post, 2)
    page = admin.text("console:settings-agency", fire)
    assert "paling sedikit 3 orang" in page
    assert "Direncanakan" in page


# promises, times, retention


@pytest.mark.parametrize("own", [True, False])
def test_promise_is_typed_in_minutes(admin, fire, own):
    form = {
        "priority": "P1", "forward": "1", "forward_alarm": "1,5", "accept": "1", "acknowledge": "",
        "arrival": "15", "legal_basis": BASIS,
    }  # fmt: skip
    name, ids = ("console:set-agency-promise", [fire]) if own else ("console:set-promise", [])
    assert admin.post(name, *ids, **form).status_code == 204
    row = Promise.objects.get(priority="P1", org_id=fire if own else None)
    assert (row.forward_alarm_s, row.acknowledge_s, row.arrival_s) == (90, 0, 900)
    page = ("console:settings-agency", fire) if own else ("console:settings-promises",)
    assert "1,5" in admin.text(*page)
    for wrong in ("-1", "satu", "99999"):
        assert admin.post(name, *ids, **form | {"arrival": wrong}).status_code == 400


def test_times_of_the_desk_are_set_with_their_paper(admin):
    form = {
        "help_answers_s": "45", "neighbour_answers_s": "90", "silence_listened_s": "15",
        "callback_within_s": "600", "legal_basis": BASIS, "unanswered_rings_s": "40",
        "rings_again_s": "60", "classified_within_s": "300", "incident_within_s": "60",
        "decided_within_s": "120",
    }  # fmt: skip
    assert "belum ditetapkan daerah" in admin.text("console:settings-times")
    for wrong in ({"help_answers_s": "1"}, {"callback_within_s": "lama"}, {"legal_basis": ""}):
        assert admin.post("console:set-desk-times", **form | wrong).status_code in {400, 409}
    assert admin.post("console:set-desk-times", **form).status_code == 204
    assert desk_times(NIGHT).unanswered_rings_s == 40
    assert desk_times(NIGHT).callback_within_s == 600
    assert BASIS in admin.text("console:settings-times")


def test_times_of_the_desk_may_be_planned(admin):
    form = {
        "help_answers_s": "45", "neighbour_answers_s": "90", "silence_listened_s": "15",
        "callback_within_s": "600", "legal_basis": BASIS, "valid_from": "2026-12-01T00:00",
        "unanswered_rings_s": "40", "rings_again_s": "60", "classified_within_s": "300",
        "incident_within_s": "60", "decided_within_s": "120",
    }  # fmt: skip
    assert admin.post("console:set-desk-times", **form).status_code == 204
    assert desk_times(NIGHT).callback_within_s == 300
    assert desk_times(NIGHT + timedelta(days=30)).callback_within_s == 600
    assert "Direncanakan" in admin.text("console:settings-times")
    now = form | {"callback_within_s": "240", "valid_from": ""}
    assert admin.post("console:set-desk-times", **now).status_code == 204
    assert desk_times(NIGHT + timedelta(days=30)).callback_within_s == 240
    assert "Tidak jadi berlaku" in admin.text("console:settings-times")


def test_limits_are_decided_in_their_unit_now_or_later(admin):
    form = {"code": ROUND.code, "value": "4,5", "legal_basis": BASIS}
    assert "belum ditetapkan daerah" in admin.text("console:settings-limits")
    wrongs = ({"value": "0,5"}, {"value": "lama"}, {"value": "9e99"}, {"value": ""})
    for wrong in (*wrongs, {"legal_basis": " "}):
        assert admin.post("console:set-limit", **form | wrong).status_code == 400
    assert admin.post("console:set-limit", **form | {"code": "x"}).status_code == 404
    assert admin.post("console:set-limit", **form).status_code == 204
    plan = form | {"value": "10", "valid_from": "2026-12-01T00:00"}
    assert admin.post("console:set-limit", **plan).status_code == 204
    assert (ROUND.at(NIGHT), ROUND.at(NIGHT + timedelta(days=30))) == (270, 600)
    page = admin.text("console:settings-limits")
    assert f"{BASIS} · " in page
    assert "Direncanakan" in page


def test_times_of_duties_are_typed_in_minutes_and_may_be_planned(admin):
    form = {"code": "COVER_AHEAD", "minutes": "720 30,5 0", "legal_basis": BASIS}
    for wrong in ({"minutes": "lama"}, {"minutes": ""}, {"code": "NAP"}, {"legal_basis": " "}):
        assert admin.post("console:set-duty-times", **form | wrong).status_code == 400
    assert admin.post("console:set-duty-times", **form).status_code == 204
    plan = form | {"minutes": "60", "valid_from": "2026-12-01T00:00"}
    assert admin.post("console:set-duty-times", **plan).status_code == 204
    ahead = duty_times(DutyTimeCode.COVER_AHEAD, NIGHT)
    assert [each.total_seconds() for each in ahead] == [43_200, 1_830, 0]
    page = admin.text("console:settings-times")
    assert "720 30,5 0" in page
    assert "Direncanakan" in page


def test_restriction_is_decided_with_the_category(admin):
    assert admin.post("console:define-category", **TREE, is_restricted="1").status_code == 204
    assert Category.objects.get(code="TREE_DOWN", valid_until=None).is_restricted
    assert "Terbatas" in admin.text("console:settings-category", "TREE_DOWN")


def test_retention_needs_its_paper(admin):
    form = {"retention": "call", "days": "730", "legal_basis": BASIS}
    assert admin.post("console:set-retention", **form | {"legal_basis": " "}).status_code in {
        400, 409,
    }  # fmt: skip
    assert admin.post("console:set-retention", **form).status_code == 204
    assert RetentionPeriod.objects.get(retention="call", valid_until=None).days == 730
    assert "730 hari" in admin.text("console:settings-retention")


# categories


def test_category_is_changed_in_both_languages_and_its_past_stays(admin):
    assert admin.post("console:define-category", **TREE | {"priority": "P2"}).status_code == 204
    rows = Category.objects.filter(code="TREE_DOWN").order_by("valid_from")
    assert [(row.priority, row.name_en) for row in rows] == [("P3", ""), ("P2", "Fallen tree")]
    page = admin.text("console:settings-category", "TREE_DOWN")
    assert "Tidak berlaku lagi" in page
    with translation.override("en"):
        assert rows.last().label == "Fallen tree"
    assert rows.last().label == "Pohon tumbang"


def test_forms_name_a_category_in_the_readers_language(admin, fire):
    admin.post("console:define-category", **TREE)
    assert ">Pohon tumbang<" in admin.text("console:agency", fire)
    english = admin.client.get(f"/opd/{fire}", headers=admin.headers | {"accept-language": "en"})
    assert ">Fallen tree<" in english.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "pohon"},
        {"name": ""},
        {"family": "a b"},
        {"priority": "P9"},
        {"duplicate_radius_m": "-1"},
        {"duplicate_radius_m": "dekat"},
        {"contact_safety": "MAYBE"},
        {"valid_from": "2025-01-01T00:00"},
        {"legal_basis": "x" * 201},
    ],
)
def test_category_that_cannot_be_is_refused(admin, wrong):
    before = Category.objects.count()
    assert admin.post("console:define-category", **TREE | wrong).status_code == 400
    assert Category.objects.count() == before


def test_answer_that_raises_the_priority_is_set_for_one_category(admin):
    form = {"category": "TREE_DOWN", "fact": "INJURED", "priority": "P1", "legal_basis": BASIS}
    assert admin.post("console:define-fact", **form).status_code == 204
    assert PriorityRule.objects.get(category="TREE_DOWN", fact="INJURED").priority == "P1"
    assert "Ada yang luka" in admin.text("console:settings-category", "TREE_DOWN")
    assert admin.post("console:define-fact", **form | {"fact": "BORED"}).status_code == 400
    assert admin.get("console:settings-category", "NO_SUCH").status_code == 404


# what would happen


def test_trial_tells_priority_agency_and_telephones(admin, fire):
    admin.post("console:add-task", fire, subject="family:TREE", region="33.24", role="LEAD")
    admin.post("console:set-chain", fire, title="Kepala bidang", phone="0812", after="60")
    assert "Jalankan percobaan" in admin.text("console:settings-trial")
    form = {"category": "TREE_DOWN", "region": "33.24.15", "quality": "DISTRICT_ONLY"}
    page = admin.post("console:rehearse", **form, fact_INJURED="yes").content.decode()
    for words in ("P2 Oranye", "Ada yang luka", "Pemadam Kebakaran", "Kepala bidang", "03.02.00"):
        assert words in page
    nobody = admin.post("console:rehearse", **form | {"category": "FLOOD"}).content.decode()
    assert "Belum ada OPD yang ditetapkan" in nobody
    assert admin.post("console:rehearse", **form | {"category": "<x>"}).status_code in {400, 404}


# one package


def test_package_is_taken_out_looked_at_and_taken_over(admin):
    out = admin.client.post("/pengaturan/paket/unduh", {"phones": "1"}, headers=admin.headers)
    assert "attachment" in out.headers["Content-Disposition"]
    assert "no-store" in out.headers["Cache-Control"]
    said = json.loads(out.content)
    same = SimpleUploadedFile("paket.json", out.content)
    assert (
        "Tidak ada perbedaan" in admin.post("console:compare-package", file=same).content.decode()
    )
    said["organisations"].append({
        "code": "dlh", "name": HOSTILE, "short_name": "DLH", "kind": "AGENCY", "region": "33.24",
    })  # fmt: skip
    raw = json.dumps(said)
    shown = admin.post("console:compare-package", package=raw).content.decode()
    assert "dlh" in shown
    assert "<script>alert" not in shown
    assert not Organisation.objects.filter(code="dlh").exists()
    assert admin.post("console:import-package", package=raw).status_code == 204
    assert Organisation.objects.get(code="dlh").name == HOSTILE


def test_file_that_is_no_package_is_refused_in_words(admin):
    answer = admin.post("console:compare-package", package='{"format": 1}')
    assert answer.status_code == 400
    assert "bukan paket pengaturan" in answer.content.decode()
    admin.text("console:settings-package")


# who


@pytest.mark.parametrize("name", ["operator", "supervisor", "fire_officer", "leader", "auditor"])
def test_settings_are_for_administrators(visit, fire, name):
    desk = visit(name)
    for page in ("settings", "settings-agencies", "settings-categories", "settings-promises"):
        assert desk.get(f"console:{page}").status_code == 403
    assert desk.post("console:open-agency", **AGENCY).status_code == 403
    assert desk.post("console:set-mode", fire, mode="TICKET").status_code == 403
    assert desk.post("console:define-category", **TREE).status_code == 403


@pytest.mark.parametrize(
    ("kept", "back_s", "words"),
    [
        (None, 0.0, "Tidak diketahui"),
        (False, 0.0, "nyalakan layanan waktu"),
        (True, 12.5, "mundur 12,5 detik"),
    ],
)
def test_administrator_sees_what_the_machines_clock_is_worth(
    admin, monkeypatch, kept, back_s, words
):
    monkeypatch.setattr("kentongan.console.views.settings.is_synchronised", lambda: kept)
    monkeypatch.setattr("kentongan.console.views.settings.steps.look", lambda: back_s)
    assert words in admin.text("console:settings")
