"""What the roster lacks rings a telephone: this room knows whose (practice.md §1.3)."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kentongan.dispatch.limits import NEXT_LEVEL
from kentongan.dispatch.selectors import supervisor
from kentongan.dispatch.selectors.escalation import Level
from kentongan.dispatch.services.escalation import call_level
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.clock import shown
from kentongan.messaging.selectors import is_told
from kentongan.orgs.enums import DutyKind
from kentongan.orgs.selectors import (
    duty_ids_ending,
    duty_phone,
    get_duty,
    get_org,
    phones_for_glass,
    reviewer_phone,
)


def ring_for_overstay(*, by: Actor, duty_id: UUID, open_matters: int, at: datetime) -> None:
    """A duty is over and nobody has taken what is open: the supervisor's telephone rings, once for
    all that are over at the same moment. The same telephone is rung for a P1: it must be free.
    """
    duty = get_duty(duty_id)
    text = _(
        "Piket {org} sudah berakhir; {count} hal terbuka belum diambil penerus. "
        "Mungkin ada piket lain: lihat Serah terima."
    )
    said = text.format(org=duty.org.short_name, count=open_matters)
    with journal.act(by=by, at=at):
        if not is_told(duty_ids_ending(duty.end_due_at), at):
            call_level(by, supervisor(at), said, "duty", duty_id, at)


def ring_for_uncovered(
    *, by: Actor, org_id: UUID, duty_kind: str, starts_at: datetime, at: datetime
) -> None:
    """A post will be without anybody: its organisation is rung, and where nobody is there to be
    rung, or once the hour has come, the 112 supervisor.
    """
    zone = ZoneInfo(node().zone)
    text = _("{org}: tidak ada {kind} mulai {at}. Lengkapi jadwal piket.")
    said = text.format(
        org=get_org(org_id).short_name,
        kind=DutyKind(duty_kind).label,
        at=f"{starts_at.astimezone(zone):%d-%m} {shown(starts_at, zone)}",
    )
    own = duty_phone(org_id, at)
    levels = [Level(own.title, own.phone, NEXT_LEVEL.at(at))] if own else []
    if not own or starts_at <= at:
        levels.append(supervisor(at))
    with journal.act(by=by, at=at):
        for phone, level in {level.phone: level for level in levels}.items():
            if phone:
                call_level(by, level, said, "organisation", org_id, at)


def ring_for_glass(*, by: Actor, break_glass_id: UUID, at: datetime) -> None:
    """Somebody has just taken a supervisor's rights: who can stop that is rung while it lasts."""
    said = _("Akses darurat baru saja dibuka di 112. Buka Kentongan, halaman Akses darurat.")
    with journal.act(by=by, at=at):
        for whom in phones_for_glass(break_glass_id, at):
            level = Level(whom.title, whom.phone, NEXT_LEVEL.at(at))
            call_level(by, level, said, "break_glass", break_glass_id, at)


def ring_for_review(*, by: Actor, break_glass_id: UUID, at: datetime) -> None:
    """Rights taken in an emergency have not been reviewed in time: whoever may is rung."""
    whom = reviewer_phone(break_glass_id, at)
    if whom is None:
        return
    said = _("Akses darurat belum ditinjau. Buka Kentongan, halaman Akses darurat.")
    with journal.act(by=by, at=at):
        level = Level(whom.title, whom.phone, NEXT_LEVEL.at(at))
        call_level(by, level, said, "break_glass", break_glass_id, at)
