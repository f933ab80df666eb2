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
    OPERATOR = "OPERATOR", _("Petugas 112")
    DISPATCHER = "DISPATCHER", _("Penerus tiket 112")
    SUPERVISOR = "SUPERVISOR", _("Pengawas 112")
    OFFICER = "OFFICER", _("Petugas piket OPD")
    CREW = "CREW", _("Awak unit")
