"""Akses darurat: for a reason, for an hour, reviewed by somebody else."""

from kentongan.orgs.models import BreakGlass


def test_page_says_what_it_means_before_it_is_used(visit):
    page = visit("operator").text("console:glass")
    assert "60 menit" in page
    assert "orang lain meninjaunya" in page
    assert "Menunggu tinjauan" not in page


def test_glass_is_broken_with_a_reason_only(visit):
    desk = visit("fire_officer")
    refused = desk.post("console:break-glass", reason=" ")
    assert refused.status_code == 400
    assert "Alasan belum ditulis." in refused.content.decode()
    assert desk.post("console:break-glass", reason="112 tidak menjawab").status_code == 204
    page = desk.text("console:calls")
    assert "Akses darurat sedang berlaku" in page


def test_another_person_reviews_it(visit):
    visit("operator").post("console:break-glass", reason="TANDA-ALASAN")
    broken = BreakGlass.objects.get()
    assert "TANDA-ALASAN" in visit("supervisor").text("console:glass")
    assert (
        visit("supervisor").post("console:review-glass", broken.id, note="Perlu").status_code == 204
    )
    assert "Tidak ada yang menunggu tinjauan." in visit("supervisor").text("console:glass")


def test_the_one_who_used_it_does_not_review_it(visit):
    desk = visit("operator")
    desk.post("console:break-glass", reason="mendesak")
    broken = BreakGlass.objects.get()
    assert "Ditinjau oleh orang lain." in desk.text("console:glass")
    assert desk.post("console:review-glass", broken.id, note="baik").status_code == 409


def test_reviews_are_for_those_who_read_the_journal(visit):
    visit("operator").post("console:break-glass", reason="mendesak")
    broken = BreakGlass.objects.get()
    assert "mendesak" not in visit("camat").text("console:glass")
    assert visit("camat").post("console:review-glass", broken.id, note="x").status_code == 403


def test_stranger_and_wrong_method(visit):
    assert visit("stranger").get("console:glass").status_code == 302
    assert visit("stranger").post("console:break-glass", reason="x").status_code == 401
    assert visit("operator").get("console:break-glass").status_code == 405
