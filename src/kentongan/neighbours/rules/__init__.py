"""Pure decisions of mutual aid."""

from kentongan.neighbours.rules.addresses import require_address as require_address
from kentongan.neighbours.rules.figures import figures_of as figures_of
from kentongan.neighbours.rules.lifecycle import AID as AID
from kentongan.neighbours.rules.signing import REPLAY_WINDOW as REPLAY_WINDOW
from kentongan.neighbours.rules.signing import is_signed as is_signed
from kentongan.neighbours.rules.signing import require_recent as require_recent
from kentongan.neighbours.rules.signing import signature as signature
from kentongan.neighbours.rules.trying import retry_after as retry_after
