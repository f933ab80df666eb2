"""The steps of an incident's lifecycle, one address each. What a step needs is in its body."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.incidents import services
from kentongan.incidents.api.answering import answered
from kentongan.incidents.enums import ClosingCode, Feedback
from kentongan.incidents.wire import IncidentRow
from kentongan.kernel import clock
from kentongan.web.endpoints import Api
from kentongan.web.requests import actor_of
from kentongan.web.wire import Line, Moment, Text, utc

api = Api(tag="Incident steps")

HERE = "/incidents/<uuid:incident_id>"


class ReasonBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why."""

    reason: Text


class CoolBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """When the place is looked at again."""

    recheck_at: Moment


class ScheduleBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """When the work is to be done."""

    scheduled_for: Moment


class FieldDoneBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why it is over, where nobody is known to have arrived: refused without (INCIDENTS-021).
    `early_reason`: why a fire is done before its re-check, by an officer or a supervisor (-030).
    """

    absence: Literal["", "UNRECORDED", "RESOLVED", "BY_OTHERS", "CALLED_OFF", "BY_TELEPHONE"] = ""
    early_reason: Text = ""


class CloseBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How it ended, and whether the caller was told."""

    closing_code: ClosingCode
    feedback: Annotated[Feedback, Meta(description="Closing is refused without it.")] | None = None
    note: Text = ""


class HandOverBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who has it now, by name."""

    to: Line
    to_org_id: UUID | None = None


class MergeBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which incident it is the same as. A P1 needs both confirmations."""

    into_id: UUID
    same_place_confirmed: bool = False
    same_victims_confirmed: bool = False


@api.post(f"{HERE}/submit", answer=IncidentRow)
def submit_draft(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """A draft becomes an incident that waits for units."""
    return answered(
        services.submit_draft(by=actor_of(request), incident_id=incident_id, at=clock.now())
    )


@api.post(f"{HERE}/control", answer=IncidentRow)
def control_incident(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """It is under control (Terkendali)."""
    return answered(services.control(by=actor_of(request), incident_id=incident_id, at=clock.now()))


@api.post(f"{HERE}/flare-up", answer=IncidentRow)
def flare_up_incident(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """What was under control is not any more."""
    return answered(
        services.flare_up(by=actor_of(request), incident_id=incident_id, at=clock.now())
    )


@api.post(f"{HERE}/cool", answer=IncidentRow)
def cool_incident(request: HttpRequest, *, incident_id: UUID, body: CoolBody) -> HttpResponse:
    """The fire is out and is looked at again at `recheck_at` (Pendinginan)."""
    incident = services.start_cooling(
        by=actor_of(request), incident_id=incident_id,
        recheck_at=utc(body.recheck_at, "recheck_at"), at=clock.now(),
    )  # fmt: skip
    return answered(incident)


@api.post(f"{HERE}/on-scene", answer=IncidentRow)
def reach_incident(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """An agency without an account has said, by telephone, that it is there."""
    return answered(
        services.mark_on_scene(by=actor_of(request), incident_id=incident_id, at=clock.now())
    )


@api.post(f"{HERE}/field-done", answer=IncidentRow)
def finish_incident(
    request: HttpRequest, *, incident_id: UUID, body: FieldDoneBody
) -> HttpResponse:
    """Nothing more is to be done there (Selesai di lapangan)."""
    incident = services.field_done(
        by=actor_of(request), incident_id=incident_id, absence=body.absence,
        early_reason=body.early_reason, at=clock.now(),
    )  # fmt: skip
    return answered(incident)


@api.post(f"{HERE}/review", answer=IncidentRow)
def review_incident(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """The data are being looked through before closing."""
    return answered(services.review(by=actor_of(request), incident_id=incident_id, at=clock.now()))


@api.post(
    f"{HERE}/close", answer=IncidentRow, example={"closing_code": "HANDLED", "feedback": "TOLD"}
)
def close_incident(request: HttpRequest, *, incident_id: UUID, body: CloseBody) -> HttpResponse:
    """Close with a code, and with whether the caller was told.

    HANDLED, HANDLED_HOSPITAL and DIED_AT_SCENE need somebody to have arrived. Where anybody who
    told of it, or of what is merged into it, must not be contacted, only NOT_ALLOWED is taken.
    """
    incident = services.close_incident(
        by=actor_of(request), incident_id=incident_id, closing_code=body.closing_code,
        feedback=body.feedback or "", note=body.note, at=clock.now(),
    )  # fmt: skip
    return answered(incident)


@api.post(f"{HERE}/cancel", answer=IncidentRow)
def cancel_incident(request: HttpRequest, *, incident_id: UUID, body: ReasonBody) -> HttpResponse:
    """It was nothing, or nothing any more."""
    incident = services.cancel_incident(
        by=actor_of(request), incident_id=incident_id, reason=body.reason, at=clock.now()
    )
    return answered(incident)


@api.post(f"{HERE}/hand-over", answer=IncidentRow)
def hand_over_incident(
    request: HttpRequest, *, incident_id: UUID, body: HandOverBody
) -> HttpResponse:
    """Another centre or body has it now."""
    incident = services.hand_over(
        by=actor_of(request), incident_id=incident_id, to=body.to, to_org_id=body.to_org_id,
        at=clock.now(),
    )  # fmt: skip
    return answered(incident)


@api.post(f"{HERE}/hold", answer=IncidentRow)
def hold_incident(request: HttpRequest, *, incident_id: UUID, body: ReasonBody) -> HttpResponse:
    """Put it off until something is known."""
    incident = services.hold(
        by=actor_of(request), incident_id=incident_id, reason=body.reason, at=clock.now()
    )
    return answered(incident)


@api.post(f"{HERE}/resume", answer=IncidentRow)
def resume_incident(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """Back on the board after a hold."""
    return answered(services.resume(by=actor_of(request), incident_id=incident_id, at=clock.now()))


@api.post(f"{HERE}/schedule", answer=IncidentRow)
def schedule_incident(
    request: HttpRequest, *, incident_id: UUID, body: ScheduleBody
) -> HttpResponse:
    """Work by appointment: the clock runs from then."""
    incident = services.schedule(
        by=actor_of(request), incident_id=incident_id,
        scheduled_for=utc(body.scheduled_for, "scheduled_for"), at=clock.now(),
    )  # fmt: skip
    return answered(incident)


@api.post(f"{HERE}/reopen", answer=IncidentRow)
def reopen_incident(request: HttpRequest, *, incident_id: UUID, body: ReasonBody) -> HttpResponse:
    """Open it again within 24 hours of its end, a fire within 72."""
    incident = services.reopen(
        by=actor_of(request), incident_id=incident_id, reason=body.reason, at=clock.now()
    )
    return answered(incident)


@api.post(f"{HERE}/merge", answer=IncidentRow)
def merge_incident(request: HttpRequest, *, incident_id: UUID, body: MergeBody) -> HttpResponse:
    """Say that this incident is the same as another: a pointer, and every report stays."""
    incident = services.merge_into(
        by=actor_of(request), incident_id=incident_id, into_id=body.into_id,
        same_place_confirmed=body.same_place_confirmed,
        same_victims_confirmed=body.same_victims_confirmed, at=clock.now(),
    )  # fmt: skip
    return answered(incident)


@api.post(f"{HERE}/unmerge", answer=IncidentRow)
def unmerge_incident(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """Undo a merge."""
    return answered(services.unmerge(by=actor_of(request), incident_id=incident_id, at=clock.now()))
