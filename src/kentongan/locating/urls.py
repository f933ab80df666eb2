"""Where the network and an SMS gateway tell of callers' places, below /api/v1/locating/."""

from django.urls import path

from kentongan.locating import views

app_name = "locating"
urlpatterns = [
    path("sms", views.message, name="sms"),
    path("aml", views.form, name="aml"),
]
