"""Tickets marked UJI, and what an agency still lacks before it can be asked for help."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.models import TrialTicket
from kentongan.dispatch.selectors.configuration import configuration
from kentongan.dispatch.selectors.escalation import agency_levels
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import get_org, rights_of, within


@dataclass(frozen=True, slots=True)
class Joining:
    """How far an agency has come: whom to ring, how it is asked, for what, and whether it works."""

    phones: tuple[tuple[str, str], ...]
    mode: DispatchMode
    legal_basis: str
    routes: tuple[tuple[str, str, str, str], ...]
    """(category, family, fact, role)"""
    trial: TrialTicket | None

    @property
    def is_ready(self) -> bool:
        """A telephone, something to be asked for, and a test that somebody accepted by name."""
        works = self.trial is not None and self.trial.accepted_at is not None
        return bool(self.phones and self.routes) and works


def joining_of(org_id: UUID, at: datetime) -> Joining:
    """What is known of an agency that joins."""
    settings = configuration()
    levels = agency_levels(org_id, at)
    mode = settings.mode_row(org_id, at)
    return Joining(
        phones=tuple((level.title, level.phone) for level in levels if level.phone),
        mode=settings.mode_of(org_id, at),
        legal_basis=mode.legal_basis if mode else "",
        routes=tuple(settings.routes_of(org_id, at)),
        trial=TrialTicket.objects.filter(org_id=org_id).order_by("-sent_at").first(),
    )


def trial_phone(org_id: UUID, at: datetime) -> str:
    """The telephone that rings first at an agency; empty where none is known."""
    return agency_levels(org_id, at)[0].phone


def list_open_trials(by: Actor) -> list[TrialTicket]:
    """The tickets marked UJI that an actor may accept or write down, the oldest first."""
    scope = rights_of(by).scope(Right.SEE_TICKETS)
    allowed = within(scope, region_field="org__region", org_lookup="org_id")
    trials = TrialTicket.objects.filter(allowed, accepted_at=None)
    return list(trials.select_related("org").order_by("sent_at"))


def access_trial(by: Actor, trial_id: UUID, *, lock: bool = False) -> TrialTicket:
    """A ticket marked UJI for its agency, or for 112. Raises NotFound or NotAllowed."""
    trials = TrialTicket.objects.select_related("org")
    if lock:
        trials = trials.select_for_update(of=("self",), no_key=True)
    trial = trials.filter(id=trial_id).first()
    if trial is None:
        raise NotFound(thing="Tiket uji")
    rights, region = rights_of(by), get_org(trial.org_id).region
    org_ids = (trial.org_id,)
    if not any(
        rights.has(right, region=region, org_ids=org_ids)
        for right in (Right.ANSWER_TICKETS, Right.FORWARD_TICKETS)
    ):
        raise NotAllowed(right=Right.ANSWER_TICKETS.value)
    return trial
