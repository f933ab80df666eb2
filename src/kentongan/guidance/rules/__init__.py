"""What a card is, how it is read and walked, when it may be shown. Values only."""

from kentongan.guidance.rules.cards import (
    END as END,
)
from kentongan.guidance.rules.cards import (
    UNKNOWN as UNKNOWN,
)
from kentongan.guidance.rules.cards import (
    Card as Card,
)
from kentongan.guidance.rules.cards import (
    Step as Step,
)
from kentongan.guidance.rules.reading import read_card as read_card
from kentongan.guidance.rules.showing import (
    CARD as CARD,
)
from kentongan.guidance.rules.showing import (
    is_in_force as is_in_force,
)
from kentongan.guidance.rules.showing import (
    may_begin as may_begin,
)
from kentongan.guidance.rules.showing import (
    may_go_on as may_go_on,
)
from kentongan.guidance.rules.trials import (
    Trial as Trial,
)
from kentongan.guidance.rules.trials import (
    expiry as expiry,
)
from kentongan.guidance.rules.trials import (
    require_passed as require_passed,
)
from kentongan.guidance.rules.trials import (
    require_signed as require_signed,
)
from kentongan.guidance.rules.trials import (
    try_card as try_card,
)
from kentongan.guidance.rules.walking import (
    Place as Place,
)
from kentongan.guidance.rules.walking import (
    Proposal as Proposal,
)
from kentongan.guidance.rules.walking import (
    Said as Said,
)
from kentongan.guidance.rules.walking import (
    place_of as place_of,
)
from kentongan.guidance.rules.walking import (
    propose as propose,
)
