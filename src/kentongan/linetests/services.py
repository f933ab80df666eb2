"""Acts of line tests: a provider is added or retired, a test call is noted."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from kentongan.calls import selectors as calls
from kentongan.calls import services as call_services
from kentongan.calls.enums import CallState, Disposition
from kentongan.calls.models import Call
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.linetests import errors, events, selectors
from kentongan.linetests.enums import Outcome
from kentongan.linetests.models import LineTest, Provider
from kentongan.linetests.types import Said
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.regions.types import undotted

LONGEST_NAME, LONGEST_NOTE = 40, 500
OPEN = (CallState.ANSWERED, CallState.CALLBACK)


def add_provider(*, by: Actor, name: str, at: datetime) -> Provider:
    """One more network. Refuses a name that is in use (LINETESTS-002), and none (-004)."""
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    said = require_storable("name", name).strip()[:LONGEST_NAME]
    if not said:
        raise errors.SaysNothing(field="nama")
    try:
        with journal.act(by=by, at=at) as act:
            row = Provider.objects.create(name=said)
            act.record(events.ProviderAdded(provider_id=row.id))
    except IntegrityError:
        raise errors.ProviderKnown from None
    return row


def retire_provider(*, by: Actor, provider_id: UUID, at: datetime) -> None:
    """It is tried no more; its tests stay. Raises NotFound for one that is not in use."""
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    with journal.act(by=by, at=at) as act:
        row = selectors.get_provider(provider_id)
        row.retired_at = at
        row.save(update_fields=["retired_at"])
        act.record(events.ProviderRetired(provider_id=row.id))


def note_test(*, by: Actor, said: Said, at: datetime) -> LineTest:
    """What came of a test call. With `call_id` the call that came here: one that is still in hand
    becomes a TEST by it, so that it is in no figure.

    Refuses another place than one of our kecamatan (LINETESTS-001), a call that was something else
    or is noted already (-003), and half an answer (-004).
    """
    selectors.require_desk(by)
    region = _district(said.region)
    _require_whole(said, at)
    with journal.act(by=by, at=at) as act:
        provider = selectors.get_provider(said.provider_id)
        call = _call(by, said.call_id, at) if said.call_id else None
        row = LineTest(
            provider=provider, region=region, outcome=said.outcome,
            elsewhere=require_storable("elsewhere", said.elsewhere).strip()[:80],
            is_number_shown=said.is_number_shown, answered_after_s=said.answered_after_s,
            call=call, tried_by=require_storable("tried_by", said.tried_by).strip()[:80],
            note=require_storable("note", said.note).strip()[:LONGEST_NOTE],
            tried_at=said.tried_at, noted_by=by.id, noted_at=at,
        )  # fmt: skip
        _store(row)
        tried = events.LineTried(
            test_id=row.id, provider_id=provider.id, outcome=said.outcome,
            is_number_shown=said.is_number_shown, call_id=call.id if call else None,
        )  # fmt: skip
        act.record(tried, region=region)
    return row


def _store(row: LineTest) -> None:
    """With its place among the others of its line: a test noted late may be older than the last.
    Of two at once the provider's row lets one go first.
    """
    Provider.objects.select_for_update().get(id=row.provider_id)
    line = LineTest.objects.filter(provider_id=row.provider_id, region=row.region, is_latest=True)
    latest = line.first()
    row.is_latest = latest is None or row.tried_at >= latest.tried_at
    if row.is_latest:
        line.update(is_latest=False)
    row.save(force_insert=True)


def _district(region: str) -> str:
    digits = undotted(region) if region else ""
    if digits not in selectors.list_districts():
        raise errors.NotADistrict
    return digits


def _require_whole(said: Said, at: datetime) -> None:
    if said.tried_at > at:
        raise errors.SaysNothing(field="waktu uji")
    if said.outcome == Outcome.ELSEWHERE and not said.elsewhere.strip():
        raise errors.SaysNothing(field="pusat yang menjawab")
    seen = (said.is_number_shown, said.call_id, said.answered_after_s)
    if said.outcome != Outcome.HERE and any(each is not None for each in seen):
        raise errors.SaysNothing(field="hasil")


def _call(by: Actor, call_id: UUID, at: datetime) -> Call:
    call = calls.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
    if call.state in OPEN and not call.disposition:
        call = call_services.classify_call(
            by=by, call_id=call_id, disposition=Disposition.TEST, at=at
        )
    is_noted = LineTest.objects.filter(call_id=call_id).exists()
    if call.disposition != Disposition.TEST or is_noted:
        raise errors.NotATest(number=call.number)
    return call
