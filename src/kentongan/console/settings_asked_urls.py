"""Addresses of Pengaturan: what is asked, of whom, and where."""

from django.urls import path

from kentongan.console.views import (
    settings_closing,
    settings_conditions,
    settings_guidance,
    settings_plans,
    settings_questions,
    settings_reach,
    settings_sameness,
    settings_villages,
)

_QUESTIONS = "pengaturan/pertanyaan"
_SAME = "pengaturan/kejadian-sama"
_CONDITIONS = "pengaturan/syarat"
_FORMS = "pengaturan/isian"
_PLANS = "pengaturan/rencana"
_REACH = "pengaturan/bidang-layanan"
_CARDS = "pengaturan/panduan"
_CARD = f"{_CARDS}/<uuid:card_id>"
_VILLAGES = "pengaturan/kontak-desa"

urlpatterns = [
    path(_QUESTIONS, settings_questions.questions, name="settings-questions"),
    path(f"{_QUESTIONS}/tetapkan", settings_questions.decide_question, name="decide-question"),
    path(f"{_QUESTIONS}/lihat", settings_questions.preview_question, name="preview-question"),
    path(f"{_QUESTIONS}/pindah", settings_questions.move_question, name="move-question"),
    path(f"{_QUESTIONS}/akhiri", settings_questions.retire_question, name="retire-question"),
    path(
        f"{_QUESTIONS}/<str:category>/<str:code>",
        settings_questions.one_question,
        name="settings-question",
    ),
    path(_SAME, settings_sameness.pairs, name="settings-sameness"),
    path(f"{_SAME}/tetapkan", settings_sameness.decide_pair, name="decide-pair"),
    path(f"{_SAME}/kembalikan", settings_sameness.reset_pairs, name="reset-pairs"),
    path(_PLANS, settings_plans.response_plans, name="settings-plans"),
    path(f"{_PLANS}/tetapkan", settings_plans.set_plan, name="set-plan"),
    path(f"{_PLANS}/coba", settings_plans.trial, name="settings-plan-trial"),
    path(f"{_PLANS}/coba/jalankan", settings_plans.try_plan, name="try-plan"),
    path(f"{_PLANS}/<int:plan_id>", settings_plans.one_plan, name="settings-plan"),
    path(f"{_PLANS}/<int:plan_id>/akhiri", settings_plans.end_plan, name="end-plan"),
    path(_REACH, settings_reach.reach, name="settings-reach"),
    path(f"{_REACH}/tetapkan", settings_reach.set_reach, name="set-reach"),
    path(_VILLAGES, settings_villages.villages, name="settings-villages"),
    path(f"{_VILLAGES}/tetapkan", settings_villages.set_contact, name="set-contact"),
    path(f"{_VILLAGES}/akhiri", settings_villages.end_contact, name="end-contact"),
    path(_CARDS, settings_guidance.cards, name="settings-guidance"),
    path(f"{_CARDS}/impor", settings_guidance.bring_in, name="import-card"),
    path(f"{_CARDS}/bawaan", settings_guidance.bring_in_starters, name="import-starter-cards"),
    path(_CARD, settings_guidance.card, name="settings-guidance-card"),
    path(f"{_CARD}/coba", settings_guidance.walk, name="walk-card"),
    path(f"{_CARD}/setujui", settings_guidance.approve, name="approve-card"),
    path(f"{_CARD}/tarik", settings_guidance.retire, name="retire-card"),
    path(f"{_CARD}/unduh", settings_guidance.export, name="export-card"),
    path(_CONDITIONS, settings_conditions.kinds, name="settings-conditions"),
    path(f"{_CONDITIONS}/lihat", settings_conditions.preview_kind, name="preview-condition"),
    path(f"{_CONDITIONS}/tetapkan", settings_conditions.set_kind, name="set-condition-kind"),
    path(_FORMS, settings_closing.closing_forms, name="settings-closing"),
    path(f"{_FORMS}/lihat", settings_closing.preview_form, name="preview-form"),
    path(f"{_FORMS}/tetapkan", settings_closing.set_form, name="set-form"),
    path(f"{_FORMS}/akhiri", settings_closing.end_form, name="end-form"),
    path(
        f"{_FORMS}/<str:kind>/<str:code>",
        settings_closing.one_form,
        name="settings-closing-form",
    ),
]
