"""How long what the exchange tells of a person stays: where a call's recording is kept, as long as
the recording itself (room `recordings`)."""

from django.db.models import Q

from kentongan.exchange.enums import OPEN_LEGS
from kentongan.exchange.models import Leg
from kentongan.journal import retention

retention.since(Leg, "changed_at", where=~Q(state__in=OPEN_LEGS))
