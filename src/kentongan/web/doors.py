"""Where a page sends somebody who has not signed in."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect


def door_for(request: HttpRequest) -> HttpResponseRedirect:
    """The sign-in page, which leads back to where the person wanted to go."""
    return HttpResponseRedirect(f"{settings.SIGN_IN_URL}?next={quote(request.get_full_path())}")
