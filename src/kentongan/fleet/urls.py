"""Addresses that an app on the phone in the cab reports to, below /api/lacak/."""

from django.urls import path

from kentongan.fleet import views

app_name = "fleet"
urlpatterns = [
    path("osmand", views.from_osmand, name="osmand"),
    path("owntracks", views.from_owntracks, name="owntracks"),
]
