from django.urls import path

from kentongan.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in-again", views.sign_in_again, name="relogin"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("password", views.password, name="password"),
    path("pin", views.pin, name="pin"),
    path("second-factor", views.second_factor, name="second-factor"),
]
