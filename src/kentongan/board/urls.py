"""Addresses of the leader's board. Read only, but that a kept paper was opened."""

from django.urls import path

from kentongan.board import views

app_name = "board"
urlpatterns = [
    path("", views.board, name="board"),
    path("/isi", views.board_part, name="part"),
    path("/teks", views.board_text, name="text"),
    path("/pdf", views.board_pdf, name="pdf"),
    path("/pagi", views.papers, name="papers"),
    path("/pagi/<uuid:paper_id>", views.open_paper, name="open-paper"),
    path("/layar", views.unknown_screen, name="unknown-screen"),
    path("/layar/<str:token>", views.enter_screen, name="screen"),
]
