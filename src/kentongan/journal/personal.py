"""Personal data (UU PDP 27/2022): fields that are marked, encrypted at rest, and emptied in time.

`PersonalText` is for what a person can be told by. The database sees ciphertext; Python sees text;
screens mask it unless someone reveals it, which is an act. Exact search goes through a blind index.
"""

import functools
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import phonenumbers
from django.apps import apps
from django.conf import settings
from django.db import models

from kentongan.journal.watchers import watch
from kentongan.kernel.keys import PREFIX, KeyGone, KeyRing, load_keys

if TYPE_CHECKING:  # Django's fields are generic only in their stubs
    TextField = models.TextField[str, str]
else:
    TextField = models.TextField


@functools.cache
def keyring() -> KeyRing:
    """This node's keys, read once per process."""
    return load_keys(settings.KEYS_DIR)


def forget_keyring(_: UUID | None = None) -> None:
    """Read the keys again next time: one was added, by this process or another."""
    keyring.cache_clear()


watch("journal.key.", forget_keyring)


def open_sealed(sealed: str) -> str:
    """The text behind a sealed value, by a key that another process may just have added."""
    try:
        return keyring().open(sealed)
    except KeyGone:
        forget_keyring()
        return keyring().open(sealed)


def open_sealed_bytes(key_id: str, sealed: bytes) -> bytes:
    """The same for raw bytes whose key's id is kept beside them."""
    try:
        return keyring().open_bytes(key_id, sealed)
    except KeyGone:
        forget_keyring()
        return keyring().open_bytes(key_id, sealed)


class PersonalText(TextField):
    """Text about a person. `retention` is the class of the retention rule that empties it.

    With `encrypted=False` it is only marked: for narratives and addresses that desks must search.
    """

    def __init__(
        self, *args: Any, retention: str = "call", encrypted: bool = True, **kwargs: Any
    ) -> None:
        self.retention = retention
        self.encrypted = encrypted
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return (
            name,
            path,
            args,
            {**kwargs, "retention": self.retention, "encrypted": self.encrypted},
        )

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return keyring().seal(text) if self.encrypted and text else text

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        if value and self.encrypted and value.startswith(f"{PREFIX}."):
            return open_sealed(value)
        return value


def personal_fields(model: type[models.Model]) -> list[PersonalText]:
    """The marked fields of a model."""
    return [f for f in model._meta.get_fields() if isinstance(f, PersonalText)]


def models_with_personal_fields() -> list[type[models.Model]]:
    """Every model that holds personal data, for retention, the twin, and the reference."""
    return [model for model in apps.get_models() if personal_fields(model)]


def phone_index(number: str) -> bytes | None:
    """The blind index of a telephone number, by its E.164 form; None for no number."""
    normal = normal_phone(number)
    return keyring().blind_index(normal) if normal else None


_MOBILE = re.compile(r"\+628[1-9][0-9]{7,10}", re.ASCII)


def normal_phone(number: str) -> str:
    """E.164 where the number can be read as one (Indonesia assumed), else its digits."""
    if _MOBILE.fullmatch(number):
        return number  # is E.164 already: parsing it would cost a tenth of an intake
    try:
        parsed = phonenumbers.parse(number, "ID")
    except phonenumbers.NumberParseException:
        return "".join(filter(str.isdigit, number))
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


RETENTION_CLASSES = {
    "call": timedelta(days=365),
    "duty": timedelta(days=5 * 365),
    "track": timedelta(days=90),
}
"""With what a new node begins; from then on the regency's dated rows say it (`periods`)."""

STARTING_BASIS = "bawaan Kentongan — belum ditetapkan daerah"
"""The legal basis of those rows: none yet, and it says so."""
