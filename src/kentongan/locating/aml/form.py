"""The same over HTTPS: a form, signed with HMAC-SHA1 over all of it but the signature itself.

Fields as Android sends them: `device_number`, `location_latitude`, `location_time` (milliseconds),
`location_accuracy` (metres), `location_certainty` (percent), `location_source`.
"""

import hashlib
import hmac
import re
from urllib.parse import parse_qsl

from kentongan.locating.aml.text import moment_of, number, placed
from kentongan.locating.enums import Method, Problem
from kentongan.locating.told import Told

LARGEST = 8 * 1024
MOST_FIELDS = 60
METHODS = {"GPS": Method.GNSS, "GNSS": Method.GNSS, "WIFI": Method.WIFI, "CELL": Method.CELL}
NOBODY_KNOWS = "NONE"
LONGEST_NUMBER = 32

_SIGNATURE = re.compile(rb"(?:\A|&)hmac=([^&]*)")


def is_signed(secret: str, body: bytes) -> bool:
    """Whether `hmac` is that of the rest of the body, in hexadecimal."""
    found = _SIGNATURE.findall(body)
    if len(found) != 1:
        return False
    signed = _SIGNATURE.sub(b"", body, count=1).removeprefix(b"&")
    # SHA-1 is what telephones sign with; as HMAC it is not broken (RFC 6194 §3.3)
    right = hmac.new(secret.encode(), signed, hashlib.sha1).hexdigest()
    return hmac.compare_digest(found[0].lower(), right.encode())


def read_form(body: bytes) -> Told:
    """What the form says."""
    try:
        said = dict(parse_qsl(body.decode("utf-8"), max_num_fields=MOST_FIELDS))
    except ValueError:
        return Told(Problem.GARBLED)
    phone = said.get("device_number", "")[:LONGEST_NUMBER].strip()
    source = said.get("location_source", "").upper()
    at = number(said.get("location_time", ""))
    moment = None if at is None else moment_of(at / 1000)
    if source == NOBODY_KNOWS:
        return Told(Problem.NO_POSITION, measured_at=moment, phone=phone)
    return placed(
        number(said.get("location_latitude", "")), number(said.get("location_longitude", "")),
        number(said.get("location_accuracy", "")), number(said.get("location_certainty", "")),
        METHODS.get(source, Method.UNKNOWN), moment, phone,
    )  # fmt: skip
