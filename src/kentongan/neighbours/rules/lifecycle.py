"""What may follow what. The node that was asked decides: its answer is the end of it on both sides,
and a withdrawal is one only when that node has said so.
"""

from kentongan.kernel.errors import mark
from kentongan.kernel.lifecycle import Lifecycle, Transition
from kentongan.neighbours.enums import OPEN_STATES, AidState

S = AidState

_STEP_WORDS = {
    "deliver": mark("sampai di sana"),
    "accept": mark("terima"),
    "refuse": mark("tolak"),
    "call-off": mark("tarik"),
    "withdraw": mark("ditarik"),
}

AID = Lifecycle(
    name="aid",
    words={**dict(S.choices), **_STEP_WORDS},
    states=tuple(S),
    transitions=(
        Transition("deliver", (S.ASKED,), S.DELIVERED, "node tetangga"),
        Transition("accept", OPEN_STATES, S.ACCEPTED, "petugas 112 yang diminta", "nama"),
        Transition("refuse", OPEN_STATES, S.REFUSED, "petugas 112 yang diminta", "nama, alasan"),
        Transition("call-off", (S.ASKED, S.DELIVERED), S.WITHDRAWING, "petugas 112 yang meminta"),
        Transition("withdraw", OPEN_STATES, S.WITHDRAWN, "node tetangga, atau telepon"),
    ),
)
