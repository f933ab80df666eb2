"""Who answers for a village: dated rows that follow one another."""

from datetime import timedelta

import pytest

from kentongan.cli.main import main
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import VillageRole
from kentongan.orgs.types import VillageContactRow
from tests.conftest import NIGHT

VILLAGE = "3324032001"
LATER = NIGHT + timedelta(days=1)


def row(role=VillageRole.HEAD, name="Kades", region=VILLAGE, phone="0294 000 001"):
    return VillageContactRow(region=region, role=role, person_name=name, phone=phone)


def named(region, at=NIGHT):
    return [each.person_name for each in selectors.list_village_contacts(region, at)]


def test_village_has_its_own_contacts_and_its_camat_in_the_order_of_ringing(cast):
    rows = [
        row(VillageRole.CAMAT, "Camat", region="332403"), row(VillageRole.MIDWIFE, "Bidan"), row(),
        row(region="3324032002", name="Lain"),
    ]  # fmt: skip
    services.load_village_contacts(by=SETUP, rows=rows, at=NIGHT)
    assert named(VILLAGE) == ["Kades", "Bidan", "Camat"]
    assert named("332403") == ["Camat"]
    assert named("3324") == []


def test_new_head_follows_the_old_one_and_others_stay(cast):
    services.load_village_contacts(
        by=SETUP, rows=[row(), row(VillageRole.MIDWIFE, "Bidan")], at=NIGHT
    )
    services.load_village_contacts(by=SETUP, rows=[row(name="Kades baru")], at=LATER)
    assert named(VILLAGE, LATER) == ["Kades baru", "Bidan"]
    assert named(VILLAGE, NIGHT) == ["Kades", "Bidan"]


def test_whoever_may_not_configure_loads_nothing(cast):
    with pytest.raises(NotAllowed):
        services.load_village_contacts(by=cast.operator, rows=[row()], at=NIGHT)


def test_file_is_loaded_whole_or_not_at_all(cast, tmp_path, capsys):
    path = tmp_path / "kontak.csv"
    title = "region,role,name,phone,legal_basis\n"
    path.write_text(title + "33.24.03.2001,head,Kades,0294 000 001,SK 1/2026\n")
    assert main(["regions", "load-contacts", str(path)]) == 0
    assert "1 contacts stand from now on" in capsys.readouterr().out
    path.write_text(title + "33.24.03.2001,head,Baru,0294 000 002,\n33.24.03.2001,raja,X,1,\n")
    assert main(["regions", "load-contacts", str(path)]) == 2
    assert "kontak.csv:3" in capsys.readouterr().err
    assert named(VILLAGE, NIGHT + timedelta(days=10_000)) == ["Kades"]
