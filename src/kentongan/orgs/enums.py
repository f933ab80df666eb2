"""Stored codes of organisations, roles and rights; the words are what screens show."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrgKind(TextChoices):
    CENTRE = "CENTRE", _("Pusat panggilan 112")
    AGENCY = "AGENCY", _("Perangkat daerah (OPD)")
    VERTICAL = "VERTICAL", _("Instansi vertikal")
    PARTNER = "PARTNER", _("Mitra")
    GOVERNMENT = "GOVERNMENT", _("Pemerintah daerah")
    NEIGHBOUR = "NEIGHBOUR", _("112 daerah tetangga")


class PostKind(TextChoices):
    DESK = "DESK", _("Meja")
    STATION = "STATION", _("Pos")


class Role(TextChoices):
    OPERATOR = "OPERATOR", _("Petugas 112")
    SUPERVISOR = "SUPERVISOR", _("Pengawas 112")
    DISPATCHER = "DISPATCHER", _("Penerus tiket 112")
    OFFICER = "OFFICER", _("Petugas piket OPD")
    CREW = "CREW", _("Awak unit")
    CAMAT = "CAMAT", _("Camat")
    VILLAGE = "VILLAGE", _("Desa/kelurahan")
    PUSDALOPS = "PUSDALOPS", _("Pusdalops PB")
    LEADER = "LEADER", _("Pimpinan")
    ADMIN = "ADMIN", _("Administrator")
    AUDITOR = "AUDITOR", _("Auditor")
    MEDICAL = "MEDICAL", _("Dokter penanggung jawab")


class Right(StrEnum):
    """What may be done. Which role has which is a table in `rules`."""

    TAKE_CALLS = "TAKE_CALLS"
    SEE_CALLS = "SEE_CALLS"
    SEE_INCIDENTS = "SEE_INCIDENTS"
    SEE_RESTRICTED = "SEE_RESTRICTED"
    """See restricted incidents of an area, not only those one's own agency was asked about."""
    SEE_ENDANGERED = "SEE_ENDANGERED"
    """See incidents of an area whose caller must not be contacted, or only without a sound."""
    EDIT_INCIDENTS = "EDIT_INCIDENTS"
    CLOSE_INCIDENTS = "CLOSE_INCIDENTS"
    REVEAL_PERSONS = "REVEAL_PERSONS"
    SPEAK_FOR_AREA = "SPEAK_FOR_AREA"
    """Send reports of one's area on, answer what it is asked."""
    REPORT_ROADS = "REPORT_ROADS"
    """Say that a road is closed, still is, or is open again."""
    FORWARD_TICKETS = "FORWARD_TICKETS"
    SEE_TICKETS = "SEE_TICKETS"
    ANSWER_TICKETS = "ANSWER_TICKETS"
    ASSIGN_UNITS = "ASSIGN_UNITS"
    SEE_UNITS = "SEE_UNITS"
    RUN_UNITS = "RUN_UNITS"
    """Take the steps of an assignment, set a unit's state, confirm its readiness."""
    SEE_BOARD = "SEE_BOARD"
    ANSWER_COMPLAINTS = "ANSWER_COMPLAINTS"
    """Read what citizens say of the service of one's area or agency, and answer for it."""
    OPEN_RECORDINGS = "OPEN_RECORDINGS"
    """Listen to a recorded call, with a reason and by name; keep it beyond its days."""
    REVIEW_QUALITY = "REVIEW_QUALITY"
    """Review colleagues' calls, decide their appeals, see everybody's trend."""
    DEMOTE_NUMBERS = "DEMOTE_NUMBERS"
    """Let the calls of a number that rings for fun wait a little; review it, decide appeals."""
    WATCH_FLOOR = "WATCH_FLOOR"
    """See what every desk does, join its call, and look after who has had a hard one (ADR 0028)."""
    DECLARE_SURGE = "DECLARE_SURGE"
    """Say that a surge of calls begins and ends, who is asked to help then, what callers hear."""
    KEEP_HOLIDAYS = "KEEP_HOLIDAYS"
    """Say which days are holidays, for the forecast of calls (ADR 0025)."""
    SEE_ROSTER = "SEE_ROSTER"
    EDIT_ROSTER = "EDIT_ROSTER"
    CONFIGURE = "CONFIGURE"
    APPROVE_GUIDANCE = "APPROVE_GUIDANCE"
    """Answer as a doctor for what callers are told to do: approve guidance cards."""
    MANAGE_ACCOUNTS = "MANAGE_ACCOUNTS"
    TAKE_FACTORS = "TAKE_FACTORS"
    """Take away a second factor that somebody has lost."""
    READ_JOURNAL = "READ_JOURNAL"


class DutyKind(TextChoices):
    OPERATOR = "OPERATOR", _("Petugas 112")
    DISPATCHER = "DISPATCHER", _("Penerus tiket 112")
    SUPERVISOR = "SUPERVISOR", _("Pengawas 112")
    OFFICER = "OFFICER", _("Petugas piket OPD")
    CREW = "CREW", _("Awak unit")


class VillageRole(TextChoices):
    """Whom 112 rings in a village, in the order in which they are rung (practice.md §1.6)."""

    HEAD = "HEAD", _("Kepala desa/lurah")
    BABINSA = "BABINSA", _("Babinsa")
    BHABINKAMTIBMAS = "BHABINKAMTIBMAS", _("Bhabinkamtibmas")
    VOLUNTEER = "VOLUNTEER", _("Relawan")
    MIDWIFE = "MIDWIFE", _("Bidan desa")
    CAMAT = "CAMAT", _("Camat piket")


HANDING_OVER = (DutyKind.OPERATOR, DutyKind.DISPATCHER, DutyKind.SUPERVISOR, DutyKind.OFFICER)
"""Who leaves only when what is open has been taken. A crew's tickets are its officer's."""


class MatterKind(TextChoices):
    """What may be open when a duty ends (practice.md §1.10)."""

    INCIDENT = "INCIDENT", _("Kejadian terbuka")
    DANGER = "DANGER", _("Awak dalam bahaya")
    TICKET = "TICKET", _("Tiket terbuka")
    APPOINTMENT = "APPOINTMENT", _("Pekerjaan terjadwal")
    CALL = "CALL", _("Panggilan belum selesai")
    CALLBACK = "CALLBACK", _("Hubungi balik yang dijanjikan")
    COMPLAINT = "COMPLAINT", _("Pengaduan warga, minta dihubungi")
    NEIGHBOUR = "NEIGHBOUR", _("Luar wilayah, menunggu tetangga")
    CONDITION = "CONDITION", _("Permintaan bersyarat")
    SURGE = "SURGE", _("Lonjakan panggilan")
    REMARK = "REMARK", _("Hal lain")


class DutyTimeCode(TextChoices):
    """Times of those on duty that the regency sets."""

    STAY_ON = "STAY_ON", _("Perpanjangan piket bila penerus belum datang")
    COVER_AHEAD = "COVER_AHEAD", _("Peringatan pos tanpa petugas")


class SwapState(TextChoices):
    ASKED = "ASKED", _("Diminta")
    AGREED = "AGREED", _("Disetujui")
    DECLINED = "DECLINED", _("Ditolak")
    WITHDRAWN = "WITHDRAWN", _("Ditarik")
