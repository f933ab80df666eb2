"""Photos of an incident over the API."""

import pytest

from kentongan.journal.models import Entry
from kentongan.kernel.ids import new_id
from tests.caller import caller_of
from tests.incidents.make import make_incident

JPEG = b"\xff\xd8\xff\xe0 TANDA-ISI \xff\xd9"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def path(cast) -> str:
    return f"/incidents/{make_incident(by=cast.operator).id}/files"


def send(caller, path, content=JPEG, query="?name=atap.jpg", media_type="image/jpeg"):
    return caller.client.post(
        f"/api/v1{path}{query}", content, content_type=media_type, headers=caller.headers
    )


def test_photo_comes_back_byte_for_byte_and_as_no_page_of_ours(cast, path):
    operator = caller_of(cast, "operator")
    sent = send(operator, path)
    assert sent.status_code == 201, sent.content
    told = sent.json()
    assert (told["name"], told["media_type"], told["size_bytes"]) == (
        "atap.jpg", "image/jpeg", len(JPEG),
    )  # fmt: skip
    opened = operator.post(f"{path}/{told['id']}/open")
    assert opened.content == JPEG
    assert opened.headers["Content-Type"] == "image/jpeg"
    assert opened.headers["Content-Disposition"] == "attachment"
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    assert [each["id"] for each in operator.get(path).json()["items"]] == [told["id"]]


def test_photo_sent_twice_under_its_own_id_is_one(cast, path):
    operator, query = caller_of(cast, "operator"), f"?id={new_id()}"
    first, second = send(operator, path, query=query), send(operator, path, query=query)
    assert first.json() == second.json()
    assert send(operator, path, b"lain", query=query).status_code == 409
    assert len(operator.get(path).json()["items"]) == 1


def test_adding_and_opening_are_journalled_without_the_name(cast, path):
    operator = caller_of(cast, "operator")
    told = send(operator, path).json()
    operator.post(f"{path}/{told['id']}/open")
    entries = [e for e in Entry.objects.order_by("seq") if told["id"] in e.data]
    assert [entry.kind for entry in entries] == [
        "files.attachment.stored", "incidents.attachment.added", "files.attachment.opened",
    ]  # fmt: skip
    assert not any("atap" in entry.data for entry in entries)


@pytest.mark.parametrize(
    ("name", "status"), [("outsider", 404), ("leader", 404), ("camat", 403), ("auditor", 403)]
)
def test_who_does_not_work_on_it_sees_no_photo(cast, path, name, status):
    told = send(caller_of(cast, "operator"), path).json()
    stranger = caller_of(cast, name)
    assert send(stranger, path).status_code == status
    assert stranger.get(path).status_code == status
    assert stranger.post(f"{path}/{told['id']}/open").status_code == status


def test_photo_opens_through_its_own_incident_only(cast, path):
    operator = caller_of(cast, "operator")
    told = send(operator, path).json()
    other = make_incident(by=cast.operator).id
    assert operator.post(f"/incidents/{other}/files/{told['id']}/open").status_code == 404


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [(b"", "image/jpeg", "FILES-002"), (JPEG, "gambar", "FILES-004")],
)
def test_what_is_no_file_is_refused(cast, path, content, media_type, code):
    refused = send(caller_of(cast, "operator"), path, content, media_type=media_type)
    assert refused.json()["code"] == code
