"""Addresses of the leader's board. All are read only."""

from django.urls import path

from kentongan.board import views

app_name = "board"
urlpatterns = [
    path("", views.board, name="board"),
    path("/isi", views.board_part, name="part"),
    path("/teks", views.board_text, name="text"),
    path("/layar", views.unknown_screen, name="unknown-screen"),
    path("/layar/<str:token>", views.enter_screen, name="screen"),
]
