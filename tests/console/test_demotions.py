"""Prioritas nomor: the supervisor's page, the tag at the desk, and the order of the queue."""

from datetime import timedelta

import pytest

from kentongan.accounts import services as accounts
from kentongan.demotions import services
from kentongan.demotions.enums import EndCause
from kentongan.demotions.models import Demotion, Listening
from kentongan.kernel.actors import REACTIONS, SETUP
from tests.cast import START
from tests.conftest import NIGHT
from tests.console.visitor import Visitor
from tests.demotions.make import demoted, make_supervisor, pranks, ring

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def other_supervisor(cast) -> Visitor:
    user_id = make_supervisor(cast).id
    return Visitor(accounts.issue_token(by=SETUP, user_id=user_id, label="uji", at=START))


def test_a_candidate_is_shown_masked_and_granted_with_a_reason(cast, visit, night):
    last = pranks(cast)[-1]
    supervisor = visit("supervisor")
    page = supervisor.text("console:demotions")
    assert "3 panggilan iseng, dicatat 2 petugas" in page
    assert "081234500999" not in page and "+6281234500999" not in page
    refused = supervisor.post("console:demote-number", call_id=last.id, reason=" ")
    assert refused.status_code == 400
    assert supervisor.post(
        "console:demote-number", call_id=last.id, reason="Iseng."
    ).status_code == 204  # fmt: skip
    page = supervisor.text("console:demotions")
    assert "belum ditinjau pengawas lain" in page
    assert "Sudah saya tinjau" not in page
    assert "Tolak dengan SK" not in page


def test_another_supervisor_reviews_hears_and_lifts(cast, visit, night):
    row = demoted(cast)
    second = other_supervisor(cast)
    assert second.post("console:review-demotion", row.id).status_code == 204
    call_id = Listening.objects.first().call_id
    said = second.post("console:hear-demoted", row.id, call_id, verdict="PRANK")
    assert said.status_code == 204
    assert second.post("console:lift-demotion", row.id).status_code == 204
    assert "Dicabut pengawas" in second.text("console:demotions")


def test_the_desk_says_so_and_notes_an_objection(cast, visit, night):
    row = demoted(cast)
    call = ring()
    desk = visit("operator")
    assert "Prioritas nomor ini diturunkan sementara" in desk.text("console:call", call.id)
    assert desk.post("console:appeal-demotion", row.id, words="Anak saya.").status_code == 204
    assert "diturunkan sementara" not in desk.text("console:call", call.id)
    assert "Anak saya." in visit("supervisor").text("console:demotions")
    second = other_supervisor(cast)
    decided = second.post("console:decide-demotion-appeal", row.id, outcome="LIFTED")
    assert decided.status_code == 204
    assert Demotion.objects.get().end_cause == EndCause.APPEAL


def test_in_the_queue_it_stands_as_if_it_had_come_fifteen_seconds_later(cast, visit, night):
    demoted(cast)
    first = ring(at=NIGHT)
    soon = ring(at=NIGHT + SECOND * 14, phone="+6281234500111")
    late = ring(at=NIGHT + SECOND * 16, phone="+6281234500112")
    services.note_arrivals(by=REACTIONS, call_ids=[first.id, soon.id, late.id], at=NIGHT)
    page = visit("operator").text("console:queue")
    places = [page.index(f'id="c-{call.id}"') for call in (soon, first, late)]
    assert places == sorted(places)
    assert page.count("Prioritas diturunkan sementara") == 1
    night.at = NIGHT + SECOND * 15
    page = visit("operator").text("console:queue")
    assert page.index(f'id="c-{first.id}"') < page.index(f'id="c-{soon.id}"')
    assert "Prioritas diturunkan sementara" not in page


@pytest.mark.parametrize("who", ["operator", "dispatcher", "leader", "admin", "auditor"])
def test_only_supervisors_see_the_page(cast, visit, who):
    assert visit(who).get("console:demotions").status_code == 403
