"""Reads: cards for editors and for desks, the session that runs, what was told."""

from kentongan.guidance.selectors.cards import (
    access_card as access_card,
)
from kentongan.guidance.selectors.cards import (
    cards_for as cards_for,
)
from kentongan.guidance.selectors.cards import (
    is_live_node as is_live_node,
)
from kentongan.guidance.selectors.cards import (
    list_by_ids as list_by_ids,
)
from kentongan.guidance.selectors.cards import (
    list_usable as list_usable,
)
from kentongan.guidance.selectors.cards import (
    list_versions as list_versions,
)
from kentongan.guidance.selectors.cards import (
    require_editor as require_editor,
)
from kentongan.guidance.selectors.cards import (
    today_of as today_of,
)
from kentongan.guidance.selectors.cards import (
    trial_of as trial_of,
)
from kentongan.guidance.selectors.cards import (
    versions_of as versions_of,
)
from kentongan.guidance.selectors.cards import (
    walk_of as walk_of,
)
from kentongan.guidance.selectors.sessions import (
    access_session as access_session,
)
from kentongan.guidance.selectors.sessions import (
    access_usable as access_usable,
)
from kentongan.guidance.selectors.sessions import (
    find_running as find_running,
)
from kentongan.guidance.selectors.sessions import (
    list_told as list_told,
)
from kentongan.guidance.selectors.sessions import (
    require_guide as require_guide,
)
from kentongan.guidance.selectors.sessions import (
    said_of as said_of,
)
from kentongan.guidance.selectors.sessions import (
    show_session as show_session,
)
