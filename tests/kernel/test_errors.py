"""Refusals: stable codes, three sentences, facts put in."""

import re
import string

import pytest

from kentongan.kernel import errors
from kentongan.kernel.errors import (
    Failure,
    Forbidden,
    Malformed,
    Missing,
    Refused,
    Stale,
    Unavailable,
    all_failures,
)

FAMILIES = (Refused, Missing, Stale, Unavailable)


def _ours():
    return [f for f in all_failures().values() if f.__module__.startswith("kentongan")]


def test_codes_name_their_room():
    odd = [
        failure.code
        for failure in _ours()
        if not re.fullmatch(r"[A-Z]+-\d{3}", failure.code)
        or (
            failure.__module__.split(".")[1] not in {"kernel", "cli"}
            and failure.code.split("-")[0].lower() != failure.__module__.split(".")[1]
        )
    ]
    assert not odd, odd


def test_every_failure_belongs_to_one_family():
    """Or says its HTTP status itself: a method that is not offered is none of the four."""
    odd = [
        failure.code
        for failure in _ours()
        if sum(issubclass(failure, family) for family in FAMILIES) != 1
        and not hasattr(failure, "http_status")
    ]
    assert not odd, odd


def test_sentences_are_whole_sentences():
    rough = [
        (failure.code, sentence)
        for failure in _ours()
        for sentence in (failure.what, failure.rule, failure.advice)
        if not re.search(r"[.?!]$|\}$", sentence)
    ]
    assert not rough, rough


def test_a_code_is_given_once():
    with pytest.raises(ValueError, match="KERNEL-001"):

        class Thief(Refused):
            code = errors.NotSigned.code


def test_facts_fill_the_sentences_and_a_missing_one_shows_as_a_dash():
    failure = errors.NotFound(thing="Kejadian")
    assert str(failure) == "Kejadian ini tidak ada."
    assert str(errors.NotFound()) == "— ini tidak ada."


def test_facts_with_braces_do_no_harm():
    assert str(errors.NotFound(thing="{evil} {0}")) == "{evil} {0} ini tidak ada."


def test_templates_use_plain_names_only():
    """`{a.b}` or `{a[0]}` would reach into what it is given."""
    names = {
        name
        for failure in _ours()
        for sentence in (failure.what, failure.rule, failure.advice)
        for _, name, _, _ in string.Formatter().parse(sentence)
        if name is not None
    }
    assert all(name.isidentifier() for name in names), names


def test_forbidden_and_malformed_are_refusals():
    assert issubclass(Forbidden, Refused)
    assert issubclass(Malformed, Refused)
    assert issubclass(Failure, Exception)
