"""What villages send, through the services."""

from typing import Any

from kentongan.villages import services
from kentongan.villages.models import VillageReport
from kentongan.villages.rules import Pasted
from tests.cast import VILLAGE, Cast
from tests.conftest import NIGHT

MESSAGE = "[22/11/26 09.55] Pak Lurah: Pohon tumbang di RT 3, jalan tertutup"
LINK = "https://maps.google.com/?q=-6.9217%2C110.2030"


def make_report(cast: Cast, **overrides: Any) -> VillageReport:
    said = {"text": "Pohon tumbang di RT 3", "author": "Pak Lurah"} | overrides
    return services.send_report(by=cast.village_head, region=VILLAGE, said=Pasted(**said), at=NIGHT)
