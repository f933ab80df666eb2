"""Addresses of Pengaturan: the regency's own decisions."""

from django.urls import path

from kentongan.console.views import (
    settings,
    settings_agencies,
    settings_categories,
    settings_holidays,
    settings_limits,
    settings_national,
    settings_neighbours,
    settings_package,
    settings_quality,
    settings_ratings,
    settings_times,
    settings_trial,
)

_HOME = "pengaturan"
_ORGS = f"{_HOME}/instansi"
_ORG = f"{_ORGS}/<uuid:org_id>"
_KINDS = f"{_HOME}/jenis"

urlpatterns = [
    path(_HOME, settings.settings, name="settings"),
    path(f"{_HOME}/coba", settings_trial.trial, name="settings-trial"),
    path(f"{_HOME}/coba/jalankan", settings_trial.rehearse, name="rehearse"),
    path(f"{_HOME}/paket", settings_package.package, name="settings-package"),
    path(f"{_HOME}/paket/unduh", settings_package.export, name="export-package"),
    path(f"{_HOME}/paket/periksa", settings_package.compare, name="compare-package"),
    path(f"{_HOME}/paket/terapkan", settings_package.take_over, name="import-package"),
    path(f"{_HOME}/janji", settings.promises, name="settings-promises"),
    path(f"{_HOME}/janji/tetapkan", settings.set_promise, name="set-promise"),
    path(f"{_HOME}/masa-simpan", settings.retention, name="settings-retention"),
    path(f"{_HOME}/masa-simpan/tetapkan", settings.set_retention, name="set-retention"),
    path(f"{_HOME}/ambang", settings_limits.limits, name="settings-limits"),
    path(f"{_HOME}/ambang/tetapkan", settings_limits.set_limit, name="set-limit"),
    path(f"{_HOME}/waktu", settings_times.times, name="settings-times"),
    path(f"{_HOME}/waktu/meja", settings_times.set_desk_times, name="set-desk-times"),
    path(f"{_HOME}/waktu/piket", settings_times.set_duty_times, name="set-duty-times"),
    path(f"{_HOME}/mutu", settings_quality.form, name="settings-quality"),
    path(f"{_HOME}/mutu/tetapkan", settings_quality.set_form, name="set-quality-form"),
    path(f"{_HOME}/laporan-nasional", settings_national.mapping, name="settings-national"),
    path(
        f"{_HOME}/laporan-nasional/tetapkan",
        settings_national.set_mapping,
        name="set-national-mapping",
    ),
    path(f"{_HOME}/hari-libur", settings_holidays.holidays, name="settings-holidays"),
    path(f"{_HOME}/hari-libur/tetapkan", settings_holidays.set_holiday, name="set-holiday"),
    path(f"{_HOME}/hari-libur/tempel", settings_holidays.paste_holidays, name="paste-holidays"),
    path(
        f"{_HOME}/hari-libur/<uuid:holiday_id>/cabut",
        settings_holidays.withdraw_holiday,
        name="withdraw-holiday",
    ),
    path(f"{_HOME}/penilaian", settings_ratings.terms, name="settings-ratings"),
    path(f"{_HOME}/penilaian/tetapkan", settings_ratings.set_terms, name="set-rating-terms"),
    path(f"{_HOME}/tetangga", settings_neighbours.nodes, name="settings-neighbours"),
    path(f"{_HOME}/tetangga/simpan", settings_neighbours.set_node, name="set-neighbour"),
    path(
        f"{_HOME}/tetangga/<uuid:neighbour_id>/uji",
        settings_neighbours.try_node,
        name="try-neighbour",
    ),
    path(
        f"{_HOME}/tetangga/<uuid:neighbour_id>/akhiri",
        settings_neighbours.end_node,
        name="end-neighbour",
    ),
    path(_KINDS, settings_categories.categories, name="settings-categories"),
    path(f"{_KINDS}/tetapkan", settings_categories.define_category, name="define-category"),
    path(f"{_KINDS}/jawaban", settings_categories.define_fact, name="define-fact"),
    path(f"{_KINDS}/<str:code>", settings_categories.one_category, name="settings-category"),
    path(_ORGS, settings_agencies.agencies, name="settings-agencies"),
    path(f"{_ORGS}/baru", settings_agencies.open_agency, name="open-agency"),
    path(_ORG, settings_agencies.agency, name="settings-agency"),
    path(f"{_ORG}/ubah", settings_agencies.change_agency, name="change-agency"),
    path(f"{_ORG}/mode", settings_agencies.set_mode, name="set-mode"),
    path(f"{_ORG}/alarm", settings_agencies.set_station_alarm, name="set-station-alarm"),
    path(f"{_ORG}/telepon", settings_agencies.set_chain, name="set-chain"),
    path(f"{_ORG}/janji", settings_agencies.set_agency_promise, name="set-agency-promise"),
    path(f"{_ORG}/tugas", settings_agencies.add_route, name="add-task"),
    path(f"{_ORG}/jaga", settings_agencies.set_cover, name="set-cover"),
    path(f"{_ORG}/pos", settings_agencies.open_post, name="open-post"),
    path(f"{_ORG}/unit", settings_agencies.add_unit, name="add-unit"),
    path(f"{_HOME}/tugas/<int:rule_id>/akhiri", settings_agencies.end_route, name="end-route"),
    path(
        f"{_HOME}/pos/<uuid:post_id>/cakupan", settings_agencies.set_coverage, name="set-coverage"
    ),
]
