"""The OpenAPI 3.1 document, made from the endpoints themselves: it cannot say what they do not."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any, get_type_hints

import msgspec

from kentongan.web.endpoints import JSON, Endpoint

PROBLEM = "application/problem+json"
REF = "#/components/schemas/{name}"

_CONVERTED = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
_PATH_TYPES: dict[str, dict[str, Any]] = {
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "minimum": 0},
    "str": {"type": "string"},
}
_READING = {400: "BadRequest", 401: "NotSigned", 403: "NotAllowed", 404: "NotFound"}
_WRITING = {**_READING, 409: "Refused", 422: "KeyReused"}
_EDITING = {**_WRITING, 412: "Outdated"}
_GUESSED = {429: "TooManyTries"}

_WHY = {
    "BadRequest": "The input cannot be what it claims to be; `what` names the field.",
    "NotSigned": "Nobody is signed in: no token, no session, or one that has ended.",
    "NotAllowed": "Roles, region and tasks of the organisation do not give this right.",
    "NotFound": "There is no such thing, or none that the asker may know of.",
    "Refused": "A rule says no: `what` happened, the `rule`, and the `advice` what to do now.",
    "Outdated": "Somebody was first; `current` is the record as it is, `sent` what was given.",
    "KeyReused": "This Idempotency-Key was used for another request (JOURNAL-001).",
    "TooManyTries": "Too many wrong tries of a secret: the next has to wait (ACCOUNTS-002).",
}


class Problem(msgspec.Struct, omit_defaults=True):
    """A refusal (RFC 9457): a stable code, and three sentences in the language asked for."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    what: str
    rule: str
    advice: str
    request_id: str | None = None


def document(
    endpoints: Sequence[Endpoint], *, title: str, version: str, description: str, server: str
) -> dict[str, Any]:
    """The whole document as plain values."""
    types = {t for e in endpoints for t in (e.body, e.answer) if _is_schema(t)} | {Problem}
    schemas, components = msgspec.json.schema_components(
        sorted(types, key=str), schema_hook=schema_of, ref_template=REF
    )
    by_type = dict(zip(sorted(types, key=str), schemas, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": version,
            "description": description,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": server}],
        "tags": [{"name": tag} for tag in dict.fromkeys(e.tag for e in endpoints)],
        "security": [{"bearer": []}, {"session": []}],
        "paths": _paths(endpoints, by_type),
        "components": {
            "schemas": components,
            "responses": _problem_responses(by_type[Problem]),
            "securitySchemes": _SECURITY,
        },
    }


_SECURITY = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "From `kentongan token create --user U`.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "kentongan_NODE",
        "description": (
            "The session of a browser; NODE are the last twelve digits of this node's id, so that "
            "two nodes on one host keep their own. Writes also need X-CSRFToken."
        ),
    },
}


def schema_of(kind: type) -> dict[str, Any]:
    """The schema of a type that msgspec does not know: Django's choices."""
    if issubclass(kind, Enum):
        return {"type": "string", "enum": [str(member.value) for member in kind]}
    raise NotImplementedError(kind)


def _is_schema(kind: Any) -> bool:
    return kind is not None and kind is not bytes


def _paths(endpoints: Iterable[Endpoint], by_type: dict[Any, Any]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for endpoint in endpoints:
        path = _CONVERTED.sub(r"{\g<name>}", endpoint.route)
        paths.setdefault(path, {})[endpoint.method.lower()] = _operation(endpoint, by_type)
    return paths


def _operation(endpoint: Endpoint, by_type: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "tags": [endpoint.tag],
        "parameters": [
            *_path_parameters(endpoint),
            *_query_parameters(endpoint),
            *_headers(endpoint),
        ],
        "responses": _responses(endpoint, by_type),
    }
    if endpoint.description:
        operation["description"] = endpoint.description
    if (body := _body(endpoint, by_type)) is not None:
        operation["requestBody"] = body
    return operation


def _body(endpoint: Endpoint, by_type: dict[Any, Any]) -> dict[str, Any] | None:
    if endpoint.takes != JSON:
        schema = {"type": "string", "format": "binary"}
        return {"required": True, "content": {endpoint.takes: {"schema": schema}}}
    if endpoint.body is None:
        return None
    content: dict[str, Any] = {"schema": by_type[endpoint.body]}
    if endpoint.example is not None:
        content["example"] = endpoint.example
    needs = any(f.required for f in msgspec.structs.fields(endpoint.body))
    return {"required": needs, "content": {JSON: content}}


def _path_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    found = []
    for match in _CONVERTED.finditer(endpoint.route):
        name = match["name"]
        schema = dict(_PATH_TYPES[match["kind"] or "str"])
        if name in endpoint.choices:
            schema["enum"] = list(endpoint.choices[name])
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    return found


def _query_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    if endpoint.query is None:
        return []
    hints = get_type_hints(endpoint.query, include_extras=True)
    return [
        _query_parameter(field, hints[field.name])
        for field in msgspec.structs.fields(endpoint.query)
    ]


def _query_parameter(field: msgspec.structs.FieldInfo, kind: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([kind], schema_hook=schema_of, ref_template=REF)
    schema = _without_null(schema)
    parameter = {
        "name": field.encode_name, "in": "query", "required": field.required, "schema": schema,
    }  # fmt: skip
    if "description" in schema:
        parameter["description"] = schema.pop("description")
    return parameter


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A query cannot say null: what may be left out is simply not given."""
    options = [o for o in schema.get("anyOf", []) if o != {"type": "null"}]
    if len(options) == 1:
        return {**options[0], **{k: v for k, v in schema.items() if k not in {"anyOf", "default"}}}
    return schema


def _headers(endpoint: Endpoint) -> list[dict[str, Any]]:
    headers = []
    if endpoint.method != "GET" and not endpoint.exempt:
        headers.append(_header(
            "Idempotency-Key",
            "A text of your own (a UUID). Sent again with the same request, it is answered the "
            "same, with `Idempotent-Replayed: true`, for 48 hours.",
            {"type": "string", "maxLength": 120, "pattern": "^[!-~]+$"},
        ))  # fmt: skip
    if endpoint.edits:
        headers.append(_header(
            "If-Match",
            "The version that was seen, as its `ETag` or its number.",
            {"type": "string", "pattern": '^"?[0-9]{1,9}"?$'},
        ))  # fmt: skip
    return headers


def _header(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "header", "description": description, "schema": schema}


def _responses(endpoint: Endpoint, by_type: dict[Any, Any]) -> dict[str, Any]:
    right: dict[str, Any] = {"description": _GOOD.get(endpoint.status, "The answer.")}
    if endpoint.answer is bytes:
        right["content"] = {endpoint.media_type: {}}
    elif endpoint.answer is not None:
        right["content"] = {endpoint.media_type: {"schema": by_type[endpoint.answer]}}
    if endpoint.status == 201:  # noqa: PLR2004 - Created
        right["headers"] = {
            "Location": {"description": "Where it is found.", "schema": {"type": "string"}}
        }
    kinds = _EDITING if endpoint.edits else _READING if endpoint.method == "GET" else _WRITING
    if endpoint.slows_guesses:
        kinds = kinds | _GUESSED
    refusals = {
        str(status): {"$ref": f"#/components/responses/{name}"} for status, name in kinds.items()
    }
    return {str(endpoint.status): right, **refusals}


_GOOD = {201: "Created.", 204: "Done; nothing to tell."}


def _problem_responses(problem: dict[str, Any]) -> dict[str, Any]:
    return {
        name: {"description": why, "content": {PROBLEM: {"schema": problem}}}
        for name, why in _WHY.items()
    }
