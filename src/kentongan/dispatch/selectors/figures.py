"""Figures for the leader's board: per agency, and the three clocks. Never a caller or a name."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.enums import ENDED_TICKETS, UNANSWERED_TICKETS, TicketState
from kentongan.dispatch.models import Ticket
from kentongan.dispatch.rules import percentiles
from kentongan.dispatch.rules.figures import RANKED_FROM
from kentongan.dispatch.sql_open import is_open
from kentongan.dispatch.types import AgencyFigures, Share, ThreeClocks, WaitingTicket
from kentongan.incidents.enums import IncidentState
from kentongan.incidents.models import Incident
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import within
from kentongan.orgs.types import Rights


def list_waiting(rights: Rights, *, limit: int = 200) -> list[WaitingTicket]:
    """The tickets of a leader's area that no agency has answered yet, the oldest first."""
    rows = (
        Ticket.objects.filter(within(rights.scope(Right.SEE_BOARD)))
        .filter(is_open(), state__in=UNANSWERED_TICKETS)
        .order_by("forwarded_at", "id")
    )
    columns = (
        "org_id", "org__short_name", "incident__family", "incident__priority", "region",
        "forwarded_at", "ack_due_at",
    )  # fmt: skip
    return [WaitingTicket(*row) for row in rows.values_list(*columns)[:limit]]


def agency_performance(*, since: datetime, until: datetime) -> list[AgencyFigures]:
    """Per agency the tickets forwarded in between: accepted in time, unclosed, declined and why."""
    tickets: dict[UUID, list[Ticket]] = defaultdict(list)
    rows = Ticket.objects.filter(forwarded_at__gte=since, forwarded_at__lt=until)
    fields = (
        "org__short_name", "state", "ack_due_at", "accepted_at", "decline_reason", "reported_at",
    )  # fmt: skip
    for ticket in rows.select_related("org").only(*fields, "org_id"):
        tickets[ticket.org_id].append(ticket)
    figures = [_figures(org_id, of_org) for org_id, of_org in tickets.items()]
    return sorted(figures, key=lambda f: f.org_name)


def _figures(org_id: UUID, tickets: list[Ticket]) -> AgencyFigures:
    promised = [t for t in tickets if t.ack_due_at is not None]
    in_time = sum(
        t.accepted_at is not None and t.ack_due_at is not None and t.accepted_at <= t.ack_due_at
        for t in promised
    )
    declined = Counter(t.decline_reason for t in tickets if t.state == TicketState.DECLINED)
    closed = [t for t in tickets if t.state == TicketState.CLOSED]
    return AgencyFigures(
        org_id=org_id,
        org_name=tickets[0].org.short_name,
        n=len(tickets),
        accepted_in_time=Share(in_time, len(promised)),
        unclosed=sum(t.state not in ENDED_TICKETS for t in tickets),
        done_without_report=sum(t.reported_at is None for t in closed),
        declined=dict(declined),
        is_ranked=len(tickets) >= RANKED_FROM,
    )


def three_clocks(*, since: datetime, until: datetime) -> ThreeClocks:
    """Waktu warga, Waktu OPD, Waktu 112 (practice.md §3.6) of what was opened in between. The way
    to work by appointment counts from its hour (§1.9), and who comes before it is not measured.
    """
    # what was opened since then was written since then, and by that there is an index
    opened = Incident.objects.filter(
        updated_at__gte=since, opened_at__gte=since, opened_at__lt=until
    ).exclude(state=IncidentState.DRAFT)
    moments = ("started_at", "answered_at", "forwarded_at", "on_scene_at", "scheduled_for")
    incidents = list(opened.values_list(*moments))
    tickets = Ticket.objects.filter(forwarded_at__gte=since, forwarded_at__lt=until)
    stamps = ("forwarded_at", "accepted_at", "on_scene_at", "scheduled_for")
    agency = list(tickets.values_list(*stamps))
    return ThreeClocks(
        citizen=percentiles(_seconds((hour or ring, at) for ring, _, _, at, hour in incidents)),
        agency_accept=percentiles(_seconds((sent, taken) for sent, taken, _, _ in agency)),
        agency_on_scene=percentiles(_seconds((hour or sent, at) for sent, _, at, hour in agency)),
        centre_forward=percentiles(_seconds((taken, sent) for _, taken, sent, _, _ in incidents)),
    )


def _seconds(
    stamps: Iterable[tuple[datetime | None, datetime | None]],
) -> list[float | None]:
    return [
        (end - start).total_seconds() if start is not None and end is not None else None
        for start, end in stamps
    ]
