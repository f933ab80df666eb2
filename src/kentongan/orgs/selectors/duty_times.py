"""The times of the roster as the regency has set them."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from kentongan.orgs.enums import DutyTimeCode
from kentongan.orgs.limits import SIGN_ON_EARLY
from kentongan.orgs.models import DutyTime
from kentongan.orgs.rules import STARTING_DUTY_TIMES


def duty_times(code: DutyTimeCode, at: datetime) -> tuple[timedelta, ...]:
    """The times in force, the longest first; those of a new node until a row says otherwise."""
    row = duty_times_in_force(at).filter(code=code).order_by("-valid_from").first()
    seconds = STARTING_DUTY_TIMES[code] if row is None else row.seconds
    return tuple(timedelta(seconds=each) for each in seconds)


def sign_on_early(at: datetime) -> timedelta:
    """How long before it starts a duty may be begun."""
    return SIGN_ON_EARLY.lasts(at)


def list_duty_times() -> list[DutyTime]:
    """All that was decided, code by code, the newest first."""
    return list(DutyTime.objects.order_by("code", "-valid_from", "-id"))


def duty_times_in_force(at: datetime) -> QuerySet[DutyTime]:
    """The rows that hold at a moment."""
    begun = DutyTime.objects.filter(valid_from__lte=at)
    return begun.filter(Q(valid_until=None) | Q(valid_until__gt=at))
