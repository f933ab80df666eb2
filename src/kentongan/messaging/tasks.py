"""How long a message keeps its words and its number."""

from django.db.models import Q

from kentongan.journal import retention
from kentongan.messaging.enums import DeliveryState
from kentongan.messaging.models import Message

retention.since(Message, "created_at", where=~Q(state=DeliveryState.WAITING))
