"""A ticket marked UJI: the last step before an agency joins. It rings and is accepted by name; no
incident stands behind it.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.dispatch import errors, events, rules
from kentongan.dispatch.enums import TicketMethod
from kentongan.dispatch.models import TrialTicket
from kentongan.dispatch.selectors import access_trial, trial_phone
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import get_org, rights_of


def send_trial(*, by: Actor, org_id: UUID, at: datetime) -> TrialTicket:
    """Ring the agency's duty telephone and show its board a ticket marked UJI. Refuses a second
    one while the first has not been accepted (DISPATCH-035).
    """
    with journal.act(by=by, at=at) as act:
        org = get_org(org_id)
        rights_of(by).require(Right.CONFIGURE, region=org.region)
        if TrialTicket.objects.filter(org=org, accepted_at=None).exists():
            raise errors.TrialRunning(org=org.short_name)
        trial = TrialTicket.objects.create(
            org=org, sent_at=at, sent_by=by.id, method=TicketMethod.SYSTEM
        )
        phone = trial_phone(org_id, at)
        if phone:
            messaging.queue_message(
                by=by, medium=Medium.PHONE_CALL, recipient=phone, purpose=Purpose.TEST,
                text=_("UJI: tiket uji Kentongan. Terima di papan tiket, atau hubungi 112."),
                subject_kind="trial", subject_id=trial.id, at=at,
            )  # fmt: skip
        sent = events.TrialSent(trial_id=trial.id, method=str(trial.method), rung=bool(phone))
        act.record(sent, region=org.region, org_id=org.id)
    return trial


def accept_trial(
    *,
    by: Actor,
    trial_id: UUID,
    name: str,
    method: TicketMethod = TicketMethod.SYSTEM,
    at: datetime,
) -> TrialTicket:
    """The agency has it, by name: on its own board, or told to 112. Refuses no name, and twice."""
    rules.require_name(name)
    with journal.act(by=by, at=at) as act:
        trial = access_trial(by, trial_id, lock=True)
        if trial.accepted_at is not None:
            raise errors.TrialOver
        trial.accepted_at, trial.method = at, method
        trial.accepted_by_name = require_storable("name", name)
        trial.save(update_fields=["accepted_at", "method", "accepted_by_name"])
        accepted = events.TrialAccepted(trial_id=trial.id, method=str(method))
        act.record(accepted, region=trial.org.region, org_id=trial.org_id)
    return trial
