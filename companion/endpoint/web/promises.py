"""What the community promised, and how each promise stands."""

from typing import get_args

from companion.endpoint.days import today
from companion.endpoint.naming import PROMISES
from companion.endpoint.promising import add_promise, promises_now, settle_promise
from companion.endpoint.web.asking import Answer, Asked, Go, NotThere, Page, Shown, Wrong
from companion.endpoint.web.choosing import choices
from companion.endpoint.web.meanwhile import mark_of, require_seen
from companion.plainwords.messages import _
from companion.wire.community import Promise, PromiseState

_STATES: tuple[PromiseState, ...] = get_args(PromiseState)


def _all(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        found = promises_now(connection, asked.clock)
    values = {name: asked.said(name) for name in ("words", "until")}
    facts = {"promises": found, "values": values, "today": today(asked.clock)}
    return Shown("promises.html", facts)


def _add(asked: Asked) -> Answer:
    until = asked.day("until")
    with asked.database.writing() as connection:
        add_promise(connection, asked.said("words"), until, asked.clock)
    return Go("/promises", "published")


def _one(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        found = dict(promises_now(connection, asked.clock)).get(asked.number())
    if found is None:
        raise NotThere
    values = {
        "state": asked.said("state", found.state),
        "told": asked.said("told", found.told),
    }
    facts = {
        "number": asked.number(),
        "promise": found,
        "was": mark_of(_kept(found)),
        "written": bool(asked.errors.get("")),
        "values": values,
        "states": choices(PROMISES),
    }
    return Shown("promise.html", facts)


def _settle(asked: Asked) -> Answer:
    state = next((one for one in _STATES if one == asked.said("state")), None)
    if state is None:
        raise Wrong({"state": _("Choose how it stands.")})
    if state in ("late", "changed") and not asked.said("told").strip():
        raise Wrong({"told": _("Say why.")})
    with asked.database.writing() as connection:
        found = dict(promises_now(connection, asked.clock)).get(asked.number())
        if found is None:
            raise NotThere
        require_seen(asked, _kept(found))
        settle_promise(connection, asked.number(), state, asked.clock, asked.said("told"))
    return Go("/promises", "published")


def _kept(promise: Promise) -> dict[str, object]:
    return {"state": promise.state, "told": promise.told}


PAGES = [
    Page("/promises", _all, _add, "words"),
    Page("/promises/{number}", _one, _settle, "told"),
]
