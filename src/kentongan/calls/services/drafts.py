"""What an operator has typed of a call, kept on the server while the call is not settled."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from kentongan.calls import selectors
from kentongan.calls.models import Call, CallDraft
from kentongan.journal.exempt import not_an_act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right

LARGEST = 64 * 1024
"""Characters of a draft: no form of the desk comes near it."""


def save_draft(*, by: Actor, call_id: UUID, fields: Mapping[str, list[str]], at: datetime) -> None:
    """Keep what was typed so far. Of two who type, the later one's text stands."""
    call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS)
    text = require_storable("fields", msgspec.json.encode(dict(fields)).decode())
    if len(text) > LARGEST:
        raise Unreadable(
            field="fields", reason=f"{len(text)}", expected=mark("Paling banyak 64 KB.")
        )
    if call.incident_id is None:
        store_draft(call.id, text, by.id, at)


@not_an_act("drafts are saved every two seconds and are gone when the call is settled")
def store_draft(call_id: UUID, text: str, saved_by: UUID, at: datetime) -> None:
    """The form of a call as it stands now, as JSON."""
    CallDraft.objects.update_or_create(
        call_id=call_id, defaults={"fields": text, "saved_by": saved_by, "saved_at": at}
    )


def drop_draft(call: Call) -> None:
    """The call is settled: what was typed of it stands in the incident, or was for nothing."""
    CallDraft.objects.filter(call=call).delete()
