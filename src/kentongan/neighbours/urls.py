"""The address below /api/v1/neighbours/ at which other nodes leave their letters."""

from django.urls import path

from kentongan.neighbours import views

app_name = "neighbours"
urlpatterns = [path("letters", views.letters, name="letters")]
