"""Where an exchange asks what to play, below /api/v1/cti/."""

from django.urls import path

from kentongan.surge import views

app_name = "surge"
urlpatterns = [path("announcement", views.announcement, name="announcement")]
