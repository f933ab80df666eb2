"""Shape of what people type at the door."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    username = forms.CharField(label=_("Nama akun"), max_length=80, strip=False)
    password = forms.CharField(label=_("Kata sandi"), max_length=200, strip=False)
    code = forms.CharField(label=_("Kode"), max_length=40, required=False)
    new_password = forms.CharField(max_length=200, strip=False, required=False)
    new_password_again = forms.CharField(max_length=200, strip=False, required=False)


class PasswordForm(forms.Form):
    current = forms.CharField(label=_("Kata sandi sekarang"), max_length=200, strip=False)
    new_password = forms.CharField(max_length=200, strip=False)
    new_password_again = forms.CharField(max_length=200, strip=False)


class PinForm(forms.Form):
    current = forms.CharField(max_length=200, strip=False)
    pin = forms.CharField(max_length=12, required=False)
    pin_again = forms.CharField(max_length=12, required=False)


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Kode enam angka"), max_length=10)
