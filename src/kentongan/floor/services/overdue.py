"""Nobody has asked them in time: the supervisor on duty is rung, then a leader. Each once."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kentongan.floor import events, rules
from kentongan.floor.enums import Rung
from kentongan.floor.limits import LEADER_AFTER, LEADER_HOUR
from kentongan.floor.models import FollowUp
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.selectors import leader_phone, overseer_phone


def ring_for_talk(*, by: Actor, follow_up_id: UUID, at: datetime) -> None:
    """A talk is overdue: ring whoever is next; `at` is the moment it was due. What is said names
    nobody, no call and no cause. Early, twice, or after the talk it changes nothing.

    Where nobody could be reached it begins anew, so that it never ends in silence; who has been
    reached is not rung again for the same talk.
    """
    with journal.act(by=by, at=at) as act:
        rows = FollowUp.objects.select_for_update(no_key=True)
        follow_up = rows.filter(id=follow_up_id).first()
        if follow_up is None or follow_up.rings_at is None or follow_up.rings_at > at:
            return
        whom = Rung(follow_up.rings_whom)
        rung = _ring(by, follow_up, whom, at)
        if rung:
            follow_up.rung_at = at
        _wait(follow_up, whom, clock.at_or_now(at))
        follow_up.save(update_fields=["rings_at", "rings_whom", "rung_at"])
        overdue = events.TalkOverdue(
            follow_up_id=follow_up.id, number=follow_up.talk_number, whom=str(whom), rung=rung
        )
        act.record(overdue, region=follow_up.region)


def _wait(follow_up: FollowUp, whom: Rung, now: datetime) -> None:
    """Who is next, and when: the leader by day, and sooner where no supervisor was reached."""
    zone = ZoneInfo(node().zone)
    after = LEADER_AFTER.lasts(now)
    if whom is Rung.SUPERVISOR:
        since = now + after if follow_up.rung_at else now
        follow_up.rings_whom = Rung.LEADER
        follow_up.rings_at = rules.next_hour(since, LEADER_HOUR.lasts(now), zone)
    else:
        follow_up.rings_whom = Rung.SUPERVISOR
        follow_up.rings_at = None if follow_up.rung_at else now + after


def _ring(by: Actor, follow_up: FollowUp, whom: Rung, at: datetime) -> bool:
    find, said = {
        Rung.SUPERVISOR: (
            overseer_phone,
            _("Ada tindak lanjut petugas 112 yang lewat tenggat. Buka Kentongan, Tindak lanjut."),
        ),
        Rung.LEADER: (
            leader_phone,
            _("Ada tindak lanjut petugas 112 yang lewat tenggat: tanyakan kepada Pengawas 112."),
        ),
    }[whom]
    # who is on duty now, not who was when it became due
    region, now = follow_up.region or node().region, clock.at_or_now(at)
    reached = find(region, now, without=follow_up.operator_id)
    if reached is None:
        return False
    messaging.queue_message(
        by=by, medium=Medium.PHONE_CALL, recipient=reached.phone, text=said,
        purpose=Purpose.ESCALATION, subject_kind="follow_up", subject_id=follow_up.id, at=at,
    )  # fmt: skip
    return True
