"""Pieces that stand: once for each language and each value they name, blind to all else."""

import pytest
from django.template import Context, Template
from django.utils import translation

PIECE = (
    "{% load i18n standing %}{% standing kind with words %}{% translate 'Simpan' %}:{{ kind }}:"
    "{% for word in words %}{{ word }}{% endfor %}:{{ caller }}{% endstanding %}"
)


def test_a_piece_is_rendered_once_and_again_for_another_value():
    asked = []

    def words():
        asked.append(1)
        return ["a", "<b>"]

    piece = Template(PIECE)
    first = [piece.render(Context({"kind": "k", "words": words})) for _ in range(3)]
    assert first == ["Simpan:k:a&lt;b&gt;:"] * 3
    assert len(asked) == 1
    assert piece.render(Context({"kind": "other", "words": words})) == "Simpan:other:a&lt;b&gt;:"
    assert len(asked) == 2


def test_a_piece_never_sees_what_it_does_not_name():
    said = Template(PIECE).render(Context({"kind": "k", "words": [], "caller": "Siti"}))
    assert "Siti" not in said


@pytest.mark.parametrize(("language", "word"), [("id", "Simpan"), ("en", "Save")])
def test_each_language_has_its_own(language, word):
    piece = Template(PIECE)
    with translation.override("en" if language == "id" else "id"):
        piece.render(Context({"kind": "k"}))
    with translation.override(language):
        assert piece.render(Context({"kind": "k"})).startswith(f"{word}:")


def test_another_template_has_its_own_pieces():
    one = Template("{% load standing %}{% standing %}satu{% endstanding %}")
    two = Template("{% load standing %}{% standing %}dua{% endstanding %}")
    assert (one.render(Context()), two.render(Context())) == ("satu", "dua")
