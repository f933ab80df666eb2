"""Two doctors at one moment: a card has one approved version, whoever was first."""

import pytest

from kentongan.guidance import services
from kentongan.guidance.enums import CardState
from kentongan.guidance.errors import CardNotDraft
from kentongan.guidance.models import CardVersion
from kentongan.kernel.actors import SETUP
from tests.conftest import NIGHT
from tests.guidance.make import SMALL, make_draft, signature
from tests.races.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


def approving(draft):
    return lambda: services.approve_card(by=SETUP, card_id=draft.id, signed=signature(), at=NIGHT)


def text_of(round_, version):
    return SMALL.replace("kartu: uji", f"kartu: uji-{round_}").replace("Tunggu", version)


def test_one_draft_is_approved_once(cast, night):
    for n in range(ROUNDS):
        draft = make_draft(text_of(n, "Tunggu"))
        assert sorted(at_once(approving(draft), approving(draft), refusal=CardNotDraft)) == [
            "done", "refused",
        ]  # fmt: skip


def test_two_drafts_of_one_card_leave_one_approved(cast, night):
    for n in range(ROUNDS):
        drafts = [make_draft(text_of(n, word)) for word in ("Tunggu", "Nantikan")]
        assert at_once(*(approving(draft) for draft in drafts)) == ["done", "done"]
        states = CardVersion.objects.filter(key=f"uji-{n}").values_list("state", flat=True)
        assert sorted(states) == [CardState.APPROVED, CardState.RETIRED]
