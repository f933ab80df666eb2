"""Foreign keys point down or stay at home. import-linter does not see those given as text."""

from django.apps import apps

from tests.house.source import is_below


def _pointers():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation:
                yield model._meta.app_label, model, field


def test_every_foreign_key_points_down():
    up = [
        f"{model.__name__}.{field.name} → {field.related_model._meta.label}"
        for room, model, field in _pointers()
        if (target := field.related_model._meta.app_label) != room and not is_below(target, room)
    ]
    assert not up, up


def test_journal_holds_plain_values():
    assert not [field for room, _, field in _pointers() if room in {"journal", "kernel", "web"}]
