"""Stored codes of organisations, roles and rights; the words are what screens show."""

from enum import StrEnum

from django.db.models import TextChoices


class OrgKind(TextChoices):
    CENTRE = "CENTRE", "Pusat panggilan 112"
    AGENCY = "AGENCY", "Perangkat daerah (OPD)"
    VERTICAL = "VERTICAL", "Instansi vertikal"
    PARTNER = "PARTNER", "Mitra"
    GOVERNMENT = "GOVERNMENT", "Pemerintah daerah"
    NEIGHBOUR = "NEIGHBOUR", "112 daerah tetangga"


class PostKind(TextChoices):
    DESK = "DESK", "Meja"
    STATION = "STATION", "Pos"


class Role(TextChoices):
    OPERATOR = "OPERATOR", "Petugas 112"
    SUPERVISOR = "SUPERVISOR", "Pengawas 112"
    DISPATCHER = "DISPATCHER", "Penerus tiket 112"
    OFFICER = "OFFICER", "Petugas piket OPD"
    CREW = "CREW", "Awak unit"
    CAMAT = "CAMAT", "Camat"
    VILLAGE = "VILLAGE", "Desa/kelurahan"
    PUSDALOPS = "PUSDALOPS", "Pusdalops PB"
    LEADER = "LEADER", "Pimpinan"
    ADMIN = "ADMIN", "Administrator"
    AUDITOR = "AUDITOR", "Auditor"


class Right(StrEnum):
    """What may be done. Which role has which is a table in `rules`."""

    TAKE_CALLS = "TAKE_CALLS"
    SEE_CALLS = "SEE_CALLS"
    SEE_INCIDENTS = "SEE_INCIDENTS"
    EDIT_INCIDENTS = "EDIT_INCIDENTS"
    CLOSE_INCIDENTS = "CLOSE_INCIDENTS"
    REVEAL_PERSONS = "REVEAL_PERSONS"
    FORWARD_TICKETS = "FORWARD_TICKETS"
    SEE_TICKETS = "SEE_TICKETS"
    ANSWER_TICKETS = "ANSWER_TICKETS"
    ASSIGN_UNITS = "ASSIGN_UNITS"
    SEE_UNITS = "SEE_UNITS"
    RUN_UNITS = "RUN_UNITS"
    """Take the steps of an assignment, set a unit's state, confirm its readiness."""
    SEE_BOARD = "SEE_BOARD"
    SEE_ROSTER = "SEE_ROSTER"
    EDIT_ROSTER = "EDIT_ROSTER"
    CONFIGURE = "CONFIGURE"
    MANAGE_ACCOUNTS = "MANAGE_ACCOUNTS"
    READ_JOURNAL = "READ_JOURNAL"


class DutyKind(TextChoices):
    OPERATOR = "OPERATOR", "Petugas 112"
    DISPATCHER = "DISPATCHER", "Penerus tiket 112"
    SUPERVISOR = "SUPERVISOR", "Pengawas 112"
    OFFICER = "OFFICER", "Petugas piket OPD"
    CREW = "CREW", "Awak unit"
