"""Addresses of a crew's page, all below /k/: its cookie goes nowhere else."""

from django.urls import path

from kentongan.field.views import acts, entry, installing, scene, sheet

app_name = "field"
urlpatterns = [
    path("", sheet.crew_page, name="crew"),
    path("isi", sheet.crew_part, name="part"),
    path("peta/<uuid:assignment_id>", sheet.area_map, name="map"),
    path("langkah/<uuid:assignment_id>/<slug:step>", acts.take_step, name="step"),
    path("situasi/<uuid:assignment_id>", acts.size_up, name="size-up"),
    path("bantuan/<uuid:assignment_id>", acts.ask_for_help, name="help"),
    path("foto/<uuid:incident_id>", acts.send_photo, name="photo"),
    path("bicara/<uuid:assignment_id>", scene.talk, name="talk"),
    path("bahaya", scene.raise_danger, name="danger"),
    path("bahaya/aman", scene.say_over, name="danger-over"),
    path("awak", acts.seat_crew, name="seat"),
    path("kesiapan", acts.confirm_readiness, name="ready"),
    path("status", acts.set_state, name="state"),
    path("posisi", acts.report_position, name="position"),
    path("jalan", acts.report_road, name="road"),
    path("pelapor/<uuid:report_id>", acts.reveal_reporter, name="reporter"),
    path("app.webmanifest", installing.manifest, name="manifest"),
    path("luring.js", installing.worker, name="worker"),
    path("luring", installing.without_a_line, name="without-a-line"),
    path("<str:token>", entry.open_by_token, name="enter"),
]
