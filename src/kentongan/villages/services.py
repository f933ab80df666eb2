"""The village chain: sending a report on, confirming it, asking and answering a verification."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ENDANGERED, ReportSource
from kentongan.incidents.types import Incident, NewIncident, PlaceInput, ReportInput
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import REACTIONS, Actor
from kentongan.kernel.text import require_storable
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.enums import OrgKind, Right, VillageRole
from kentongan.orgs.selectors import centre_phones, duty_phone, list_orgs, rights_of
from kentongan.regions.selectors import name_of
from kentongan.villages import errors, events, rules, selectors
from kentongan.villages.enums import Finding, ReportState
from kentongan.villages.limits import ANSWERED_WITHIN, REPORT_READ_WITHIN, REPORT_ROUND
from kentongan.villages.models import Verification, VillageReport
from kentongan.villages.rules import Pasted

SHARED_WITHIN_M = 100.0
"""What a telephone's shared location is taken to be off, once an officer calls it the place."""

VILLAGE = len("3324152001")
LONGEST_NOTE = 200


def send_report(*, by: Actor, region: str, said: Pasted, at: datetime) -> VillageReport:
    """Send a report of one's area to 112, where an officer confirms it. Refuses an empty one."""
    rules.require_text(said.text)
    with journal.act(by=by, at=at) as act:
        rights_of(by).require(Right.SPEAK_FOR_AREA, region=region)
        report = VillageReport.objects.create(
            region=region, author=require_storable("author", said.author)[: rules.LONGEST_AUTHOR],
            text=require_storable("text", said.text), said_at=said.said_at, lat=said.lat,
            lon=said.lon, sent_by=by.id, sent_at=at, rings_at=at + REPORT_READ_WITHIN.lasts(at),
        )  # fmt: skip
        sent = events.ReportSent(village_report_id=report.id, state=report.state)
        act.record(sent, region=region)
        _tell_centre(by, report, at)
    return report


def _tell_centre(by: Actor, report: VillageReport, at: datetime) -> None:
    """A report that nobody looks at helps nobody: the centre's telephone is told that one waits,
    and none of its words.
    """
    centre = next((org for org in list_orgs() if org.kind == OrgKind.CENTRE), None)
    reachable = duty_phone(centre.id, at) if centre else None
    if reachable is None:
        return
    messaging.queue_message(
        by=by, medium=Medium.SMS, recipient=reachable.phone, purpose=Purpose.NOTICE,
        text=_("Laporan desa menunggu diperiksa. Buka Kentongan."), subject_kind="village_report",
        subject_id=report.id, at=at,
    )  # fmt: skip


def ring_for_report(*, by: Actor, report_id: UUID, at: datetime) -> None:
    """Ring the next telephone of the 112 centre for a report that nobody has settled; `at` is the
    moment it was due. A call that comes late, twice, or after the decision changes nothing.
    """
    with journal.act(by=by, at=at) as act:
        report = VillageReport.objects.select_for_update().get(id=report_id)
        if report.rings_at is None or report.rings_at > at:
            return
        chain = centre_phones(at)
        if chain:
            messaging.queue_message(
                by=by, medium=Medium.PHONE_CALL, recipient=chain[report.rung % len(chain)].phone,
                text=_("Laporan desa belum diperiksa. Buka Kentongan."),
                purpose=Purpose.ESCALATION, subject_kind="village_report", subject_id=report.id,
                at=at,
            )  # fmt: skip
        # a new round counts from when it is recorded: after a long stop it rings once, not for all
        now = clock.at_or_now(at)
        report.rung, report.rings_at = report.rung + 1, now + REPORT_ROUND.lasts(now)
        report.save(update_fields=["rung", "rings_at"])
        unread = events.ReportUnread(
            village_report_id=report.id, state=report.state, round=report.rung, rung=bool(chain)
        )
        act.record(unread, region=report.region)


def confirm_report(
    *, by: Actor, report_id: UUID, category: str, point_is_place: bool = False, at: datetime
) -> Incident:
    """An officer makes a report an incident. Its point is the place only if the officer says so.

    Refuses one that has been settled.
    """
    with journal.act(by=by, at=at) as act:
        report = _waiting(by, report_id)
        incident = incidents.open_incident(
            by=by, new=_incident_of(report, category, point_is_place), at=at
        )
        report.incident = incident
        _settle(report, ReportState.CONFIRMED, by, at)
        confirmed = events.ReportConfirmed(
            village_report_id=report.id, state=report.state, incident_id=incident.id,
            restricted=incident.is_restricted,
            endangered=incident.contact_safety in ENDANGERED,
        )  # fmt: skip
        act.record(confirmed, region=report.region)
    return incident


def _incident_of(report: VillageReport, category: str, point_is_place: bool) -> NewIncident:
    place = PlaceInput(source=PlaceSource.MESSAGE, quality=_quality(report.region))
    if point_is_place and report.lat is not None:
        place = PlaceInput(
            lat=report.lat, lon=report.lon, accuracy_m=SHARED_WITHIN_M, source=PlaceSource.LINK,
            quality=PlaceQuality.AREA_ESTIMATE,
        )  # fmt: skip
    told = ReportInput(
        source=ReportSource.CHAT, name=report.author, narrative=report.text, place=place,
        region=report.region, received_at=report.sent_at,
    )  # fmt: skip
    return NewIncident(
        category=category, narrative=report.text, place=place, region=report.region, report=told,
        started_at=report.sent_at,
    )  # fmt: skip


def _quality(region: str) -> PlaceQuality:
    return PlaceQuality.VILLAGE_ONLY if len(region) >= VILLAGE else PlaceQuality.DISTRICT_ONLY


def dismiss_report(*, by: Actor, report_id: UUID, reason: str, at: datetime) -> VillageReport:
    """An officer does not follow a report, and says why. Refuses one that has been settled."""
    with journal.act(by=by, at=at) as act:
        report = _waiting(by, report_id)
        report.reason = require_storable("reason", reason)[:200]
        _settle(report, ReportState.DISMISSED, by, at)
        dismissed = events.ReportDismissed(village_report_id=report.id, state=report.state)
        act.record(dismissed, region=report.region)
    return report


def _waiting(by: Actor, report_id: UUID) -> VillageReport:
    report = selectors.access_report(by, report_id)
    if report.state != ReportState.WAITING:
        raise errors.AlreadySettled
    return report


def _settle(report: VillageReport, state: ReportState, by: Actor, at: datetime) -> None:
    report.state, report.settled_by, report.settled_at = state, by.id, at
    report.rings_at = None
    report.save()


def ask_village(*, by: Actor, incident_id: UUID, at: datetime) -> Verification:
    """Ask the incident's village whether it is so. Asked once at a time; nothing waits for it.

    Refuses an incident whose caller must not be contacted.
    """
    with journal.act(by=by, at=at) as act:
        incident = incident_selectors.access_incident(
            by, incident_id, right=Right.EDIT_INCIDENTS, lock=True
        )
        rules.require_askable(incident.contact_safety, is_restricted=incident.is_restricted)
        due_at = at + ANSWERED_WITHIN.lasts(at)
        asked, is_new = Verification.objects.select_for_update().get_or_create(
            incident=incident, region=incident.region, finding="",
            defaults={"asked_by": by.id, "asked_at": at, "due_at": due_at},
        )  # fmt: skip
        if is_new:
            event = events.VerificationAsked(verification_id=asked.id, incident_id=incident.id)
            act.record(event, region=incident.region)
    return asked


def note_unreached(
    *, by: Actor, incident_id: UUID, role: VillageRole, at: datetime
) -> Verification:
    """112 has rung somebody of the village in vain, and rings the next. Still asked; refuses as
    `ask_village` does.
    """
    with journal.act(by=by, at=at) as act:
        asked = ask_village(by=by, incident_id=incident_id, at=at)
        asked.unreached_role, asked.unreached_at = role, at
        asked.save(update_fields=["unreached_role", "unreached_at"])
        _log(by, asked, f"{role.label}: {_('tidak terangkat')}", at)
        event = events.VillageUnreached(
            verification_id=asked.id, incident_id=asked.incident_id, role=str(role)
        )
        act.record(event, region=asked.region)
    return asked


def tell_finding(
    *,
    by: Actor,
    incident_id: UUID,
    role: VillageRole,
    finding: Finding,
    note: str = "",
    at: datetime,
) -> Verification:
    """What somebody of the village has told 112 on the telephone, by office. It needs no question
    before it. Refuses as `ask_village` does.
    """
    with journal.act(by=by, at=at):
        asked = ask_village(by=by, incident_id=incident_id, at=at)
        asked.told_role = role
        _answer(by, asked, finding, note, at)
        _log(by, asked, f"{role.label}, {_('lewat telepon')}: {_said(asked)}", at)
    return asked


def answer_verification(
    *, by: Actor, verification_id: UUID, finding: Finding, note: str = "", at: datetime
) -> Verification:
    """What the village found, also into the incident's log. Refuses one that is answered."""
    with journal.act(by=by, at=at):
        asked = selectors.access_verification(by, verification_id)
        if asked.finding:
            raise errors.AlreadySettled
        _answer(by, asked, finding, note, at)
        # The village may not write into the log; what it answered stands there all the same.
        writer = Actor(id=REACTIONS.id, kind=REACTIONS.kind, on_behalf_of=by.id)
        _log(writer, asked, _said(asked), at)
    return asked


def _answer(by: Actor, asked: Verification, finding: Finding, note: str, at: datetime) -> None:
    with journal.act(by=by, at=at) as act:
        asked.finding, asked.note = finding, require_storable("note", note)[:LONGEST_NOTE]
        asked.answered_by, asked.answered_at = by.id, at
        asked.save()
        answered = events.VerificationAnswered(
            verification_id=asked.id, incident_id=asked.incident_id, finding=str(finding),
            told_role=str(asked.told_role),
        )  # fmt: skip
        act.record(answered, region=asked.region)


def _said(asked: Verification) -> str:
    return ". ".join(filter(None, (str(Finding(asked.finding).label), asked.note)))


def _log(by: Actor, asked: Verification, said: str, at: datetime) -> None:
    text = f"{_('Verifikasi')} {name_of(asked.region)}: {said}"
    incidents.write_log(by=by, incident_id=asked.incident_id, text=text, at=at)
