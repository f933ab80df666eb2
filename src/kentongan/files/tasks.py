"""How long an attachment keeps the name that its sender gave it."""

from kentongan.files.models import Attachment
from kentongan.journal import retention

retention.since(Attachment, "added_at")
