"""POST and PATCH /incidents, as the issue writes them."""

import json

import pytest

from kentongan.incidents.models import Incident, Report
from kentongan.kernel.ids import new_id
from tests.caller import caller_of
from tests.incidents.make import make_incident

BODY = {
    "category": "FIRE_STRUCTURE",
    "narrative": "Rumah terbakar",
    "place": {"lat": -6.92, "lon": 110.2, "accuracy_m": 20, "source": "MAP", "quality": "EXACT"},
    "region": "33.24.15",
    "reporter": {"phone": "+6281234567890", "name": "Siti Aminah"},
    "contact_safety": "SAFE",
}


def test_body_of_the_issue_opens_an_incident(operator, night):
    response = operator.post("/incidents", BODY)
    told = response.json()
    assert response.status_code == 201, told
    assert response.headers["Location"] == f"/api/v1/incidents/{told['id']}"
    assert told["number"] == "INS-3324-20261123-0001"
    assert (told["state"], told["priority"], told["region"]) == (
        "AWAITING_DISPATCH", "P1", "33.24.15",
    )  # fmt: skip
    assert told["place"] == {**BODY["place"], "address": ""}
    assert told["opened_at"] == "2026-11-22T20:00:00.000Z"


def test_new_incident_is_found_where_location_says(operator):
    made = operator.post("/incidents", BODY)
    found = operator.client.get(made.headers["Location"], headers=operator.headers).json()
    assert found["narrative"] == BODY["narrative"]
    assert found["reports"][0]["reporter"] == {"phone": "+6281••••890", "name": "S•• A••"}
    assert "close" in found["steps"]


def test_caller_is_kept_whole_and_shown_masked(operator):
    told = operator.post("/incidents", BODY).content.decode()
    assert BODY["reporter"]["phone"] not in told
    assert Report.objects.get().reporter_phone == BODY["reporter"]["phone"]


def test_reveal_gives_the_caller_and_is_journalled(operator):
    made = operator.post("/incidents", BODY).json()
    report = operator.get(f"/incidents/{made['id']}/reports").json()["items"][0]
    revealed = operator.post(f"/reports/{report['id']}/reveal", key="sekali")
    assert revealed.json() == BODY["reporter"]
    assert "Idempotent-Replayed" not in revealed.headers


@pytest.mark.parametrize("quality", ["VILLAGE_ONLY", "DISTRICT_ONLY", "UNKNOWN"])
def test_coordinates_of_a_centre_are_refused(operator, quality):
    place = {**BODY["place"], "quality": quality}
    response = operator.post("/incidents", BODY | {"place": place})
    assert response.status_code == 409
    assert response.json()["code"] == "GEO-002"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"place": {"lat": 91, "lon": 0, "quality": "EXACT"}}, "place.lat"),
        ({"contact_safety": "MAYBE"}, "contact_safety"),
        ({"narrative": 7}, "narrative"),
        ({"started_at": "2026-11-22T20:00:00"}, "started_at"),
        ({"started_at": "0001-01-01T00:00:00+07:00"}, "started_at"),
        ({"reporter": {"phone": "0" * 61}}, "reporter.phone"),
    ],
)
def test_unreadable_field_is_named(operator, change, field):
    response = operator.post("/incidents", BODY | change)
    assert response.status_code == 400, response.json()
    assert response.headers["Content-Type"] == "application/problem+json"
    assert field in response.json()["what"]


@pytest.mark.parametrize("raw", [b"", b"null", b"[]", b"{", b'"x"', b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_refused(operator, raw):
    assert operator.post("/incidents", raw).status_code == 400


def test_unknown_category_and_region_are_refused(operator):
    assert (
        operator.post("/incidents", BODY | {"category": "NAGA"}).json()["code"] == "INCIDENTS-001"
    )
    assert operator.post("/incidents", BODY | {"region": "33.2"}).json()["code"] == "REGIONS-001"


def test_own_id_is_the_same_once_and_another_is_refused(operator):
    body = BODY | {"id": str(new_id())}
    first, again = operator.post("/incidents", body), operator.post("/incidents", body)
    assert first.json() == again.json()
    assert Incident.objects.count() == 1
    other = operator.post("/incidents", body | {"narrative": "lain"})
    assert (other.status_code, other.json()["code"]) == (409, "INCIDENTS-002")


def test_leader_may_not_open_and_stranger_is_not_signed(cast, operator):
    assert caller_of(cast, "leader").post("/incidents", BODY).status_code == 403
    operator.headers = {}
    response = operator.post("/incidents", BODY)
    assert (response.status_code, response.json()["code"]) == (401, "KERNEL-001")


def test_edit_with_the_version_seen_is_kept(operator):
    incident = make_incident()
    response = operator.patch(
        f"/incidents/{incident.id}", {"narrative": "dua"}, headers={"if-match": '"1"'}
    )
    assert response.status_code == 200, response.json()
    assert response.headers["ETag"] == '"2"'
    assert response.json()["narrative"] == "dua"


def test_outdated_edit_is_answered_with_both_texts(operator):
    incident = make_incident(narrative="satu")
    path = f"/incidents/{incident.id}"
    operator.patch(path, {"narrative": "dua", "version": 1})
    late = operator.patch(path, {"narrative": "tiga", "version": 1})
    assert (late.status_code, late.json()["code"]) == (412, "KERNEL-006")
    assert late.json()["current"]["narrative"] == "dua"
    assert late.json()["sent"]["narrative"] == "tiga"
    assert Incident.objects.get().narrative == "dua"


def test_edit_without_version_is_refused(operator):
    incident = make_incident()
    response = operator.patch(f"/incidents/{incident.id}", {"narrative": "dua"})
    assert (response.status_code, response.json()["code"]) == (400, "KERNEL-005")


@pytest.mark.parametrize(
    ("step", "first", "late"),
    [
        ("priority", {"priority": "P1"}, {"priority": "P4", "reason": "x", "from_scene": True}),
        ("contact-safety", {"contact_safety": "DO_NOT_CONTACT"}, {"contact_safety": "SAFE"}),
        (
            "place", {"place": {"lat": -6.9, "lon": 110.2, "quality": "EXACT", "source": "MAP"}},
            {"place": {"lat": -6.8, "lon": 110.3, "quality": "EXACT", "source": "MAP"}},
        ),
    ],
)  # fmt: skip
def test_late_change_of_the_same_is_refused_and_undoes_nothing(cast, operator, step, first, late):
    incident = make_incident()
    path = f"/incidents/{incident.id}/{step}"
    assert operator.post(path, first).status_code == 400
    assert operator.post(path, first, headers={"if-match": '"1"'}).status_code == 200
    kept = Incident.objects.values().get()
    refused = caller_of(cast, "second_operator").post(path, late | {"version": 1})
    assert (refused.status_code, refused.json()["code"]) == (412, "INCIDENTS-031")
    assert refused.json()["what"].startswith("Operator sudah mengubah ini")
    assert Incident.objects.values().get() == kept


def test_edit_of_an_unknown_field_is_refused(operator):
    incident = make_incident()
    response = operator.patch(f"/incidents/{incident.id}", {"state": "CLOSED", "version": 1})
    assert response.status_code == 400
    assert "state" in response.json()["what"]


@pytest.mark.parametrize(
    ("step", "body", "field", "value"),
    [
        ("priority", {"priority": "P1", "version": 1}, "priority", "P1"),
        ("alarm", {"alarm_level": 3, "reason": "api merambat"}, "alarm_level", 3),
        (
            "contact-safety", {"contact_safety": "SILENT_ONLY", "version": 1}, "contact_safety",
            "SILENT_ONLY",
        ),
        ("hold", {"reason": "menunggu"}, "state", "ON_HOLD"),
        ("cancel", {"reason": "tidak ada"}, "state", "CANCELLED"),
        (
            "place", {"place": {"quality": "UNKNOWN"}, "region": "33.24", "version": 1}, "region",
            "33.24",
        ),
        ("hand-over", {"to": "112 Batang"}, "state", "HANDED_OVER"),
        ("schedule", {"scheduled_for": "2099-01-01T00:00:00Z"}, "state", "SCHEDULED"),
        ("close", {"closing_code": "REFERRED", "feedback": "TOLD"}, "state", "CLOSED"),
    ],
)  # fmt: skip
def test_step_changes_what_it_names(operator, step, body, field, value):
    incident = make_incident()
    response = operator.post(f"/incidents/{incident.id}/{step}", body)
    assert response.status_code == 200, response.json()
    assert response.json()[field] == value
    assert response.json()["version"] == 2


def test_illegal_step_says_what_may_be_done(operator):
    incident = make_incident()
    response = operator.post(f"/incidents/{incident.id}/resume")
    assert (response.status_code, response.json()["code"]) == (409, "KERNEL-004")
    assert "teruskan ke OPD" in response.json()["advice"]


def test_closing_without_feedback_is_the_rooms_refusal(operator):
    incident = make_incident()
    response = operator.post(f"/incidents/{incident.id}/close", {"closing_code": "HANDLED"})
    assert response.json()["code"] == "INCIDENTS-005"


def test_merge_points_and_unmerge_clears(operator):
    one, two = make_incident(), make_incident()
    merged = operator.post(f"/incidents/{one.id}/merge", {"into_id": str(two.id)}).json()
    assert (merged["state"], merged["merged_into"]) == ("MERGED", str(two.id))
    assert operator.get(f"/incidents/{two.id}").json()["merged"] == [str(one.id)]
    undone = operator.post(f"/incidents/{one.id}/unmerge").json()
    assert (undone["state"], undone["merged_into"]) == ("AWAITING_DISPATCH", None)


def test_further_report_keeps_its_own_words(operator):
    incident = make_incident()
    response = operator.post(
        f"/incidents/{incident.id}/reports",
        {
            "narrative": "Api sampai atap",
            "reporter": {"phone": "+6281299999999"},
            "needs_open": True,
        },
    )
    assert response.status_code == 201, response.json()
    items = operator.get(f"/incidents/{incident.id}/reports").json()["items"]
    assert [item["narrative"] for item in items] == [incident.narrative, "Api sampai atap"]
    told = operator.post(f"/reports/{items[1]['id']}/needs", {"needs_open": False}).json()
    assert told["needs_open"] is False


def test_log_line_is_kept(operator):
    incident = make_incident()
    response = operator.post(f"/incidents/{incident.id}/log", {"text": "Jalan ditutup"})
    assert response.status_code == 201
    assert operator.get(f"/incidents/{incident.id}").json()["log"][0]["text"] == "Jalan ditutup"


def test_draft_is_replaced_and_then_submitted(operator):
    body = {"id": str(new_id()), "category": "TREE_DOWN", "narrative": "setengah"}
    assert operator.post("/incidents/drafts", body).json()["state"] == "DRAFT"
    operator.post("/incidents/drafts", body | {"narrative": "lengkap"})
    told = operator.post(f"/incidents/{body['id']}/submit").json()
    assert (told["state"], told["narrative"]) == ("AWAITING_DISPATCH", "lengkap")


def test_neighbour_does_not_know_the_incident(cast):
    incident = make_incident()
    outsider = caller_of(cast, "outsider")
    assert outsider.get(f"/incidents/{incident.id}").status_code == 404
    response = outsider.post(f"/incidents/{incident.id}/cancel", {"reason": "x"})
    assert (response.status_code, json.loads(response.content)["code"]) == (404, "KERNEL-003")
