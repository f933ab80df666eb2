"""One link in two hands at the same moment: one rating, one complaint, and nobody is told "broken".

And the timekeeper of two workers: one message.
"""

import threading

import pytest
from django.db import connection

from kentongan.journal.models import Entry
from kentongan.messaging.models import Message
from kentongan.ratings.models import Complaint, Rating
from tests.incidents.make import make_categories
from tests.ratings.make import make_closed, make_sent, make_terms, plan, rate, send

ROUNDS = 8


def together(*works):
    """All of them at once; what failed."""
    start, failed = threading.Barrier(len(works)), []

    def run(work):
        try:
            start.wait(60)
            work()
        except BaseException as failure:
            failed.append(failure)
        finally:
            connection.close()

    hands = [threading.Thread(target=run, args=(work,)) for work in works]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)
    return failed


@pytest.mark.django_db(transaction=True)
def test_of_two_posts_with_one_link_the_second_changes(cast):
    make_categories()
    make_terms(again_after_days=0)
    for number in range(1, ROUNDS + 1):
        _, token = make_sent(cast)
        failed = together(lambda t=token: rate(t, 1), lambda t=token: rate(t, 2))
        assert failed == []
        assert (Rating.objects.count(), Complaint.objects.count()) == (number, number)
    given = Entry.objects.filter(kind="ratings.rating.given").order_by("seq")
    assert [entry.facts["is_change"] for entry in given] == [False, True] * ROUNDS
    assert Entry.objects.filter(kind="ratings.complaint.opened").count() == ROUNDS


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_message(cast):
    make_categories()
    make_terms(again_after_days=0)
    for number in range(1, ROUNDS + 1):
        [invitation] = plan(make_closed(cast))
        failed = together(lambda i=invitation: send(i), lambda i=invitation: send(i))
        assert failed == []
        assert Message.objects.filter(purpose="FEEDBACK").count() == number
