"""A silent call: what was asked, how long it was listened to, what was heard (practice.md §3.2)."""

from datetime import datetime
from uuid import UUID

from kentongan.calls import events, rules, selectors
from kentongan.calls.models import Call
from kentongan.calls.services.change import facts_of, record, save
from kentongan.incidents.enums import ContactSafety
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right


def hear_silence(
    *, by: Actor, call_id: UUID, listened_s: int, tones: int, human_sound: bool, at: datetime
) -> Call:
    """Note what the silence was. A pressed key or a human sound: somebody may be hiding, and from
    now on nothing contacts this number, and the call does not end before somebody has decided.
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        history = selectors.callers_history(call.caller_phone_index, at, without=call.id)
        heard = human_sound or tones > 0
        if heard:
            call.contact_safety = ContactSafety.DO_NOT_CONTACT
            call.heard_at = call.heard_at or at
        save(act, call, "contact_safety", "heard_at")
        procedure = rules.silence_procedure(
            silent_in_24_h=history.has_silent_24_h, human_sound=heard
        )
        noted = events.SilenceHeard(
            **facts_of(call), procedure=procedure.value, listened_s=listened_s, tones=tones,
            human_sound=human_sound,
        )  # fmt: skip
        record(act, call, noted)
    return call
