"""Recordings are opened by role with a reason, sealed where stored, deleted after their days."""

from datetime import timedelta

import pytest

from kentongan.exchange.facts import FactKind
from kentongan.incidents import services as incidents
from kentongan.incidents.errors import RestrictedUnread
from kentongan.incidents.models import Incident
from kentongan.journal import retention
from kentongan.journal.models import Entry
from kentongan.kernel.actors import REACTIONS, RETENTION
from kentongan.kernel.errors import Failure, NotAllowed, NotFound
from kentongan.orgs.selectors import reveals_of_week, rights_of, week_of
from kentongan.recordings import errors, selectors, services
from kentongan.recordings.adapters import copies as adapter
from kentongan.recordings.enums import FlagKind
from kentongan.recordings.models import Flag, Opening, Recording
from tests.conftest import NIGHT
from tests.exchange.make import hear
from tests.incidents.make import make_incident
from tests.recordings.make import PLACE, SOON, SOUND, copies, make_recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "connected")]
LATER = NIGHT + timedelta(days=91)
NOT_THEIRS = (
    "operator", "dispatcher", "fire_officer", "medical_officer", "camat", "village_head",
    "leader", "pusdalops", "admin", "auditor", "doctor", "outsider",
)  # fmt: skip


@pytest.fixture
def connected(settings):
    settings.CTI_SECRET = "rahasia-uji"


def opened(cast, recording, at=NIGHT):
    return services.open_recording(
        by=cast.supervisor, recording_id=recording.id, reason="Penilaian mutu", at=at
    )


def flag(cast, recording, kind=FlagKind.COMPLAINT, at=NIGHT, **more):
    values = {"reason": "Pengaduan keluarga", **more}
    return services.flag_recording(
        by=cast.supervisor, recording_id=recording.id, kind=kind, at=at, **values
    )


def play(cast, recording, begin=0, end=None, at=NIGHT):
    sound = selectors.find_sound(cast.supervisor, recording.id, at)
    return b"".join(sound.read(begin, sound.size if end is None else end))


def kinds():
    found = Entry.objects.filter(kind__startswith="recordings.").order_by("seq")
    return [entry.kind.removeprefix("recordings.recording.") for entry in found]


def test_what_the_exchange_tells_is_noted_once_and_sealed_in_the_database(monitor):
    recording = make_recording()
    make_recording()
    assert Recording.objects.count() == 1
    assert recording.place == PLACE
    raw = Recording.objects.extra(select={"raw": "place"}).values_list("raw", flat=True).get()
    assert "q-112" not in raw
    assert kinds() == ["noted"]
    assert "q-112" not in str(list(Entry.objects.values_list("data", flat=True)))


@pytest.mark.parametrize("name", NOT_THEIRS)
def test_nobody_but_the_supervisor_opens_or_lists_any(cast, monitor, name):
    recording, by = make_recording(), cast.actor(name)
    acts = (
        lambda: selectors.list_recordings(by, recording.call_id, NIGHT),
        lambda: services.open_recording(
            by=by, recording_id=recording.id, reason="ingin tahu", at=NIGHT
        ),
        lambda: selectors.find_sound(by, recording.id, NIGHT),
    )
    for act in acts:
        with pytest.raises((NotAllowed, NotFound)):
            act()
    assert not Opening.objects.exists()


def test_it_plays_only_after_it_was_opened_for_a_while_and_to_whoever_opened_it(cast, monitor):
    recording = make_recording()
    with pytest.raises(errors.NotOpened):
        play(cast, recording)
    opening = opened(cast, recording)
    assert play(cast, recording) == SOUND
    assert play(cast, recording, 70_000, 70_010) == SOUND[70_000:70_010]
    with pytest.raises(errors.NotOpened):
        play(cast, recording, at=opening.until_at)


def test_every_opening_is_in_the_weekly_list_with_its_reason_and_counts_as_a_reading(cast, monitor):
    recording = make_recording()
    opened(cast, recording)
    rights = rights_of(cast.auditor)
    [row] = selectors.list_openings(rights, NIGHT - timedelta(days=1), NIGHT + timedelta(days=1))
    assert (row.opened_by, row.reason) == (cast.supervisor.id, "Penilaian mutu")
    [week] = reveals_of_week(rights, week_of((NIGHT + timedelta(hours=7)).date()))
    assert (week.person_id, week.recordings) == (cast.supervisor.id, 1)
    [entry] = Entry.objects.filter(kind="recordings.recording.opened")
    assert "mutu" not in str(entry.facts)


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 301])
def test_without_a_reason_nothing_opens(cast, monitor, reason):
    recording = make_recording()
    with pytest.raises(errors.ReasonMissing):
        services.open_recording(
            by=cast.supervisor, recording_id=recording.id, reason=reason, at=NIGHT
        )
    with pytest.raises(errors.ReasonMissing):
        flag(cast, recording, reason=reason)


def test_of_a_restricted_incident_the_incident_is_opened_first(cast, monitor):
    recording = make_recording()
    incident = make_incident()
    Incident.objects.filter(id=incident.id).update(is_restricted=True)
    recording.call.incident_id = incident.id
    type(recording.call).objects.filter(id=recording.call_id).update(incident=incident)
    with pytest.raises(RestrictedUnread):
        opened(cast, recording)
    incidents.read_restricted(by=cast.supervisor, incident_id=incident.id, at=NIGHT)
    assert opened(cast, recording)


def test_a_missing_file_and_an_unconnected_exchange_say_so(cast, monitor, settings):
    recording = make_recording()
    opened(cast, recording)
    (monitor / "2026/11/q-112.wav").unlink()
    with pytest.raises(errors.SoundMissing):
        play(cast, recording)
    settings.RECORDINGS_SOURCE = ""
    with pytest.raises(errors.SoundMissing):
        play(cast, recording)


def test_a_link_out_of_the_folder_is_not_followed(cast, monitor, tmp_path):
    outside = tmp_path / "outside.wav"
    outside.write_bytes(b"RIFF secret")
    (monitor / "2026/11/q-112.wav").unlink()
    (monitor / "2026/11/q-112.wav").symlink_to(outside)
    recording = make_recording()
    opened(cast, recording)
    with pytest.raises(errors.HostilePlace):
        play(cast, recording)


def test_a_stored_copy_is_sealed_on_the_disk_and_plays_in_parts(cast, monitor, settings):
    settings.RECORDINGS_STORE = True
    recording = make_recording()
    assert services.store_due(at=SOON) == 1
    (monitor / "2026/11/q-112.wav").unlink()  # the exchange has rotated it away
    [copy] = copies()
    sealed = copy.read_bytes()
    assert b"RIFF" not in sealed and b"WAVE" not in sealed and SOUND[100:140] not in sealed
    assert copy.stat().st_mode & 0o077 == 0
    opened(cast, recording)
    assert play(cast, recording) == SOUND
    for begin, end in ((0, 1), (65_535, 65_537), (131_072, len(SOUND)), (1, len(SOUND) - 1)):
        assert play(cast, recording, begin, end) == SOUND[begin:end]
    recording.refresh_from_db()
    assert recording.file_key and recording.store_at is None
    assert selectors.next_to_store() is None


def test_a_changed_exchanged_or_shortened_copy_does_not_play(cast, monitor, settings):
    settings.RECORDINGS_STORE = True
    recording = make_recording()
    services.store_due(at=SOON)
    opened(cast, recording)
    [copy] = copies()
    sealed, block = copy.read_bytes(), adapter.SEALED
    exchanged = sealed[block : 2 * block] + sealed[:block] + sealed[2 * block :]
    changed = bytes([sealed[0] ^ 1]) + sealed[1:]
    for forged in (exchanged, changed, sealed[: 2 * block], b""):
        copy.write_bytes(forged)
        with pytest.raises(errors.SoundMissing):
            play(cast, recording)


def test_storing_is_tried_again_and_given_up_in_the_end(monitor, settings):
    settings.RECORDINGS_STORE = True
    (monitor / "2026/11/q-112.wav").unlink()
    recording = make_recording()
    while (due := selectors.next_to_store()) is not None:
        services.store_due(at=due)
    recording.refresh_from_db()
    assert (recording.store_tries, recording.stored_at) == (selectors.MOST_TRIES, None)
    assert not copies()


def test_no_copy_is_taken_of_half_a_call(cast, monitor, settings):
    settings.RECORDINGS_STORE = True
    (monitor / "2026/11/q-112.wav").write_bytes(SOUND[:1000])  # it is told when it begins
    recording = make_recording(speaks=True)
    flag(cast, recording)
    for minute in range(1, 41):
        services.store_due(at=NIGHT + timedelta(minutes=minute))
    assert not copies()
    (monitor / "2026/11/q-112.wav").write_bytes(SOUND)
    end = NIGHT + timedelta(minutes=40)
    hear(FactKind.HUNG_UP, at=end)
    services.store_due(at=end + timedelta(seconds=20))
    assert not copies()
    services.store_due(at=selectors.next_to_store() or end)
    (monitor / "2026/11/q-112.wav").unlink()
    recording.refresh_from_db()
    assert (recording.store_tries, recording.size_bytes) == (0, len(SOUND))
    opened(cast, recording)
    assert play(cast, recording) == SOUND


def test_a_line_whose_end_was_never_told_is_copied_in_the_end(monitor, settings):
    settings.RECORDINGS_STORE = True
    make_recording(speaks=True)
    services.store_due(at=NIGHT + timedelta(hours=11))
    assert not copies()
    services.store_due(at=NIGHT + timedelta(hours=13))
    assert copies()


def test_after_ninety_days_key_place_and_bytes_are_gone_and_the_row_says_so(
    cast, monitor, settings
):
    settings.RECORDINGS_STORE = True
    recording = make_recording()
    services.store_due(at=SOON)
    retention.run_all(NIGHT + timedelta(days=89))
    assert copies()
    retention.run_all(LATER)
    recording.refresh_from_db()
    assert (recording.place, recording.file_key, recording.copy_name) == ("", "", "")
    assert recording.deleted_at == LATER
    assert not copies()
    assert kinds()[-2:] == ["deleted", "copy-removed"]
    with pytest.raises(errors.RecordingDeleted):
        opened(cast, recording, at=LATER)
    make_recording()  # told again by an exchange that replays: it stays deleted
    assert Recording.objects.get().deleted_at == LATER


def test_killed_between_key_and_bytes_the_next_run_takes_the_bytes(monitor, settings, monkeypatch):
    settings.RECORDINGS_STORE = True
    recording = make_recording()
    services.store_due(at=SOON)

    def killed(_name):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(adapter, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            services.delete_over(by=RETENTION, at=LATER)
    recording.refresh_from_db()
    assert recording.deleted_at and not recording.file_key and copies()
    services.delete_over(by=RETENTION, at=LATER)
    assert not copies()


def test_files_that_belong_to_nothing_are_swept_after_a_day(monitor, settings):
    settings.RECORDINGS_DIR.mkdir()
    (settings.RECORDINGS_DIR / ".incoming-x").write_bytes(b"half")
    services.sweep_copies(by=RETENTION, at=NIGHT - timedelta(days=3650))
    assert copies()
    services.sweep_copies(by=RETENTION, at=NIGHT + timedelta(days=3650))
    assert not copies()


def test_a_flagged_one_is_copied_and_kept_until_it_is_let_go(cast, monitor):
    recording = make_recording()
    held = flag(cast, recording)
    assert services.store_due(at=SOON) == 1
    retention.run_all(LATER)
    recording.refresh_from_db()
    assert recording.deleted_at is None and copies()
    services.lift_flag(by=cast.supervisor, flag_id=held.id, at=LATER)
    with pytest.raises(errors.FlagLifted):
        services.lift_flag(by=cast.supervisor, flag_id=held.id, at=LATER)
    retention.run_all(LATER)
    recording.refresh_from_db()
    assert recording.deleted_at == LATER and not copies()


def test_a_police_request_has_the_number_of_its_letter(cast, monitor):
    recording = make_recording()
    for letter in ("", "  ", "x" * 81):
        with pytest.raises(errors.LetterMissing):
            flag(cast, recording, FlagKind.POLICE, letter_number=letter)
    assert flag(cast, recording, FlagKind.POLICE, letter_number="B/12/XI/2026").letter_number
    assert Flag.objects.count() == 1


@pytest.mark.parametrize("text", ["\x00", "a\ud800b"])
def test_hostile_words_are_refused(cast, monitor, text):
    recording = make_recording()
    with pytest.raises(Failure):
        flag(cast, recording, reason=text)
    with pytest.raises(Failure):
        services.open_recording(
            by=cast.supervisor, recording_id=recording.id, reason=text, at=NIGHT
        )


def test_a_call_without_a_recording_notes_none(monitor):

    leg = hear(FactKind.JOINED)
    assert services.note_recordings(by=REACTIONS, call_id=leg.call_id, at=NIGHT) == []
