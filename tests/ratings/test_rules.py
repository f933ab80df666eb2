"""Who is never asked, at which hours, in which words, and what a mark is: from values alone."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.incidents.enums import ClosingCode, ContactSafety, Feedback
from kentongan.incidents.starter import CATEGORIES
from kentongan.kernel.errors import Unreadable
from kentongan.ratings import errors, rules
from kentongan.ratings.enums import WhyNot
from kentongan.ratings.types import Said, Terms, Told
from tests.ratings.make import TERMS

WIB = ZoneInfo("Asia/Jakarta")
TOLD = Told(
    is_closed=True, contact_safety="SAFE", is_restricted=False,
    kinds=frozenset({("TREE_DOWN", "TREE")}), closing_code="HANDLED", feedback="TOLD", answers=(),
    texts=("Pohon roboh di jalan.",),
)  # fmt: skip
DANGEROUS = {
    "MEDICAL_LABOUR", "MEDICAL_UNCONSCIOUS", "CRIME", "WEAPON", "KIDNAP", "DOMESTIC_VIOLENCE",
    "CHILD_VIOLENCE", "SUICIDE_ATTEMPT", "SILENT_HUMAN_SOUND", "MISSING_PERSON", "MENTAL_HEALTH",
    "INFORMATION",
}  # fmt: skip


def why_not(*, after_hospital=False, **changed):
    return rules.why_not(replace(TOLD, **changed), after_hospital=after_hospital)


def test_told_and_safe_caller_of_a_handled_tree_is_asked():
    assert why_not() is None


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda each: each.code)
def test_every_kind_is_asked_or_never(category):
    found = why_not(kinds=frozenset({(category.code, category.family)}))
    assert found == (WhyNot.KIND if category.code in DANGEROUS else None)


@pytest.mark.parametrize("code", ["DOMESTIC_VIOLENCE", "SUICIDE_ATTEMPT", "KIDNAP", "WEAPON"])
def test_dangerous_kind_that_is_filed_under_another_family_is_never_asked(code):
    assert why_not(kinds=frozenset({("TREE_DOWN", "TREE"), (code, "OTHER")})) == WhyNot.KIND


@pytest.mark.parametrize("safety", [each for each in ContactSafety if each != "SAFE"])
def test_unless_declared_safe_nobody_is_asked(safety):
    assert why_not(contact_safety=safety) == WhyNot.NOT_SAFE


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"is_closed": False}, WhyNot.NOT_CLOSED),
        ({"is_restricted": True}, WhyNot.RESTRICTED),
        ({"has_child_victim": True}, WhyNot.WORDS),
        ({"feedback": Feedback.NOT_REACHED}, WhyNot.NOT_AGREED),
        ({"feedback": Feedback.TOLD_ONLY}, WhyNot.NOT_AGREED),
        ({"feedback": Feedback.NOT_ALLOWED}, WhyNot.NOT_AGREED),
        ({"answers": (("patient", "DECLARED_DEAD"),)}, WhyNot.DEATH),
        ({"answers": (("patient", "NO_SIGNS_OF_LIFE"),)}, WhyNot.DEATH),
        ({"answers": (("no_signs_of_life", "2"),)}, WhyNot.DEATH),
        ({"answers": (("korban_meninggal", "1"),)}, WhyNot.DEATH),
        ({"answers": (("patient", "HOSPITAL"),)}, WhyNot.OUTCOME),
    ],
)
def test_each_reason_not_to_ask(changed, reason):
    assert why_not(**changed) == reason


def test_nobody_dead_is_no_death():
    assert why_not(answers=(("no_signs_of_life", "0"), ("injured", "3"))) is None


@pytest.mark.parametrize("code", ClosingCode)
def test_ends_after_which_somebody_is_asked(code):
    asked = why_not(closing_code=code) is None
    assert asked == (code in {"HANDLED", "NOT_FOUND", "REFERRED"})


def test_after_a_hospital_only_where_the_regency_has_decided_it():
    assert why_not(closing_code="HANDLED_HOSPITAL", after_hospital=True) is None
    dead = {"closing_code": "DIED_AT_SCENE", "answers": (("patient", "HOSPITAL"),)}
    assert why_not(after_hospital=True, **dead) == WhyNot.OUTCOME


@pytest.mark.parametrize(
    "text",
    [
        "Anak digigit ular", "ada BALITA di dalam", "bayinya panas", "dua siswi terjepit",
        "korban meninggal dunia", "MD di tempat", "jenazah dievakuasi", "percobaan bunuh diri",
        "istri dipukuli suami", "KDRT lagi", "diancam tetangga", "anaknya di atap",
    ],
)  # fmt: skip
def test_words_of_children_death_and_violence_count(text):
    assert why_not(texts=("Roboh.", text)) == WhyNot.WORDS


@pytest.mark.parametrize("text", ["Listrik mati, jalan tertutup", "anakan sungai? tidak", "md 3"])
def test_other_words_do_not(text):
    assert (why_not(texts=(text,)) is None) == ("anak" not in text)


TERMS_NOW = Terms(**TERMS)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))  # noqa: DTZ001 - made aware below
def test_no_message_begins_outside_of_the_hours(naive):
    moment = naive.replace(tzinfo=UTC)
    hour = rules.into_hours(moment, TERMS_NOW, WIB)
    assert moment <= hour < moment + timedelta(days=1)
    assert time(8) <= hour.astimezone(WIB).time() <= time(19, 30)


def test_message_within_the_hours_goes_at_once():
    noon = datetime(2026, 11, 22, 12, tzinfo=WIB)
    assert rules.into_hours(noon, TERMS_NOW, WIB) == noon
    late = noon.replace(hour=19, minute=31)
    assert rules.into_hours(late, TERMS_NOW, WIB) == noon.replace(day=23, hour=8)


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens_at": time(5, 59)}, {"closes_at": time(21, 1)}, {"closes_at": time(0)},
        {"opens_at": time(19, 45)}, {"delay_min": 2881}, {"link_lasts_h": 0}, {"low_upto": 5},
        {"answer_within_h": 721}, {"address": "112.kendalkab.go.id"},
        {"address": "https://112.kendalkab.go.id/"}, {"address": "javascript:alert(1)"},
        {"legal_basis": "  "},
    ],
)  # fmt: skip
def test_terms_out_of_bounds_are_refused(wrong):
    with pytest.raises(errors.TermsOutOfBounds):
        rules.require_terms(replace(TERMS_NOW, **wrong))


def test_message_fits_one_sms_and_says_the_day_only():
    url = rules.link("https://112.kendalkab.go.id", "A" * 22)
    texts = [
        rules.message(
            url=url, reported_at=datetime(2026, 11, 22, 20, tzinfo=UTC), closing_code=code,
            expires_at=datetime(2026, 11, 26, tzinfo=UTC), zone=WIB,
        )
        for code in ("HANDLED", "NOT_FOUND", "REFERRED")
    ]  # fmt: skip
    assert texts[0] == (
        f"112: laporan Anda 23-11-2026 selesai ditangani. Nilai layanan kami: {url} (s.d. 26-11)"
    )
    assert all(len(text) <= 160 for text in texts)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_mark_out_of_range_is_none(score):
    with pytest.raises(errors.NoScore):
        rules.require_said(Said(score=score))


def test_hostile_answers_and_words_are_refused():
    with pytest.raises(errors.NoScore):
        rules.require_said(Said(score=5, was_quick="<script>"))
    with pytest.raises(errors.WordsTooLong):
        rules.require_said(Said(score=5, words="x" * 1001))
    with pytest.raises(Unreadable):
        rules.require_said(Said(score=5, words="a\0b"))


def test_nine_answers_are_a_number_and_ten_a_mean():
    few = rules.rated(org_id=None, org_name="X", month="2026-11", asked=20, marks=(0, 0, 0, 4, 5))
    enough = rules.rated(
        org_id=None, org_name="X", month="2026-11", asked=20, marks=(1, 0, 0, 4, 5)
    )
    assert (few.answered, few.mean, few.marks, few.is_ranked) == (9, None, (), False)
    assert (enough.mean, enough.marks, enough.is_ranked) == (4.2, (1, 0, 0, 4, 5), True)


def test_months_are_those_of_the_regencys_calendar():
    new_year = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)
    assert rules.months_begin(new_year, 1, WIB) == datetime(2027, 1, 1, tzinfo=WIB)
    assert rules.months_begin(new_year, 2, WIB) == datetime(2026, 12, 1, tzinfo=WIB)
    assert rules.months_begin(new_year, 14, WIB) == datetime(2025, 12, 1, tzinfo=WIB)
