"""Where free apps on the phone in the cab report to: Traccar Client (OsmAnd) and OwnTracks.

The app's device identifier, or its password, is the code of the cab. A position is no act and is
answered without a body to keep; what a phone has buffered while it had no signal comes in late and
never moves a unit back. A web process takes what is right before it comes here (config.trackers).
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.fleet import services as fleet
from kentongan.fleet.adapters import Said, osmand, owntracks
from kentongan.fleet.selectors import find_vehicle
from kentongan.kernel.errors import NotSigned
from kentongan.kernel.ids import hash_token

MAX_BYTES = 64 * 1024


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def from_osmand(request: HttpRequest) -> HttpResponse:
    """OsmAnd protocol. The app decides whether it asks by GET; nothing but the position changes."""
    if request.content_type == "multipart/form-data":
        fix = osmand.read_fields({**request.POST.dict(), **request.GET.dict()})
        code = fix.device
    else:
        code, fix = osmand.read(_said(request))
    vehicle = find_vehicle(hash_token(code))
    if vehicle is None:
        raise NotSigned
    fleet.hear_fix(vehicle.unit_id, fix)
    return HttpResponse()


@csrf_exempt
@never_cache
@require_POST
def from_owntracks(request: HttpRequest) -> HttpResponse:
    """OwnTracks in HTTP mode; the password is the code. It expects a list of messages: none."""
    said = _said(request)
    vehicle = find_vehicle(hash_token(owntracks.password_of(said.authorization)))
    if vehicle is None:
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="Kentongan"'})
    fix = owntracks.read_json(said.body)
    if fix is not None:
        fleet.hear_fix(vehicle.unit_id, fix)
    return JsonResponse([], safe=False)


def _said(request: HttpRequest) -> Said:
    return Said(
        method=str(request.method),
        media_type=str(request.content_type),
        authorization=request.headers.get("Authorization", ""),
        query=request.META.get("QUERY_STRING", ""),
        body=request.body[:MAX_BYTES],
    )
