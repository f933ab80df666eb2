"""How an exchange's signed requests are read, for every door that hears one."""

from django.http import HttpRequest

from kentongan.exchange.adapters.signed import require_signed as require_signed
from kentongan.exchange.ami.channels import number_of as number_of
from kentongan.exchange.types import Signed


def signed_of(request: HttpRequest) -> Signed:
    """The request as it came, to be checked before a word of it is read."""
    return Signed(
        time=request.headers.get("X-Kentongan-Time", ""),
        signature=request.headers.get("X-Kentongan-Signature", ""),
        body=request.body,
    )
