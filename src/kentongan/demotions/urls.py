"""What an exchange asks before it lets a caller into the queue, below /api/v1/cti/."""

from django.urls import path

from kentongan.demotions import views

app_name = "demotions"
urlpatterns = [path("wait", views.cti_wait, name="cti-wait")]
