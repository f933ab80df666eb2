"""Bursts of calls, and surges, through the services."""

from datetime import datetime, timedelta
from typing import Any

from kentongan.calls.enums import Channel
from kentongan.calls.models import Call
from kentongan.messaging.enums import Medium
from kentongan.surge import services
from kentongan.surge.models import OverflowOperator, OverflowRequest, Surge
from tests.calls.make import make_call
from tests.conftest import NIGHT

HELPER_PHONE = "+6281255550000"


def burst(count: int, *, until: datetime = NIGHT, every_s: float = 10) -> list[Call]:
    """So many calls, the last one at `until`."""
    first = until - timedelta(seconds=every_s * (count - 1))
    return [
        make_call(
            at=first + timedelta(seconds=every_s * n), channel=Channel.PHONE,
            phone=f"+62812{90000000 + n}",
        )
        for n in range(count)
    ]  # fmt: skip


def declare(cast: Any, *, at: datetime = NIGHT, reason: str = "Gempa terasa kuat") -> Surge:
    return services.declare_surge(by=cast.supervisor, reason=reason, at=at)


def end(cast: Any, surge: Surge, *, at: datetime, reason: str = "Sudah reda") -> Surge:
    return services.end_surge(by=cast.supervisor, surge_id=surge.id, reason=reason, at=at)


def add_helper(
    cast: Any, name: str = "second_operator", *, phone: str = HELPER_PHONE, at: datetime = NIGHT
) -> OverflowOperator:
    return services.add_operator(
        by=cast.supervisor, user_id=cast.people[name].id, phone=phone, extension="1009",
        medium=Medium.CHAT, at=at,
    )  # fmt: skip


def the_request() -> OverflowRequest:
    return OverflowRequest.objects.select_related("operator", "surge").get()
