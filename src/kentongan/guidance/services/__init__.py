"""Cards come in, are approved and retired; callers are guided."""

from kentongan.guidance.services.cards import (
    approve_card as approve_card,
)
from kentongan.guidance.services.cards import (
    export_card as export_card,
)
from kentongan.guidance.services.cards import (
    import_card as import_card,
)
from kentongan.guidance.services.cards import (
    import_starter_cards as import_starter_cards,
)
from kentongan.guidance.services.cards import (
    retire_card as retire_card,
)
from kentongan.guidance.services.sessions import (
    leave_session as leave_session,
)
from kentongan.guidance.services.sessions import (
    say as say,
)
from kentongan.guidance.services.sessions import (
    start_session as start_session,
)
