"""How long it is known who sat in a unit."""

from kentongan.fleet.models import CrewSeat
from kentongan.journal import retention

retention.since(CrewSeat, "until")
