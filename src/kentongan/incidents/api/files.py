"""Photos and papers of an incident."""

from io import BytesIO
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.files.selectors import list_attachments
from kentongan.files.wire import ANY, FileQuery, WireAttachment, bytes_of, wire_attachment
from kentongan.incidents import selectors, services
from kentongan.incidents.services.change import FIELD
from kentongan.kernel import clock
from kentongan.web.endpoints import Api, answer, created
from kentongan.web.requests import actor_of
from kentongan.web.wire import Listed

api = Api(tag="Incidents")


@api.get("/incidents/<uuid:incident_id>/files", answer=Listed[WireAttachment])
def list_files(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """The files of an incident, oldest first. Of a restricted one only after `POST …/read`."""
    by = actor_of(request)
    incident = selectors.access_incident(by, incident_id, right=FIELD)
    selectors.require_open_to(by, incident, clock.now())
    return answer(Listed(items=[wire_attachment(each) for each in list_attachments(incident_id)]))


@api.post(
    "/incidents/<uuid:incident_id>/files", answer=WireAttachment, status=201, takes=ANY,
    exempt=True,
)  # fmt: skip
def attach_file(request: HttpRequest, *, incident_id: UUID, query: FileQuery) -> HttpResponse:
    """Attach a file: its bytes are the body, its type the Content-Type.

    With an `id` of your own (a UUID) the same file sent again is the same. At most 20 MB.
    """
    # Exempt: the own id makes it safe to send again, and no act may wait for the disk.
    attached = services.attach_file(
        by=actor_of(request), incident_id=incident_id, name=query.name or str(query.id or "—"),
        media_type=request.content_type or ANY, stream=BytesIO(request.body), own_id=query.id,
        at=clock.now(),
    )  # fmt: skip
    return created(wire_attachment(attached), reverse("api:list-files", args=[incident_id]))


@api.post(
    "/incidents/<uuid:incident_id>/files/<uuid:attachment_id>/open", exempt=True, media_type=ANY
)
def open_file(request: HttpRequest, *, incident_id: UUID, attachment_id: UUID) -> HttpResponse:
    """The bytes of a file. A POST, because that you have read them is journalled."""
    attached, path = services.open_attachment(
        by=actor_of(request), incident_id=incident_id, attachment_id=attachment_id, at=clock.now()
    )
    return bytes_of(attached, path)
