"""How long words about those who take calls stay: as long as other data of duties."""

from kentongan.floor.models import FollowUp, Talk, WhisperNote
from kentongan.journal import retention

retention.since(WhisperNote, "written_at")
retention.since(FollowUp, "opened_at")
retention.since(Talk, "talked_at")
