"""The OpenAPI document of the calls, with schemas made from the types that travel."""

from functools import cache
from typing import Any

import msgspec

from companion import __version__
from companion.wire import calls, contributions, refusals
from companion.wire.calls import PassAnswer, Receipt
from companion.wire.files import LARGEST, LARGEST_PIECE, MOST
from companion.wire.refusals import STATUSES, Refusal
from companion.wire.tokens import ID, TAKE_BACK_KEY

_Json = dict[str, Any]

_JSON = "application/json"
_SIGNED = "application/vnd.companion.signed"
_SECRETS = "`Companion-Pass` or `Companion-Code` must be there; the pass counts first."


class State(msgspec.Struct, frozen=True):
    """Whether the endpoint runs, or can take something in."""

    state: str


@cache
def openapi() -> bytes:
    """The document, as JSON."""
    types = (contributions.Contribution, Receipt, PassAnswer, Refusal, State)
    _refs, schemas = msgspec.json.schema_components(
        types, ref_template="#/components/schemas/{name}"
    )
    _say_what_is_checked(schemas)
    document = {
        "openapi": "3.1.0",
        "info": {"title": "A community's endpoint", "version": __version__},
        "paths": _paths(),
        "components": {"schemas": schemas},
    }
    return msgspec.json.encode(document)


def _say_what_is_checked(schemas: _Json) -> None:
    fields, file = schemas["Contribution"]["properties"], schemas["FileInfo"]["properties"]
    file["size"] |= {"minimum": 1, "maximum": LARGEST}
    file["sha256"]["pattern"] = "^[0-9a-f]{64}$"
    fields["files"]["maxItems"] = MOST
    fields["version"]["const"] = 1
    fields["take_back"]["pattern"] = "^[0-9a-f]{64}$"
    fields["reply_to"] |= {"pattern": "^[A-Za-z0-9+/]{43}=$", "contentEncoding": "base64"}


def _paths() -> _Json:
    one = f"{calls.CONTRIBUTIONS}/{{id}}"
    return {
        one: {"put": _put(), "delete": _delete()},
        f"{one}/files/{{at}}": {"put": _put_piece(), "head": _head_file()},
        calls.PASS: {"get": _get_pass()},
        calls.COMMUNITY: {"get": _get_file("The community's document.", [])},
        calls.TRAILS: {"get": _get_file("All trails, where one file has them.", ["not-found"])},
        f"{calls.TRAILS}/{{prefix}}": {
            "get": _get_file(
                "The trails whose names begin so.",
                ["not-found"],
                _parameter("prefix", "path", "^[0-9a-f]{1,4}$"),
            )
        },
        f"{calls.PACKS}/{{name}}/{{version}}": {
            "get": _get_file(
                "A pack: a zip of a text in easy words.",
                ["not-found"],
                _parameter("name", "path", "^[a-z0-9-]{1,40}$"),
                _parameter("version", "path", "^[a-z0-9-][a-z0-9.-]{0,39}$"),
            )
        },
        calls.CALENDAR: {"get": _get_calendar()},
        "/healthz": {"get": _get_state("Whether it runs.", [])},
        "/readyz": {"get": _get_state("Whether it can take something in.", ["not-now"])},
        "/openapi.json": {"get": _call("This document.", {"200": _json_answer("It.", {})}, [])},
    }


def _put() -> _Json:
    receipt = _ref("Receipt")
    answers = {
        "201": _json_answer("It came, and is on the disk.", receipt),
        "200": _json_answer("The same bytes came before.", receipt),
    }
    refused = ["not-understood", "code-wrong", "too-slow", "other-bytes", "taken-back",
               "too-large", "not-this-kind", "too-many", "not-now", "no-room"]  # fmt: skip
    call = _call(f"Send a contribution. {_SECRETS}", answers, refused)
    call["parameters"] = [_id(), *_secrets()]
    content = {contributions.MEDIA_TYPE: {"schema": _ref("Contribution")}}
    call["requestBody"] = {"required": True, "content": content}
    return call


def _put_piece() -> _Json:
    answers = {"204": {"description": "It is on the disk.", "headers": _offset()}}
    refused = ["not-understood", "digest-wrong", "code-wrong", "not-found", "too-slow",
               "offset-wrong", "taken-back", "too-large", "not-this-kind", "file-wrong",
               "too-many", "not-now", "no-room"]  # fmt: skip
    call = _call(f"Send a piece of a file. {_SECRETS}", answers, refused)
    call["parameters"] = [
        _id(),
        _place(),
        _parameter(calls.OFFSET_HEADER, "header", "^[0-9]{1,9}$"),
        _parameter(calls.DIGEST_HEADER, "header", "^sha-256=:[A-Za-z0-9+/]{43}=:$"),
        *_secrets(),
    ]
    piece = {"type": "string", "format": "binary", "minLength": 1, "maxLength": LARGEST_PIECE}
    call["requestBody"] = {"required": True, "content": {calls.PIECE_TYPE: {"schema": piece}}}
    return call


def _head_file() -> _Json:
    answers = {"200": {"description": "How many bytes are here.", "headers": _offset()}}
    refused = ["not-understood", "code-wrong", "not-found", "taken-back", "too-many", "not-now",
               "no-room"]  # fmt: skip
    call = _call(f"Ask how much of a file is here. {_SECRETS}", answers, [])
    # An answer to HEAD has no body, so no document either.
    call["responses"] |= {str(STATUSES[name]): {"description": name} for name in refused}
    call["parameters"] = [_id(), _place(), *_secrets()]
    return call


def _offset() -> _Json:
    return {calls.OFFSET_HEADER: {"required": True, "schema": {"type": "integer", "minimum": 0}}}


def _place() -> _Json:
    return _parameter("at", "path", f"^[0-{MOST - 1}]$")


def _delete() -> _Json:
    was_read = {calls.WAS_READ_HEADER: {"required": True, "schema": {"enum": ["yes", "no"]}}}
    answers = {"204": {"description": "It is gone.", "headers": was_read}}
    refused = ["not-understood", "key-wrong", "not-found", "too-many", "not-now", "no-room"]
    call = _call("Take a contribution back.", answers, refused)
    key = _parameter(calls.KEY_HEADER, "header", f"^{TAKE_BACK_KEY.pattern}$")
    call["parameters"] = [_id(), key]
    return call


def _get_pass() -> _Json:
    answers = {"200": _json_answer("The pass.", _ref("PassAnswer"))}
    refused = ["code-wrong", "too-many", "not-now", "no-room"]
    call = _call(f"Change a code for its pass. {_SECRETS}", answers, refused)
    call["parameters"] = _secrets()
    return call


def _get_file(summary: str, refused: list[str], *parameters: _Json) -> _Json:
    signed = {_SIGNED: {"schema": {"type": "string", "format": "binary"}}}
    return _get_published(summary, signed, refused, *parameters)


def _get_calendar() -> _Json:
    content = {"text/calendar": {"schema": {"type": "string"}}}
    return _get_published("The sessions, for calendar programs (RFC 5545).", content, [])


def _get_published(summary: str, content: _Json, refused: list[str], *parameters: _Json) -> _Json:
    answers: _Json = {
        "200": {"description": "The file.", "content": content},
        "304": {"description": "It is as it was."},
    }
    call = _call(summary, answers, [*refused, "too-many", "not-now"])
    known = {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}
    call["parameters"] = [*parameters, known]
    return call


def _get_state(summary: str, refused: list[str]) -> _Json:
    return _call(summary, {"200": _json_answer("It does.", _ref("State"))}, refused)


def _call(summary: str, answers: _Json, refused: list[str]) -> _Json:
    told = dict(answers)
    for name in refused:
        status = str(STATUSES[name])
        names = [one for one in refused if STATUSES[one] == STATUSES[name]]
        content = {refusals.MEDIA_TYPE: {"schema": _ref("Refusal")}}
        told[status] = {"description": " or ".join(names), "content": content}
    return {"summary": summary, "responses": told}


def _json_answer(description: str, schema: _Json) -> _Json:
    return {"description": description, "content": {_JSON: {"schema": schema}}}


def _ref(name: str) -> _Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _parameter(name: str, where: str, pattern: str, *, required: bool = True) -> _Json:
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": where, "required": required, "schema": schema}


def _id() -> _Json:
    return _parameter("id", "path", f"^{ID.pattern}$")


def _secrets() -> list[_Json]:
    return [
        _parameter(calls.PASS_HEADER, "header", f"^{calls.PASS_PATTERN.pattern}$", required=False),
        _parameter(calls.CODE_HEADER, "header", "^[A-Za-z]+[ -]+[A-Za-z]+$", required=False),
    ]
