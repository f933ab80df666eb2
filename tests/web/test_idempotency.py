"""Idempotency-Key: answered once, however often it is sent."""

import threading

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.client import encode_multipart

from kentongan.accounts.selectors import cookie_name
from kentongan.incidents.models import Incident
from kentongan.journal.errors import KeyReused
from kentongan.journal.models import Entry, StoredAnswer
from kentongan.kernel.clock import SetClock
from kentongan.web.writes import answered_once
from tests.accounts.make import enter
from tests.caller import Caller, caller_of
from tests.cast import Cast
from tests.fleet.make import make_unit
from tests.incidents.make import make_categories, make_incident

BODY = {"category": "TREE_DOWN", "narrative": "Pohon tumbang", "region": "33.24.15"}


@pytest.fixture
def operator(cast: Cast, night: SetClock) -> Caller:
    make_categories()
    return caller_of(cast, "operator")


def test_same_request_is_answered_the_same(operator):
    first = operator.post("/incidents", BODY, key="satu")
    again = operator.post("/incidents", BODY, key="satu")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Content-Type"] == "application/json"
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert Incident.objects.count() == 1


def test_other_request_under_the_key_is_422(operator):
    operator.post("/incidents", BODY, key="satu")
    other = operator.post("/incidents", BODY | {"narrative": "lain"}, key="satu")
    assert (other.status_code, other.json()["code"]) == (422, "JOURNAL-001")
    incident = Incident.objects.get()
    elsewhere = operator.post(f"/incidents/{incident.id}/resume", key="satu")
    assert elsewhere.status_code == 422


def test_key_belongs_to_its_user(cast, operator):
    operator.post("/incidents", BODY, key="satu")
    assert caller_of(cast, "dispatcher").post("/incidents", BODY, key="satu").status_code == 201
    assert Incident.objects.count() == 2


def test_refusal_is_not_kept(operator):
    assert operator.post("/incidents", BODY | {"category": "NAGA"}, key="a").status_code == 400
    assert operator.post("/incidents", BODY, key="a").status_code == 201


def test_outdated_edit_is_not_kept(operator):
    incident = make_incident()
    path, body = f"/incidents/{incident.id}", {"narrative": "dua"}
    assert operator.patch(path, body, key="a", headers={"if-match": "7"}).status_code == 412
    assert operator.patch(path, body, key="a", headers={"if-match": "1"}).status_code == 200


def test_step_sent_again_is_no_illegal_step(operator):
    incident = make_incident()
    path, body = f"/incidents/{incident.id}/hold", {"reason": "menunggu"}
    first = operator.post(path, body, key="a")
    again = operator.post(path, body, key="a")
    assert (first.status_code, again.status_code) == (200, 200)
    assert operator.post(path, body, key="b").status_code == 409


@pytest.mark.parametrize("key", ["x" * 121, "ü", "a\tb"])
def test_key_that_is_none_is_refused(operator, key):
    assert operator.post("/incidents", BODY, key=key).status_code == 400


def test_entry_names_its_request(operator):
    operator.post("/incidents", BODY, key="satu")
    assert Entry.objects.get(kind="incidents.incident.opened").request_key == "satu"


def test_positions_are_exempt(cast, operator):
    officer, unit = caller_of(cast, "fire_officer"), make_unit(cast)
    before = Entry.objects.count()
    for _ in range(2):
        response = officer.post(
            f"/units/{unit.id}/position", {"lat": -6.92, "lon": 110.2}, key="satu"
        )
        assert (response.status_code, response.content) == (204, b"")
    assert not StoredAnswer.objects.exists()
    assert Entry.objects.count() == before


def test_revealed_names_are_never_stored(operator):
    report = make_incident().reports.get()
    operator.post(f"/reports/{report.id}/reveal", key="satu")
    assert not StoredAnswer.objects.exists()
    assert Entry.objects.filter(kind="incidents.report.revealed").count() == 1


def photo(cast: Cast, content: bytes, boundary: str, name: str = "a.jpg") -> HttpRequest:
    """A form with a file under the key `satu`, as a browser sends it."""
    part = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="photo"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = part.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    request = RequestFactory().generic(
        "POST", "/foto", body, content_type=f"multipart/form-data; boundary={boundary}",
        headers={"idempotency-key": "satu"},
    )  # fmt: skip
    request.actor = cast.operator  # type: ignore[attr-defined]
    return request


def sent(request: HttpRequest) -> HttpResponse:
    """What a page that keeps the file answers: its size."""
    return answered_once(request, lambda: HttpResponse(str(request.FILES["photo"].size)))


def test_same_photo_sent_again_is_answered_the_same(cast, night):
    first = sent(photo(cast, b"\xff\xd8 satu", "----WebKitFormBoundaryAAAA"))
    again = sent(photo(cast, b"\xff\xd8 satu", "----WebKitFormBoundaryBBBB"))
    assert (first.content, again.content) == (b"7", b"7")
    assert again.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(
    ("content", "name"), [(b"\xff\xd8 dua", "a.jpg"), (b"\xff\xd8 satu", "b.jpg")]
)
def test_other_photo_under_the_key_is_refused(cast, night, content, name):
    sent(photo(cast, b"\xff\xd8 satu", "AAAA"))
    with pytest.raises(KeyReused):
        sent(photo(cast, content, "AAAA", name))
    assert KeyReused.http_status == 422


def test_key_in_a_form_with_files_counts_like_the_header(cast, night):
    def form(text: str) -> HttpRequest:
        fields = {"idempotency_key": "dua", "text": text}
        request = RequestFactory().post(
            "/foto",
            encode_multipart("AAAA", fields),
            content_type="multipart/form-data; boundary=AAAA",
        )
        request.actor = cast.operator  # type: ignore[attr-defined]
        return request

    answered_once(form("a"), lambda: HttpResponse(b"a"))
    assert answered_once(form("a"), lambda: HttpResponse(b"b")).content == b"a"
    with pytest.raises(KeyReused):
        answered_once(form("b"), lambda: HttpResponse(b"b"))


def test_form_with_files_from_a_browser_is_digested_after_its_token_was_checked(cast, night):
    """Django's CSRF check parses the form, and a parsed form's bytes can no longer be read."""
    make_categories()
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[cookie_name()] = enter()
    browser.get("/panggilan")
    token = browser.cookies[settings.CSRF_COOKIE_NAME].value

    def ring(phone: str) -> int:
        form = {"phone": phone, "csrfmiddlewaretoken": token}
        headers = {"idempotency-key": "satu", "hx-request": "true"}
        return browser.post("/panggilan/baru", form, headers=headers).status_code

    assert [ring("0294381113"), ring("0294381113"), ring("0294381114")] == [204, 204, 422]
    assert browser.post("/panggilan/baru", {"phone": "0294381115"}).status_code == 403


def test_file_as_large_as_the_node_takes_has_its_digest(cast, night):
    """The bridge's limit is Django's too: a photo of 15 MB is no refusal of another kind."""
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == settings.MAX_BODY_BYTES
    large = b"x" * (15 * 1024 * 1024)
    assert sent(photo(cast, large, "AAAA")).content == str(len(large)).encode()
    with pytest.raises(KeyReused):
        sent(photo(cast, large + b"x", "AAAA"))


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_one(cast):
    make_categories()
    token = caller_of(cast, "operator").headers
    answers: list[tuple[int, bytes]] = []

    def send() -> None:
        caller = Caller()
        caller.headers = token
        response = caller.post("/incidents", BODY, key="bersama")
        answers.append((response.status_code, response.content))

    threads = [threading.Thread(target=_closing(send)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert Incident.objects.count() == 1


def _closing(work):
    def inner() -> None:
        from django.db import connection

        try:
            work()
        finally:
            connection.close()

    return inner
