"""Log lines: what Django itself says must quote no path, for a path may hold a token."""

import io
import json
import logging
import sys
import threading

import pytest
from django.db import OperationalError
from django.test import Client

from kentongan.accounts import services as accounts
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.web.logs import JsonFormatter, tell_uncaught


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


MARK = "TANDA-SITI-0812"


@pytest.fixture
def told():
    """What the node's log says, line by line."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: out.getvalue()
    logging.getLogger().removeHandler(handler)


def crash(*arguments, **options):
    caller = MARK
    raise ValueError(f"cannot read {caller}")


@pytest.mark.django_db
def test_unexpected_error_is_a_clear_page_with_a_number_that_is_in_the_log(cast, monkeypatch, told):
    monkeypatch.setattr("kentongan.accounts.services.sign_in", crash)
    client = Client(raise_request_exception=False)
    form = {"username": MARK, "password": MARK}
    answer = client.post("/account/sign-in", form)
    assert answer.status_code == 500
    number = answer.headers["X-Request-Id"]
    assert number in answer.content.decode()
    assert "WEB-002" in answer.content.decode()
    line = next(json.loads(each) for each in told().splitlines() if number in each)
    assert line["traceback"][-1] == "ValueError"
    assert any("crash" in frame for frame in line["traceback"])
    assert MARK not in told()
    assert MARK not in answer.content.decode()


@pytest.mark.django_db
def test_unexpected_error_of_the_api_is_a_problem_with_the_same_number(cast, monkeypatch, told):
    monkeypatch.setattr("kentongan.calls.services.receive_call", crash)
    token = accounts.issue_token(
        by=SETUP, user_id=cast.people["operator"].id, label="uji", at=clock.now()
    )
    client = Client(raise_request_exception=False)
    answer = client.post(
        "/api/v1/calls", {"note": MARK}, "application/json",
        headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    assert answer.status_code == 500
    problem = answer.json()
    assert (problem["code"], problem["status"]) == ("WEB-002", 500)
    assert problem["request_id"] == answer.headers["X-Request-Id"]
    assert problem["request_id"] in told()
    assert MARK not in told() + answer.content.decode()


@pytest.mark.django_db
def test_page_that_says_so_comes_up_while_the_database_is_away(cast, monkeypatch):
    def fail():
        raise OperationalError(MARK)

    monkeypatch.setattr("kentongan.journal.selectors.node", fail)
    answer = Client(raise_request_exception=False).get("/account/sign-in")
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.content.decode()
    assert MARK not in answer.content.decode()


def test_what_nobody_caught_is_logged_without_its_values(monkeypatch, told, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    tell_uncaught()
    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    assert json.loads(told().splitlines()[-1])["traceback"][-1] == "ValueError"
    assert MARK not in told() + capsys.readouterr().err


def test_asyncios_words_about_a_failed_task_hold_no_values(told):
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: <%s>", MARK)
    assert "never retrieved" in told()
    assert MARK not in told()
