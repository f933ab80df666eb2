"""Where another exchange tells what happens, below /api/v1/cti/."""

from django.urls import path

from kentongan.exchange import views

app_name = "exchange"
urlpatterns = [path("events", views.cti_events, name="cti-events")]
