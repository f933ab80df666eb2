"""What the pages of questions, pairs, conditions and closing forms send."""

from django.http import HttpRequest

from kentongan.console.forms import choice, line, text
from kentongan.console.settings_forms import (
    FARTHEST_S,
    basis,
    capabilities,
    category_code,
    needed,
    whole,
)
from kentongan.dispatch.selectors import FormField, KindOfCondition
from kentongan.fleet.types import require_capabilities
from kentongan.incidents.enums import Answer, Priority
from kentongan.incidents.selectors import FARTHEST_M, LARGEST_POSITION, LONGEST_H
from kentongan.incidents.types import FactRule, QuestionInput, Sameness
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.text import require_storable

MOST_FIELDS = 20
LONGEST_OPTIONS = 4_000
LONGEST_WORDS = 80


def category_or_none(request: HttpRequest) -> str:
    """The category that something is for; empty: for all."""
    return category_code(request, "category") if request.POST.get("category") else ""


def question(request: HttpRequest) -> QuestionInput:
    """A question as the regency words it."""
    return QuestionInput(
        code=category_code(request),
        category=category_or_none(request),
        text=needed(request, "text", longest=120),
        text_en=line(request, "text_en", longest=120),
        text_jv=line(request, "text_jv", longest=120),
        position=whole(request, "position", least=0, most=LARGEST_POSITION),
        may_be_unknown=bool(request.POST.get("may_be_unknown")),
        capabilities=tuple(require_capabilities(capabilities(request))),
        legal_basis=basis(request),
    )


def raises(request: HttpRequest, asked: QuestionInput) -> FactRule | None:
    """The answer that raises the priority, and to what; None where none does."""
    if not request.POST.get("raises_on"):
        return None
    return FactRule(
        fact=asked.code,
        priority=choice(request, "priority", Priority),
        category=asked.category,
        answer=choice(request, "raises_on", Answer),
    )


def sameness(request: HttpRequest) -> Sameness:
    """What holds for two families."""
    return Sameness(
        proposes=bool(request.POST.get("proposes")),
        radius_m=whole(request, "radius_m", least=0, most=FARTHEST_M),
        ended_h=whole(request, "ended_h", least=0, most=LONGEST_H),
    )


def condition(request: HttpRequest) -> KindOfCondition:
    """A kind of condition in the four sentences that desks and crews read."""
    return KindOfCondition(
        code=line(request, "code", longest=24),
        name=needed(request, "name", longest=80),
        met=needed(request, "met", longest=80),
        unmet=needed(request, "unmet", longest=80),
        released=needed(request, "released", longest=80),
        confirm_s=whole(request, "confirm_s", least=0, most=FARTHEST_S),
        is_offered=bool(request.POST.get("is_offered")),
    )


def form_fields(request: HttpRequest) -> list[FormField]:
    """The fields of a closing form in their order; rows without a code are left out."""
    codes = request.POST.getlist("field_code")
    labels = request.POST.getlist("field_label")
    options = request.POST.getlist("field_options")
    needs = request.POST.getlist("field_required")
    if not len(codes) == len(labels) == len(options) == len(needs) <= MOST_FIELDS:
        raise Unreadable(field="field_code", reason=f"{len(codes)}", expected=f"≤ {MOST_FIELDS}")
    return [
        FormField(
            _short("field_code", code), _short("field_label", label), _options(said), need == "1"
        )
        for code, label, said, need in zip(codes, labels, options, needs, strict=True)
        if code.strip() or label.strip()
    ]


def _options(said: str) -> tuple[tuple[str, str], ...]:
    """`OPEN = Bisa dilalui`, one a line; none: a number is asked."""
    if len(said) > LONGEST_OPTIONS:
        raise Unreadable(
            field="field_options", reason=f"{len(said)}", expected=f"≤ {LONGEST_OPTIONS}"
        )
    pairs = (each.partition("=") for each in said.splitlines() if each.strip())
    return tuple(
        (_short("field_options", code), _short("field_options", words)) for code, _, words in pairs
    )


def _short(name: str, said: str) -> str:
    words = require_storable(name, said).strip()
    if len(words) > LONGEST_WORDS:
        limit = f"≤ {LONGEST_WORDS}"
        raise Unreadable(field=name, reason=words[:40], expected=limit)
    return words


def form_subject(request: HttpRequest) -> dict[str, str]:
    """What a closing form is for: `category:SNAKE` or `family:ANIMAL`."""
    kind, _, code = text(request, "subject")[:80].partition(":")
    if kind not in {"category", "family"} or not code:
        raise Unreadable(
            field="subject",
            reason=kind[:40] or "—",
            expected=mark("Pilih salah satu yang tersedia."),
        )
    return {kind: code}
