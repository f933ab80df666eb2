"""What a real Asterisk says of lines that a desk has ordered: recorded from an Asterisk 22.10 over
SIP, with the dialplan of docs/operations (tests/exchange/asterisk).
"""

from pathlib import Path

import pytest

from kentongan.exchange.ami.replay import facts_in

RECORDED = Path(__file__).parent / "recorded"
BACK = "balik-0193aa00111172228333444455556666-1"
JOINED = "pengawas-0193aa00111172228333444455556666"
CALLER, RUNG = "1795962980.0", "1795962963.1"

# what · line · who · why, or the line that it becomes
SAID: dict[str, list[tuple[str, str, str, str]]] = {
    "11_rung_back_spoken_with": [
        ("DIALLED", BACK, "PJSIP/1001", ""),
        ("CONNECTED", BACK, "PJSIP/1001", RUNG),
        ("HUNG_UP", RUNG, "PJSIP/1001", ""),
        ("NOT_REACHED", BACK, "", ""),
    ],
    "12_rung_back_busy": [
        ("DIALLED", BACK, "PJSIP/1001", ""),
        ("NOT_REACHED", BACK, "", "BUSY"),
    ],
    "13_rung_back_no_telephone": [("NOT_REACHED", BACK, "", "DESK_SILENT")],
    "14_joined_and_laid_down": [
        ("JOINED", CALLER, "", ""),
        ("RINGING", CALLER, "PJSIP/1001", ""),
        ("CONNECTED", CALLER, "PJSIP/1001", ""),
        ("LEFT", JOINED, "", ""),
        ("DTMF", CALLER, "PJSIP/1001", ""),
        ("HUNG_UP", CALLER, "PJSIP/1001", ""),
    ],
}


def test_every_recording_has_its_expectation() -> None:
    assert {path.stem for path in RECORDED.glob("*.ami")} == set(SAID)


@pytest.mark.parametrize("size", [1, 997, 100_000])
@pytest.mark.parametrize("name", SAID)
def test_a_recorded_stream_in_pieces_of_any_size(name: str, size: int) -> None:
    data = (RECORDED / f"{name}.ami").read_bytes()
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    told = [
        (fact.kind.value, fact.call, fact.member, fact.outcome or fact.becomes)
        for fact in facts_in(pieces, ["112"])
    ]
    assert told == SAID[name]
