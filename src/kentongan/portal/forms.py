"""What a citizen has filled in."""

from django.http import HttpRequest

from kentongan.ratings.types import Said

QUESTIONS = ("was_quick", "was_polite", "was_solved")


def read_said(request: HttpRequest) -> Said:
    """The form as plain values; what is no mark is 0, and refused by the rule."""
    score = request.POST.get("score", "")
    answers = {name: request.POST.get(name, "") for name in QUESTIONS}
    return Said(
        score=int(score) if score in {"1", "2", "3", "4", "5"} else 0,
        words=request.POST.get("words", "").strip(),
        wants_call_back="call_back" in request.POST,
        **answers,
    )
