"""Draft, approved, retired: by whom, for how long, and never more than one at a time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.guidance import selectors, services
from kentongan.guidance.enums import CardState, WhyRetired
from kentongan.guidance.errors import (
    ApprovalDate,
    ApprovalIncomplete,
    CardNotDraft,
    CardRetired,
    CasesFail,
    SameText,
)
from kentongan.guidance.limits import CARD_LASTS
from kentongan.guidance.models import CardVersion
from kentongan.guidance.rules.trials import later_by
from kentongan.guidance.starter import starter_texts
from kentongan.journal.enums import NodeKind
from kentongan.journal.models import Entry, Node
from kentongan.journal.selectors import forget_node
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, NotFound, Unreadable
from kentongan.orgs.services import set_limit
from tests.conftest import NIGHT
from tests.guidance.make import SIGNED, SMALL, make_approved, make_draft, signature

OTHER = SMALL.replace("Tunggu petugas.", "Tunggu petugas datang.")


def approve(by, draft, at=NIGHT, **overrides):
    return services.approve_card(by=by, card_id=draft.id, signed=signature(**overrides), at=at)


def keys(at=NIGHT):
    return [card.key for card in selectors.list_usable(at)]


def turn_into(kind):
    Node.objects.update(kind=kind)
    forget_node()


def test_an_administrator_brings_a_card_in_and_a_doctor_approves_it(cast):
    draft = make_draft(by=cast.admin)
    assert (draft.state, draft.number) == (CardState.DRAFT, 1)
    approved = approve(cast.doctor, draft)
    assert approved.state == CardState.APPROVED
    assert approved.doctor_name == "dr. Ratna Wulandari"
    assert approved.expires_on == date(2028, 11, 20)
    assert keys() == ["uji"]


def test_only_the_right_of_its_own_approves_and_with_the_second_factor(cast):
    draft, weak = make_draft(), replace(cast.doctor, second_factor=False)
    for by in (cast.admin, cast.supervisor, cast.operator, cast.fire_officer, weak):
        with pytest.raises(NotAllowed):
            approve(by, draft)
    assert keys() == []


def test_who_has_no_business_with_cards_brings_none_in(cast):
    for by in (cast.operator, cast.supervisor, cast.fire_officer, cast.leader):
        with pytest.raises(NotAllowed):
            make_draft(by=by)


@pytest.mark.parametrize("lacks", ["doctor_name", "licence_number"])
def test_an_approval_needs_name_and_licence(cast, lacks):
    with pytest.raises(ApprovalIncomplete):
        approve(SETUP, make_draft(), **{lacks: "  "})


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2024, 11, 22), date(1, 1, 1)])
def test_an_approval_is_neither_of_tomorrow_nor_over(cast, day):
    with pytest.raises(ApprovalDate):
        approve(SETUP, make_draft(), signed_on=day)


def test_a_card_whose_cases_fail_cannot_be_approved(cast):
    wrong = make_draft(SMALL.replace("prioritas: P3, langkah", "prioritas: P1, langkah"))
    with pytest.raises(CasesFail) as refusal:
        approve(SETUP, wrong)
    assert refusal.value.facts == {"failed": 1, "n": 3}
    assert keys() == []


def test_a_new_version_replaces_the_one_before(cast):
    first = make_approved()
    second = make_approved(OTHER)
    first.refresh_from_db()
    assert (first.state, first.why_retired) == (CardState.RETIRED, WhyRetired.REPLACED)
    assert [card.id for card in selectors.list_usable(NIGHT)] == [second.id]
    assert second.number == 2


def test_the_same_text_is_no_new_version(cast):
    make_draft()
    with pytest.raises(SameText):
        make_draft()


def test_what_was_approved_is_not_approved_again(cast):
    card = make_approved()
    with pytest.raises(CardNotDraft):
        approve(SETUP, card)


def test_a_withdrawn_card_is_out_of_use_at_once_and_stays_so(cast):
    card = make_approved()
    assert keys() == ["uji"]
    with pytest.raises(ApprovalIncomplete):
        services.retire_card(by=SETUP, card_id=card.id, reason=" ", at=NIGHT)
    services.retire_card(by=SETUP, card_id=card.id, reason="pedoman baru", at=NIGHT)
    assert keys() == []
    with pytest.raises(CardRetired):
        services.retire_card(by=SETUP, card_id=card.id, reason="lagi", at=NIGHT)
    with pytest.raises(CardNotDraft):
        approve(SETUP, card)


def test_it_is_shown_until_its_last_day_at_the_nodes_midnight(cast):
    card = make_approved()
    last = NIGHT.replace(year=2028, day=20, hour=16, minute=59)
    assert card.expires_on == date(2028, 11, 20)
    assert keys(last) == ["uji"]  # 23.59 in Kendal
    assert keys(last + timedelta(minutes=1)) == []


def test_how_long_an_approval_lasts_is_the_regencys(cast):
    set_limit(
        by=SETUP, code=CARD_LASTS.code, value=12, legal_basis="SK Dinkes 1/2026", at=NIGHT,
        valid_from=NIGHT,
    )  # fmt: skip
    assert make_approved(at=NIGHT + timedelta(seconds=1)).expires_on == date(2027, 11, 20)
    with pytest.raises(ApprovalDate):
        make_approved(OTHER, signed_on=date(2025, 11, 1), at=NIGHT + timedelta(seconds=2))


@pytest.mark.parametrize("kind", [NodeKind.DEMO, NodeKind.EXERCISE, NodeKind.REPLAY])
def test_a_draft_is_shown_with_a_mark_where_nobody_really_calls(cast, kind):
    draft = make_draft()
    assert keys() == []
    turn_into(kind)
    found = selectors.list_usable(NIGHT)
    assert [(card.id, card.is_marked) for card in found] == [(draft.id, True)]
    approved = approve(SETUP, draft)
    make_draft(OTHER)
    found = selectors.list_usable(NIGHT)
    assert [(card.id, card.is_marked) for card in found] == [(approved.id, False)]


def test_the_starter_cards_come_as_drafts_and_only_once(cast):
    assert services.import_starter_cards(by=SETUP, at=NIGHT) == len(starter_texts()) == 16
    assert services.import_starter_cards(by=SETUP, at=NIGHT) == 0
    assert keys() == []
    assert set(CardVersion.objects.values_list("state", flat=True)) == {"DRAFT"}


def test_text_comes_out_as_it_came_in(cast):
    draft = make_draft()
    assert services.export_card(by=SETUP, card_id=draft.id, at=NIGHT).text == SMALL
    assert Entry.objects.filter(kind="guidance.card.exported").count() == 1
    with pytest.raises(NotAllowed):
        services.export_card(by=cast.operator, card_id=draft.id, at=NIGHT)
    with pytest.raises(NotFound):
        services.export_card(by=SETUP, card_id=cast.org_id("fire"), at=NIGHT)


def test_a_nul_in_the_text_is_refused(cast):
    with pytest.raises(Unreadable):
        make_draft(SMALL + "\x00")


def test_the_journal_says_who_and_which_text_but_no_name(cast):
    draft = make_draft(by=SETUP)
    approve(cast.doctor, draft)
    entry = Entry.objects.get(kind="guidance.card.approved")
    assert entry.by_id == cast.doctor.id
    assert "Ratna" not in entry.data
    assert "SIP" not in entry.data
    imported = Entry.objects.get(kind="guidance.card.imported")
    assert draft.fingerprint in imported.data


@pytest.mark.parametrize(
    "values",
    [
        {"state": "APPROVED"},
        {"state": "APPROVED", "doctor_name": "dr. A", "licence_number": "1"},
        {"doctor_name": "dr. A"},
        {"state": "RETIRED"},
        {"why_retired": "WITHDRAWN"},
    ],
)
def test_the_database_holds_the_lifecycle_whoever_writes(cast, values):
    draft = make_draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        CardVersion.objects.filter(id=draft.id).update(**values)


def test_the_database_holds_one_approved_version_a_key(cast):
    card, draft = make_approved(), make_draft(OTHER)
    signed = {
        name: getattr(card, name)
        for name in (
            "doctor_name", "licence_number", "approved_on", "expires_on", "approved_by",
            "approved_at",
        )
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        CardVersion.objects.filter(id=draft.id).update(state="APPROVED", **signed)


def test_an_agencys_card_is_its_own(cast):
    psc = cast.org_id("medical")
    own = services.import_card(by=SETUP, text=SMALL, org_id=psc, at=NIGHT)
    approve(SETUP, own)
    make_approved()
    assert [card.org_id for card in selectors.list_usable(NIGHT)] == [None]
    both = [card.org_id for card in selectors.list_usable(NIGHT, org_id=psc)]
    assert sorted(map(str, both)) == sorted([str(None), str(psc)])
    assert len(selectors.list_usable(NIGHT, org_id=cast.org_id("fire"))) == 1


def test_cards_for_the_kind_come_first_then_the_one_for_all(cast):
    make_approved()
    for_all = SMALL.replace("kartu: uji", "kartu: semua").replace("judul: Kartu", "judul: Aturan")
    for_all = for_all.replace("jenis: [MEDICAL_UNCONSCIOUS]", "semua_jenis: ya")
    make_approved(for_all)
    other = SMALL.replace("kartu: uji", "kartu: lain").replace("judul: Kartu", "judul: Aaa")
    make_approved(other.replace("MEDICAL_UNCONSCIOUS", "SNAKE"))
    found = selectors.cards_for("MEDICAL_UNCONSCIOUS", NIGHT)
    assert [card.key for card in found] == ["uji", "semua", "lain"]


def test_before_a_kind_is_chosen_the_card_for_who_does_not_breathe_comes_first(cast):
    quiet = SMALL.replace("    metronom: 110\n", "").replace("kartu: uji", "kartu: aaa")
    make_approved(quiet.replace("judul: Kartu", "judul: Aaa"))
    make_approved()
    assert [card.key for card in selectors.cards_for("", NIGHT)] == ["uji", "aaa"]


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (SIGNED, 24, date(2028, 11, 20)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_are_counted_as_people_do(day, months, last):
    assert later_by(day, months) == last
