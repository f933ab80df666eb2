"""All addresses of the house, in one place."""

from django.urls import include, path

from kentongan.config import api
from kentongan.config.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("api/docs", api.docs, name="api-docs"),
    path("api/v1/neighbours/", include("kentongan.neighbours.urls")),
    path("api/v1/cti/", include("kentongan.exchange.urls")),
    path("api/v1/cti/", include("kentongan.demotions.urls")),
    path("api/v1/cti/", include("kentongan.surge.urls")),
    path("api/v1/locating/", include("kentongan.locating.urls")),
    path("api/v1/", include(api.v1_urls)),
    path("api/lacak/", include("kentongan.fleet.urls")),
    path("web/", include("kentongan.web.urls")),
    path("account/", include("kentongan.accounts.urls")),
    path("k/", include("kentongan.field.urls")),
    path("n/", include("kentongan.portal.urls")),
    path("l/", include("kentongan.portal.link_urls")),
    path("publik/", include("kentongan.portal.public_urls")),
    path("papan", include("kentongan.board.urls")),
    path("", include("kentongan.console.urls")),
]

handler404 = "kentongan.web.views.not_found"
handler500 = "kentongan.web.views.broken"
