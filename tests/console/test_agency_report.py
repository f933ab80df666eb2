"""Laporan instansi: an officer's own figures by day and month, and nobody else's."""

from tests.dispatch.make import make_accepted, make_ticket
from tests.incidents.make import MARK_NAME, MARK_PHONE


def test_officer_reads_today_yesterday_and_the_months_of_the_own_agency(visit, cast):
    make_accepted(cast)
    make_ticket(cast)
    page = visit("fire_officer").text("console:agency-report")
    for title in ("Hari ini", "Kemarin", "Bulan ini", "Bulan lalu"):
        assert f">{title}</h2>" in page
    assert "<dt>Tiket</dt><dd>2</dd>" in page
    assert MARK_PHONE not in page
    assert MARK_NAME not in page
    assert "<dt>Tiket</dt>" not in visit("medical_officer").text("console:agency-report")


def test_it_is_a_tab_of_the_agencies_and_closed_to_others(visit):
    assert "/laporan-instansi" in visit("fire_officer").text("console:duty")
    assert "/laporan-instansi" not in visit("operator").text("console:duty")
    assert visit("operator").get("console:agency-report").status_code == 403
