"""The form of reviews, as the regency decides it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db.models import Max

from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.quality import events, rules
from kentongan.quality.models import FormVersion
from kentongan.quality.rules import Question


def set_form(
    *, by: Actor, questions: Sequence[Question], legal_basis: str, at: datetime
) -> FormVersion:
    """Review by these questions from now on; reviews that were given keep theirs.

    Refuses one that cannot be used (QUALITY-011).
    """
    region = node().region
    rights_of(by).require(Right.CONFIGURE, region=region)
    rules.require_questions(questions, legal_basis)
    for each in (legal_basis, *(question.words for question in questions)):
        require_storable("form", each)
    with journal.act(by=by, at=at) as act:
        last = FormVersion.objects.aggregate(last=Max("number"))["last"] or 0
        row = FormVersion.objects.create(
            number=last + 1, questions=[asdict(each) for each in questions],
            legal_basis=legal_basis, valid_from=at, changed_by=by.id,
        )  # fmt: skip
        act.record(events.FormSet(form_id=row.id, number=row.number, valid_from=at), region=region)
    return row
