"""Log lines: what Django itself says must quote no path, for a path may hold a token."""

import json
import logging

import pytest

from kentongan.web.logs import JsonFormatter


@pytest.mark.parametrize(
    ("logger", "words"),
    [
        ("django.request", "Internal Server Error: %s"),
        ("django.security.csrf", "Forbidden (token missing): %s"),
    ],
)
def test_djangos_own_line_holds_no_token(logger, words):
    record = logging.LogRecord(
        logger, logging.ERROR, __file__, 1, words, ("/k/TANDA-RAHASIA",), None
    )
    line = json.loads(JsonFormatter().format(record))
    assert line["message"] == words.replace("%s", "…")
