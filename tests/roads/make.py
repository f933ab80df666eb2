"""Closures for tests, through the services."""

from datetime import datetime
from typing import Any

from kentongan.geo.points import Point
from kentongan.geo.shapes import point_shape
from kentongan.kernel.actors import Actor
from kentongan.roads import services
from kentongan.roads.enums import Cause
from kentongan.roads.models import Closure
from kentongan.roads.types import NewClosure
from tests.conftest import NIGHT

HERE = Point(-6.9217, 110.2030)
NAME = "TANDA-NAMA Pak Lurah"
NOTE = "TANDA-CATATAN di depan rumah Bu Yatmi"


def make_closure(by: Actor, *, place: Point = HERE, at: datetime = NIGHT, **said: Any) -> Closure:
    said = {"cause": Cause.FLOOD, "road": "Jalan Pemuda", "note": NOTE, "told_by": NAME} | said
    new = NewClosure(shape=point_shape(place, 30.0), **said)
    return services.report_closure(by=by, new=new, at=at)
