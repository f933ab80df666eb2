"""PDF for the office: a Typst template of a room, and plain data.

What people wrote reaches the template as data, never as markup. The fonts come with Typst, so the
paper looks the same on every machine; the machine's own are asked for letters that those lack. Not
PDF/A: that refuses a whole report for one letter that no font has.
"""

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext

from kentongan.journal import selectors as journal
from kentongan.kernel import clock

ROOT = settings.PACKAGE


def make_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """A paper as PDF. `template` is `<room>/<name>`, a file `<room>/paper/<name>.typ`.

    `data` holds JSON values; the node and the hour of printing are added to it.
    """
    room, _, name = template.partition("/")
    node, now = journal.node(), clock.now()
    printed = gettext("Dicetak {at}").format(at=_shown(now, ZoneInfo(node.zone)))
    told = {
        "node": {"name": node.name, "kind": str(node.kind), "region": node.region},
        "printed": printed,
        **data,
    }
    paper: bytes = typst.compile(
        str(ROOT / room / "paper" / f"{name}.typ"),
        root=str(ROOT),
        sys_inputs={"data": json.dumps(told, default=str)},
        format="pdf",
    )
    return paper


def _shown(moment: Any, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d-%m-%Y} {clock.shown(moment, zone)}"


def as_pdf(paper: bytes, name: str) -> HttpResponse:
    """The paper as an answer that a browser shows, under a plain ASCII file name."""
    response = HttpResponse(paper, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
