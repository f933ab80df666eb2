"""Text as it comes from outside: kept byte for byte, or refused when no database could keep it."""

from kentongan.kernel.errors import Unreadable, mark

NUL = "\x00"


def require_storable(field: str, text: str) -> str:
    """The same text. Raises Unreadable for NUL (PostgreSQL cannot hold it) and lone surrogates."""
    if NUL in text:
        raise Unreadable(
            field=field, reason="NUL (U+0000)", expected=mark("Teks tanpa karakter NUL.")
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unreadable(
            field=field, reason="surrogate", expected=mark("Teks Unicode yang utuh (UTF-8).")
        ) from None
    return text


def mask_phone(number: str) -> str:
    """A telephone number as a screen shows it to those who need not dial it: `+62812••••7890`."""
    if len(number) < 8:
        return "•" * len(number)
    return f"{number[:5]}{'•' * 4}{number[-3:]}"


def mask_name(name: str) -> str:
    """A person's name as initials: `Siti Aminah` → `S•• A••`."""
    return " ".join(f"{part[0]}••" for part in name.split()) if name.strip() else ""
