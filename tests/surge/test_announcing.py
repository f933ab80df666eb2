"""What callers hear, decided with an hour; and the door through which an exchange asks for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kentongan.kernel.errors import Unreadable
from kentongan.kernel.signing import WINDOW_S
from kentongan.kernel.signing import signature as sign
from kentongan.surge import errors, selectors, services
from kentongan.surge.models import Announcement
from kentongan.surge.rules import DEFAULT_TEXT
from kentongan.surge.views import LARGEST_BODY
from tests.conftest import NIGHT
from tests.surge.make import declare, end

pytestmark = pytest.mark.django_db
SECRET = "rahasia-antara-sentral-dan-node"  # noqa: S105
NOW = str(int(NIGHT.timestamp()))
DOOR = "/api/v1/cti/announcement"
TEXT = "Gempa terasa. Jangan tutup telepon bila ada yang terluka."


@pytest.fixture(autouse=True)
def listening(settings: Any, cast: Any, night: Any) -> None:
    settings.CTI_SECRET = SECRET


def ask(body: bytes = b"{}", *, time: str = NOW, signature: str | None = None, get: bool = False):
    said = sign(SECRET, time, body) if signature is None else signature
    headers = {"X-Kentongan-Time": time, "X-Kentongan-Signature": said}
    if get:
        return Client().get(DOOR, headers=headers)
    return Client().post(DOOR, body, content_type="application/json", headers=headers)


def put(cast: Any, **more: Any) -> Announcement:
    said = {"text": TEXT, "file_name": "kentongan/lonjakan", "at": NIGHT} | more
    return services.set_announcement(by=cast.supervisor, **said)


def test_nothing_is_played_without_a_surge(cast: Any) -> None:
    put(cast)
    assert ask().json() == {"active": False, "text": "", "file": "", "changed_at": None}


def test_in_a_surge_callers_hear_the_text(cast: Any) -> None:
    surge = declare(cast)
    assert ask().json() == {"active": True, "text": DEFAULT_TEXT, "file": "", "changed_at": None}
    put(cast)
    heard = ask().json()
    assert (heard["text"], heard["file"]) == (TEXT, "kentongan/lonjakan")
    assert heard["changed_at"] == "2026-11-22T20:00:00.000Z"
    end(cast, surge, at=NIGHT)
    assert ask().json()["active"] is False


def test_it_may_be_asked_by_get_with_nothing_in_it(cast: Any) -> None:
    declare(cast)
    answer = ask(b"", get=True)
    assert answer.json()["active"] is True
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("signature", ["", "0", "0" * 64, sign("another", NOW, b"{}")])
def test_a_wrong_signature(signature: str) -> None:
    response = ask(signature=signature)
    assert (response.status_code, response.json()["code"]) == (401, "SURGE-012")


def test_the_signature_is_of_time_and_body() -> None:
    assert ask(b"{} ", signature=sign(SECRET, NOW, b"{}")).status_code == 401
    later = str(int(NOW) + 1)
    assert ask(time=later, signature=sign(SECRET, NOW, b"{}")).status_code == 401


@pytest.mark.parametrize("time", ["", "x", "-1", "9" * 30, str(int(NOW) - WINDOW_S - 1)])
def test_out_of_time(time: str) -> None:
    response = ask(time=time)
    assert (response.status_code, response.json()["code"]) == (401, "SURGE-013")


def test_a_node_without_a_secret_answers_nobody(settings: Any) -> None:
    settings.CTI_SECRET = ""
    response = ask(signature=sign("", NOW, b"{}"))
    assert (response.status_code, response.json()["code"]) == (404, "SURGE-011")


def test_a_large_body_is_refused() -> None:
    assert ask(b" " * (LARGEST_BODY + 1)).status_code == 400
    assert Client().put(DOOR).status_code == 405


def test_a_text_holds_from_its_hour_and_the_old_ones_stay(cast: Any) -> None:
    put(cast)
    later = NIGHT + timedelta(hours=2)
    put(cast, text="Air surut. Jangan tutup telepon.", file_name="", valid_from=later)
    assert selectors.announcement_at(NIGHT).text == TEXT
    assert selectors.announcement_at(later).text.startswith("Air surut")
    assert selectors.announcement_at(later).file_name == ""
    assert [row.text for row in selectors.list_announcements()][-1] == TEXT


def test_what_is_refused_changes_nothing(cast: Any) -> None:
    for text, name, refusal in (
        ("Silakan tutup telepon.", "", errors.SendsCallersAway),
        ("", "", errors.AnnouncementUnusable),
        ("Halo", "../x", errors.AnnouncementUnusable),
        ("Halo\x00", "", Unreadable),
    ):
        with pytest.raises(refusal):
            put(cast, text=text, file_name=name)
    with pytest.raises(Unreadable):
        put(cast, valid_from=NIGHT - timedelta(hours=1))
    assert not Announcement.objects.exists()
