"""The address of a location link: short, for it travels in a text message."""

from django.urls import path

from kentongan.portal import location

app_name = "link"
urlpatterns = [path("<str:token>", location.page, name="location")]
