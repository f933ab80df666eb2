"""Figures for the leader's board: per agency, and the three clocks. Never a caller or a name."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from kentongan.dispatch.enums import (
    ENDED_TICKETS,
    UNANSWERED_TICKETS,
    ArrivalProof,
    TicketState,
)
from kentongan.dispatch.models import Assignment, Escalation, Ticket
from kentongan.dispatch.rules.figures import RANKED_FROM
from kentongan.dispatch.selectors.access import form_of
from kentongan.dispatch.sql_open import is_open
from kentongan.dispatch.types import AgencyFigures, Arrivals, Share, ThreeClocks, WaitingTicket
from kentongan.incidents.enums import IncidentState
from kentongan.incidents.models import Incident
from kentongan.kernel.percentiles import percentiles
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import within
from kentongan.orgs.types import Rights

ESCALATED_WITHIN = timedelta(days=2)
MOST_ESCALATIONS = 200
_NOT_OURS = (IncidentState.DRAFT, IncidentState.HANDED_OVER)
"""A form that is still filled in, and what another centre has taken over: whoever took it counts
the response, so that one event is counted once."""


def list_waiting(rights: Rights, *, limit: int = 200) -> list[WaitingTicket]:
    """The tickets of a leader's area that no agency has answered yet, the oldest first."""
    rows = (
        Ticket.objects.filter(within(rights.scope(Right.SEE_BOARD)))
        .filter(is_open(), state__in=UNANSWERED_TICKETS)
        .order_by("forwarded_at", "id")
    )
    columns = (
        "org_id", "org__short_name", "incident__family", "incident__priority", "region",
        "incident__is_restricted", "forwarded_at", "ack_due_at",
    )  # fmt: skip
    return [WaitingTicket(*row) for row in rows.values_list(*columns)[:limit]]


def agency_performance(
    *, since: datetime, until: datetime, org_ids: Collection[UUID] | None = None
) -> list[AgencyFigures]:
    """Per agency (or of these alone) the tickets forwarded in between: accepted in time, unclosed,
    declined and why.
    """
    tickets: dict[UUID, list[Ticket]] = defaultdict(list)
    rows = Ticket.objects.filter(forwarded_at__gte=since, forwarded_at__lt=until)
    if org_ids is not None:
        rows = rows.filter(org_id__in=org_ids)
    fields = (
        "org__short_name", "state", "ack_due_at", "accepted_at", "decline_reason", "reported_at",
    )  # fmt: skip
    for ticket in rows.select_related("org").only(*fields, "org_id"):
        tickets[ticket.org_id].append(ticket)
    arrived = _arrivals(since, until)
    figures = [
        _figures(org_id, of_org, arrived.get(org_id, Arrivals()))
        for org_id, of_org in tickets.items()
    ]
    return sorted(figures, key=lambda f: f.org_name)


def sum_reported(org_id: UUID, *, since: datetime, until: datetime) -> list[tuple[str, int]]:
    """(question, sum) of the numbers that an agency has reported in between: displaced, injured …
    Of two reports on one incident the higher counts, so that nobody is counted twice.
    """
    tickets = Ticket.objects.filter(
        org_id=org_id, reported_at__gte=since, reported_at__lt=until
    ).select_related("incident")
    highest: dict[tuple[str, UUID], int] = defaultdict(int)
    for ticket in tickets:
        for asked in form_of(ticket):
            said = "" if asked.options else ticket.answers.get(asked.code, "")
            if said.isdigit():
                key = (asked.label, ticket.incident.merged_into_id or ticket.incident_id)
                highest[key] = max(highest[key], int(said))
    sums: Counter[str] = Counter()
    for (label, _), count in highest.items():
        sums[label] += count
    return sorted(sums.items())


def _arrivals(since: datetime, until: datetime) -> dict[UUID, Arrivals]:
    """By agency, of the tickets forwarded in between."""
    sent = Assignment.objects.filter(
        ticket__forwarded_at__gte=since, ticket__forwarded_at__lt=until
    )
    arrived = Q(on_scene_at__isnull=False) & ~Q(arrival_proof="")
    counted = sent.values_list("ticket__org_id").annotate(
        unproven=Count("id", filter=arrived & ~Q(arrival_proof=ArrivalProof.NEAR)),
        n=Count("id", filter=arrived),
        missing=Count("id", filter=Q(on_scene_at=None, transport_at__isnull=False)),
    )
    return {
        org_id: Arrivals(Share(unproven, n), missing) for org_id, unproven, n, missing in counted
    }


def _figures(org_id: UUID, tickets: list[Ticket], arrived: Arrivals) -> AgencyFigures:
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
        arrivals=arrived,
    )


def three_clocks(*, since: datetime, until: datetime) -> ThreeClocks:
    """Waktu warga, Waktu OPD, Waktu 112 (practice.md §3.6) of what was opened in between. The way
    to work by appointment counts from its hour (§1.9), and who comes before it is not measured.
    """
    # what was opened since then was written since then, and by that there is an index
    opened = Incident.objects.filter(
        updated_at__gte=since, opened_at__gte=since, opened_at__lt=until
    ).exclude(state__in=_NOT_OURS)
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


def forward_times(
    rights: Rights, *, since: datetime, until: datetime
) -> list[tuple[datetime, float | None]]:
    """(opened, seconds from answer to the first agency told) of the incidents opened in between;
    None where there is no such pair of moments.
    """
    mine = within(rights.scope(Right.SEE_BOARD))
    opened = Incident.objects.filter(
        mine, updated_at__gte=since, opened_at__gte=since, opened_at__lt=until
    ).exclude(state__in=_NOT_OURS)
    rows = list(opened.values_list("opened_at", "answered_at", "forwarded_at"))
    times = _seconds((taken, sent) for _, taken, sent in rows)
    return list(zip((at for at, _, _ in rows), times, strict=True))


def accept_times(
    rights: Rights, *, since: datetime, until: datetime
) -> list[tuple[datetime, UUID, str, float | None]]:
    """(forwarded, agency, its name, seconds until it accepted) of the tickets forwarded in between;
    None of one that nobody has accepted.
    """
    mine = within(rights.scope(Right.SEE_BOARD))
    sent = Ticket.objects.filter(mine, forwarded_at__gte=since, forwarded_at__lt=until)
    rows = list(sent.values_list("forwarded_at", "org_id", "org__short_name", "accepted_at"))
    times = _seconds((at, taken) for at, _, _, taken in rows)
    return [(*row[:3], time) for row, time in zip(rows, times, strict=True)]


def _seconds(
    stamps: Iterable[tuple[datetime | None, datetime | None]],
) -> list[float | None]:
    return [
        (end - start).total_seconds() if start is not None and end is not None else None
        for start, end in stamps
    ]


def list_escalations(rights: Rights, start: datetime, until: datetime) -> list[Escalation]:
    """The telephones that were made to ring in a stretch of time, in their order."""
    mine = within(
        rights.scope(Right.SEE_TICKETS), region_field="ticket__region", org_lookup="ticket__org_id"
    )
    # a ticket is escalated within hours of being forwarded: the index by that hour finds it
    rows = Escalation.objects.filter(
        mine, ticket__forwarded_at__gte=start - ESCALATED_WITHIN, fired_at__gte=start,
        fired_at__lt=until,
    )  # fmt: skip
    return list(rows.select_related("ticket__org").order_by("fired_at", "id")[:MOST_ESCALATIONS])
