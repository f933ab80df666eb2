"""The telephone exchange: whom to listen to, and who may tell us by a signed word."""

from kentongan.config import env
from kentongan.exchange.address import AmiAddress, read_address


def _ami() -> AmiAddress | None:
    text = env.text(
        "KENTONGAN_AMI",
        "",
        "Asterisk's manager interface: `ami://user:secret@host:5038/queue,queue`; empty: none."
        " See docs/operations/exchange.md.",
    )
    try:
        return read_address(text)
    except ValueError as error:
        raise env.BadSetting(f"KENTONGAN_AMI: {error}") from None


AMI = _ami()
AMI_CONTEXT = env.text(
    "KENTONGAN_AMI_CONTEXT",
    "kentongan",
    "The dialplan context that the desk's keys use (hold, a third on the line, hand on).",
)
AMI_DEVICE = env.text(
    "KENTONGAN_AMI_DEVICE",
    "PJSIP/{extension}",
    "How the telephone of an extension is called by the exchange.",
)
CTI_SECRET = env.text(
    "KENTONGAN_CTI_SECRET",
    "",
    "The secret with which another exchange signs what it tells at /api/v1/cti/events; empty: off.",
)
