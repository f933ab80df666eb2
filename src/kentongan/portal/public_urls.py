"""Addresses of what everybody may read."""

from django.urls import path

from kentongan.portal import roads

app_name = "public"
urlpatterns = [
    path("jalan", roads.closed_roads, name="roads"),
    path("jalan.geojson", roads.closed_roads_layer, name="roads-layer"),
]
