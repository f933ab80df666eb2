"""Attachments: stored once by content, opened as an act."""

import io

import pytest

from kentongan.files import errors, rules, selectors, services
from kentongan.files.models import Attachment
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotFound
from kentongan.kernel.ids import new_id
from tests.conftest import NIGHT

SUBJECT = new_id()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


def store(content=b"foto", **overrides):
    values = {
        "subject_kind": "incident", "subject_id": SUBJECT, "name": "TANDA-NAMA.jpg",
        "media_type": "image/jpeg", "content": services.keep_content(io.BytesIO(content)),
    }  # fmt: skip
    return services.attach(by=SETUP, **(values | overrides), at=NIGHT)


def test_stored_file_is_read_back_byte_for_byte(cast):
    attachment = store(b"\x00\xffisi")
    _, path = services.open_file(
        by=SETUP, attachment_id=attachment.id, subject_id=SUBJECT, at=NIGHT
    )
    assert path.read_bytes() == b"\x00\xffisi"
    assert [a.id for a in selectors.list_attachments(SUBJECT)] == [attachment.id]


def test_equal_content_lies_once_in_the_folder(cast, folder):
    store()
    store()
    assert Attachment.objects.count() == 2
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_same_file_under_its_own_id_is_attached_once(cast):
    own_id = new_id()
    assert store(own_id=own_id).id == store(own_id=own_id).id == own_id
    assert Attachment.objects.count() == 1
    assert Entry.objects.filter(kind="files.attachment.stored").count() == 1


def test_id_of_another_file_is_refused(cast):
    own_id = new_id()
    store(own_id=own_id)
    with pytest.raises(errors.IdTaken):
        store(b"lain", own_id=own_id)
    with pytest.raises(errors.IdTaken):
        store(own_id=own_id, subject_id=new_id())


def test_opening_is_journalled_without_the_files_name(cast):
    attachment = store()
    services.open_file(by=SETUP, attachment_id=attachment.id, subject_id=SUBJECT, at=NIGHT)
    entries = list(Entry.objects.filter(subject_id=attachment.id).order_by("seq"))
    assert [entry.kind for entry in entries][-1] == "files.attachment.opened"
    assert not any("TANDA-NAMA" in entry.data for entry in entries)


def test_file_is_not_found_through_another_thing(cast):
    attachment = store()
    with pytest.raises(NotFound):
        services.open_file(by=SETUP, attachment_id=attachment.id, subject_id=new_id(), at=NIGHT)


def test_empty_and_large_files_are_refused_and_leave_nothing(cast, folder, monkeypatch):
    with pytest.raises(errors.EmptyFile):
        store(b"")
    monkeypatch.setattr(rules, "MAX_BYTES", 3)
    with pytest.raises(errors.TooLarge):
        store(b"four")
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_lost_content_is_said(cast, folder):
    attachment = store()
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    with pytest.raises(errors.ContentGone):
        services.open_file(by=SETUP, attachment_id=attachment.id, subject_id=SUBJECT, at=NIGHT)


@pytest.mark.parametrize("media_type", ["", "image", "image/", "a b/c", "../x"])
def test_what_is_no_media_type_is_refused(media_type):
    with pytest.raises(errors.NotAMediaType):
        rules.require_media_type(media_type)


def test_media_type_loses_case_and_parameters():
    assert rules.require_media_type("Text/Plain; charset=utf-8") == "text/plain"
