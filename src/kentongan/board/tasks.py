"""What stands on the paper of the morning."""

from datetime import datetime

from django.utils import translation

from kentongan.board.figures import read_board
from kentongan.board.printing import as_paper
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.orgs.selectors import rights_of
from kentongan.reports.enums import PaperKind
from kentongan.reports.types import composes


@composes(PaperKind.BOARD)
def morning_board(at: datetime) -> bytes:
    """The board of this moment on A4, in the office's language."""
    with translation.override("id"):
        return as_paper(read_board(rights_of(TIMEKEEPER), at=at))
