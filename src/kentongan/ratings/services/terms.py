"""Whether, when and how callers are asked: dated rows with their legal basis."""

from dataclasses import asdict
from datetime import datetime

from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.ratings import events, rules
from kentongan.ratings.models import RatingTerms
from kentongan.ratings.rules.terms import BOUNDS as BOUNDS
from kentongan.ratings.types import Terms


def set_terms(*, by: Actor, terms: Terms, at: datetime) -> RatingTerms:
    """Ask callers like this from now on; the earlier rows stay. Refuses hours at night, numbers out
    of bounds, and no legal basis (RATINGS-008).
    """
    rights_of(by).require(Right.CONFIGURE, region=node().region)
    rules.require_terms(terms)
    require_storable("legal_basis", terms.legal_basis)
    with journal.act(by=by, at=at) as act:
        row = RatingTerms.objects.create(**asdict(terms), valid_from=at, changed_by=by.id)
        act.record(events.TermsSet(terms_id=row.id, valid_from=at), region=node().region)
    return row
