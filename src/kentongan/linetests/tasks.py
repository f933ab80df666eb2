"""How long it is known who made a test call."""

from kentongan.journal import retention
from kentongan.linetests.models import LineTest

retention.since(LineTest, "noted_at")
