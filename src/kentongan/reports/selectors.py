"""The papers that were made, and those that are due."""

from datetime import datetime
from uuid import UUID

from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.orgs.types import Rights
from kentongan.reports.enums import PaperKind
from kentongan.reports.models import Paper, PaperHour

SHOWN = 31


def list_papers(rights: Rights, kind: PaperKind, *, limit: int = SHOWN) -> list[Paper]:
    """The last papers of a kind, newest first. They are of the whole region: a part's leader has
    none of them.
    """
    rights.require(Right.SEE_BOARD, region=node().region)
    papers = Paper.objects.filter(kind=kind).select_related("file")
    return list(papers.order_by("-made_at")[:limit])


def access_paper(by: Actor, paper_id: UUID) -> Paper:
    """The paper, for one who sees the board of the whole region."""
    rights_of(by).require(Right.SEE_BOARD, region=node().region)
    paper = Paper.objects.filter(id=paper_id).first()
    if paper is None:
        raise NotFound(thing=mark("Berkas"))
    return paper


def hours_due(now: datetime) -> list[PaperHour]:
    """The hours that have come."""
    return list(PaperHour.objects.filter(next_at__lte=now).order_by("next_at"))
