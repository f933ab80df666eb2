"""Plain values of this room."""

from kentongan.villages.models import Verification as Verification
from kentongan.villages.models import VillageReport as VillageReport
from kentongan.villages.rules import Pasted as Pasted
