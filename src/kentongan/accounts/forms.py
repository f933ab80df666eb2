"""Shape of what people type at the door."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    username = forms.CharField(label=_("Nama akun"), max_length=80, strip=False)
    password = forms.CharField(label=_("Kata sandi"), max_length=200, strip=False)
    code = forms.CharField(label=_("Kode"), max_length=40, required=False)


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Kode enam angka"), max_length=10)
