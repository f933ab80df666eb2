"""How long the roster and break-glass keep a person's name, number and words."""

from kentongan.journal import retention
from kentongan.orgs.models import BreakGlass, Duty

retention.since(Duty, "ends_at")
retention.since(BreakGlass, "started_at")
