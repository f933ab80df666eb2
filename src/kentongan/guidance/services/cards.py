"""Bringing a card in, approving it by a named doctor, taking it out of use."""

from datetime import datetime
from hashlib import sha256
from typing import TypedDict
from uuid import UUID

from kentongan.guidance import errors, events, rules, selectors
from kentongan.guidance.enums import CardState, WhyRetired
from kentongan.guidance.limits import CARD_LASTS
from kentongan.guidance.models import CardVersion
from kentongan.guidance.starter import starter_texts
from kentongan.guidance.types import Signature
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import get_org, rights_of

LONGEST_NAME = 120
LONGEST_LICENCE = 60
LONGEST_REASON = 200


def import_card(*, by: Actor, text: str, org_id: UUID | None = None, at: datetime) -> CardVersion:
    """A new version, as a draft: no live desk shows it before a doctor has approved it.

    Refuses what cannot be read (with its line), and a text that is a version already.
    """
    selectors.require_editor(by)
    card = rules.read_card(require_storable("text", text))
    org = get_org(org_id) if org_id is not None else None
    with journal.act(by=by, at=at) as act:
        known = selectors.versions_of(card.key, org_id, lock=True)
        fingerprint = sha256(text.encode()).hexdigest()
        same = next((row for row in known if row.fingerprint == fingerprint), None)
        if same is not None and same.state != CardState.RETIRED:
            raise errors.SameText(version=same.number)
        row = CardVersion.objects.create(
            org=org, key=card.key, number=known[0].number + 1 if known else 1, title=card.title,
            text=text, fingerprint=fingerprint, imported_by=by.id, imported_at=at,
        )  # fmt: skip
        act.record(events.CardImported(**_facts(row), fingerprint=fingerprint))
    return row


def import_starter_cards(*, by: Actor, at: datetime) -> int:
    """The cards that come with the system, as drafts; how many were not there yet."""
    selectors.require_editor(by)
    added = 0
    with journal.act(by=by, at=at):
        for text in starter_texts():
            try:
                import_card(by=by, text=text, at=at)
            except errors.SameText:
                continue
            added += 1
    return added


def approve_card(*, by: Actor, card_id: UUID, signed: Signature, at: datetime) -> CardVersion:
    """From now on desks show it, until its expiry; the version before it is replaced.

    Needs the right of its own, the doctor's name, licence number and day; refuses a card whose
    tests do not come out, and one that is no draft any more: of two who approve, one does.
    """
    with journal.act(by=by, at=at) as act:
        rights_of(by).require_anywhere(Right.APPROVE_GUIDANCE)
        row = selectors.access_card(by, card_id)
        # All versions, newest first, in one order for everybody: two drafts of one card wait here.
        known = selectors.versions_of(row.key, row.org_id, lock=True)
        row = next(each for each in known if each.id == card_id)
        if not rules.CARD.allows("approve", row.state):
            raise errors.CardNotDraft(state=row.get_state_display())
        rules.require_signed(signed.doctor_name, signed.licence_number)
        today, months = selectors.today_of(at), CARD_LASTS.at(at)
        expires_on = rules.expiry(signed.signed_on, months, today)
        rules.require_passed(rules.read_card(row.text))
        _replace(act, known)
        row.state = CardState.APPROVED
        row.doctor_name = require_storable("doctor_name", signed.doctor_name.strip())[:LONGEST_NAME]
        row.licence_number = require_storable("licence_number", signed.licence_number.strip())[
            :LONGEST_LICENCE
        ]
        row.approved_on, row.expires_on = signed.signed_on, expires_on
        row.approved_by, row.approved_at = by.id, at
        row.save()
        approved = events.CardApproved(
            **_facts(row), approved_on=signed.signed_on, expires_on=expires_on
        )
        act.record(approved)
    return row


def retire_card(*, by: Actor, card_id: UUID, reason: str, at: datetime) -> CardVersion:
    """Out of use at once, also where somebody is being guided by it. Refuses without a reason, and
    one that is retired.
    """
    with journal.act(by=by, at=at) as act:
        row = selectors.access_card(by, card_id, lock=True)
        if not rules.CARD.allows("withdraw", row.state):
            raise errors.CardRetired
        if not reason.strip():
            raise errors.ApprovalIncomplete(field="reason")
        _retire(act, row, WhyRetired.WITHDRAWN, reason)
    return row


def export_card(*, by: Actor, card_id: UUID, at: datetime) -> CardVersion:
    """Its text as it was brought in, byte for byte; that it was taken is in the journal."""
    with journal.act(by=by, at=at) as act:
        row = selectors.access_card(by, card_id)
        act.record(events.CardExported(**_facts(row)))
    return row


def _replace(act: Act, known: list[CardVersion]) -> None:
    for each in known:
        if each.state == CardState.APPROVED:
            _retire(act, each, WhyRetired.REPLACED, "")


def _retire(act: Act, row: CardVersion, why: WhyRetired, reason: str) -> None:
    row.state, row.why_retired = CardState.RETIRED, why
    row.retired_at, row.retired_by = act.at, act.by.id
    row.reason = require_storable("reason", reason.strip())[:LONGEST_REASON]
    row.save()
    act.record(events.CardRetired(**_facts(row), why=str(why)))


class _Facts(TypedDict):
    card_id: UUID
    key: str
    number: int
    state: str


def _facts(row: CardVersion) -> _Facts:
    return _Facts(card_id=row.id, key=row.key, number=row.number, state=str(row.state))
