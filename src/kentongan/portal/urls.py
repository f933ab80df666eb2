"""Addresses of citizens: short, for they travel in text messages."""

from django.urls import path

from kentongan.portal import views

app_name = "portal"
urlpatterns = [path("<str:token>", views.rating, name="rating")]
