"""Two administrators end each other's role at the same moment: one of them stays."""

import threading

import pytest
from django.db import connection

from kentongan.kernel.actors import SETUP, Actor
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs import services
from kentongan.orgs.enums import Role
from kentongan.orgs.errors import LastAdministrator
from kentongan.orgs.models import RoleGrant
from tests.cast import KENDAL, Cast
from tests.conftest import NIGHT
from tests.orgs.make import make_person

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 20


def end(by: Actor, grant: RoleGrant, both: threading.Barrier, told: list[object]) -> None:
    both.wait()
    try:
        services.end_grant(by=by, grant_id=grant.id, at=NIGHT)
        told.append("ended")
    except (LastAdministrator, NotAllowed) as refusal:
        told.append(refusal)
    except BaseException as failure:
        told.append(f"failed: {failure!r}")
    finally:
        connection.close()


def test_one_administrator_stays(cast: Cast, night: object) -> None:
    second = make_person(cast, "second-admin", Role.ADMIN)
    people = [cast.people["admin"], second]
    for _ in range(ROUNDS):
        grants = [RoleGrant.objects.get(user=p, role=Role.ADMIN, valid_until=None) for p in people]
        told: list[object] = []
        both = threading.Barrier(2)
        threads = [
            threading.Thread(target=end, args=(Actor(id=who.id), grant, both, told))
            for who, grant in zip(people, reversed(grants), strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        left = RoleGrant.objects.filter(role=Role.ADMIN, valid_until=None)
        assert (told.count("ended"), left.count()) == (1, 1), told
        _begin_again(cast, people)


def _begin_again(cast: Cast, people: list[object]) -> None:
    for person in people:
        held = RoleGrant.objects.filter(user=person, role=Role.ADMIN, valid_until=None)
        if not held.exists():
            services.grant_role(
                by=SETUP, user_id=person.id, org_id=cast.org_id("centre"), role=Role.ADMIN,
                region=KENDAL, at=NIGHT,
            )  # fmt: skip
