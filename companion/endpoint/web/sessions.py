"""Sessions: a form that asks for all that people must know, and what a change tells them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection

from companion.endpoint.announcing import LIKE_ONLINE, LIKE_THERE
from companion.endpoint.describing_community import all_sessions
from companion.endpoint.drafts import Draft, Saved, save_draft
from companion.endpoint.easy import hard_places
from companion.endpoint.naming import JOIN as JOIN_WORDS
from companion.endpoint.naming import LIKE as LIKE_WORDS
from companion.endpoint.naming import SESSION_KINDS, WEEKDAYS
from companion.endpoint.web.asking import Answer, Asked, NotThere, Page, Shown, Wrong
from companion.endpoint.web.choosing import choices
from companion.endpoint.web.drafting import go_on, opened
from companion.endpoint.web.meanwhile import mark_of, require_seen
from companion.endpoint.web.rendering import day
from companion.plainwords.messages import N_, _
from companion.wire.community import JOIN, LIKE, SessionInfo

_PLAIN = ("title", "where", "who", "about", "ideas_until")
_ID = re.compile(r"[a-z0-9-]{1,40}")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
# What members see of a session, in the order of the form.
_FIELDS = {
    "title": N_("Title"),
    "kind": N_("What kind of session?"),
    "day": N_("Day"),
    "starts_time": N_("Starts"),
    "ends_time": N_("Ends"),
    "where": N_("Where"),
    "who": N_("Who it is for"),
    "cost": N_("What it costs"),
    "about": N_("What it is about"),
    "ideas_until": N_("Shaping meeting: last day for ideas"),
    "steps": N_("Step by step"),
    "cancelled": N_("This session will not happen"),
}
_MINUTES = re.compile(r"([0-9]{1,3})[ \t]+(\S.*)")


def _all(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        return Shown("sessions.html", {"sessions": all_sessions(connection)[::-1]})


def _show(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        written = opened(asked, connection, "session")
        says = written.draft.says
        name = asked.said("id", says.get("id", asked.query.get("id", "")))
        before = _published(connection, name)
    if name and not before:
        raise NotThere
    values = _values({**before, **says})
    values = {field: asked.said(field, value) for field, value in values.items()}
    texts = [values[part] for part in ("title", "about", "who", "join_how")]
    texts += [values[f"like_{part}"] for part in LIKE]
    texts += [step["what"] for step in _steps(values["steps"])]
    facts = {
        "written": written,
        "id": name,
        "values": values,
        "was": mark_of(before),
        "changes": _changes(_values(before), values) if name else [],
        "hard": hard_places(*texts),
        "kinds": choices(SESSION_KINDS),
        "weekdays": choices(WEEKDAYS),
        "like": LIKE,
        "needed": {
            **dict.fromkeys(LIKE_THERE, _("People need to know this where you meet face to face.")),
            **dict.fromkeys(LIKE_ONLINE, _("People need to know this.")),
        },
        "join": JOIN,
    }
    return Shown("session_write.html", facts)


def _values(says: Mapping[str, Any]) -> dict[str, str]:
    """What the fields of the form hold for a session as it is kept."""
    starts, ends = str(says.get("starts", "")), str(says.get("ends", ""))
    free = says.get("free")
    values = {name: str(says.get(name, "")) for name in _PLAIN}
    values |= {
        "day": starts[:10],
        "starts_time": starts[11:16],
        "ends_time": ends[11:16],
        "weekday": str(says.get("weekday", "")) or _weekday(starts[:10]),
        "kind": str(says.get("kind", "session")),
        "cost": "" if free is None else "free" if free else "costs",
        "steps": "\n".join(_step_line(step) for step in says.get("steps", [])),
        "cancelled": "yes" if says.get("status") == "cancelled" else "",
    }
    for group, names in (("like", LIKE), ("join", JOIN)):
        told = says.get(group, {})
        values |= {f"{group}_{name}": str(told.get(name, "")) for name in names}
    return values


def _weekday(day: str) -> str:
    """The name of a day's weekday as the form has it, so that nobody is asked for it again."""
    return list(WEEKDAYS)[date.fromisoformat(day).weekday()] if day else ""


def _step_line(step: Mapping[str, Any]) -> str:
    minutes = step.get("minutes")
    return f"{minutes} {step['what']}" if minutes is not None else str(step["what"])


def _steps(words: str) -> list[dict[str, Any]]:
    """A line is a step; "10 We say hello." takes 10 minutes."""
    found: list[dict[str, Any]] = []
    for line in filter(None, map(str.strip, words.split("\n"))):
        timed = _MINUTES.fullmatch(line)
        found.append({"minutes": int(timed[1]), "what": timed[2]} if timed else {"what": line})
    return found


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What members will see as changed: its name, what they know now, what it will be."""
    return [
        (label, _in_words(name, before[name]), _in_words(name, after[name]))
        for name, label in _labels().items()
        if before[name] != after[name]
    ]


def _labels() -> dict[str, str]:
    like = {f"like_{name}": _(words) for name, words in LIKE_WORDS.items()}
    join = {f"join_{name}": _(words) for name, words in JOIN_WORDS.items()}
    return {name: _(words) for name, words in _FIELDS.items()} | like | join


def _in_words(name: str, value: str) -> str:
    """A value of the form as people read it; "" for none. A day that is none stays as it is."""
    if name in ("day", "ideas_until"):
        try:
            return day(value)
        except ValueError:
            return value
    if name == "kind":
        return _(SESSION_KINDS.get(value, "")) or value
    words = {"free": _("It is free"), "costs": _("It costs something"), "yes": _("Yes")}
    return words.get(value, value) if name in ("cost", "cancelled") else value


def _act(asked: Asked) -> Answer:
    says = _said(asked)

    def save(connection: Connection, draft: Draft) -> Saved:
        return save_draft(connection, draft._replace(says=says), asked.clock)

    def look(connection: Connection) -> None:
        if name := says.get("id"):
            require_seen(asked, _published(connection, name))

    return go_on(asked, "session", save, "/sessions/write", look=look)


def _published(connection: Connection, name: str) -> dict[str, Any]:
    """A session as members know it now; {} where they know none."""
    found = next((one for one in all_sessions(connection) if one.id == name), None)
    return msgspec.to_builtins(found) if found else {}


def _said(asked: Asked) -> dict[str, Any]:
    """The session as put_session takes it. Raises Wrong where the form cannot be kept so."""
    name = asked.said("id")
    if name and not _ID.fullmatch(name):
        raise NotThere
    errors = {}
    if not asked.said("title").strip():
        errors["title"] = _("Write a title first.")
    errors |= _wrong_times(asked)
    if not asked.said("weekday"):
        errors["weekday"] = _("Choose the day of the week. Then we can check the date.")
    if errors:
        raise Wrong(errors)
    day, starts, ends = asked.said("day"), asked.said("starts_time"), asked.said("ends_time")
    says: dict[str, Any] = {part: asked.said(part).strip() for part in _PLAIN}
    says |= {
        "starts": f"{day}T{starts}" if starts else day,
        "ends": f"{day}T{ends}" if ends else "",
        "weekday": asked.said("weekday"),
        "kind": asked.said("kind", "session"),
        "free": {"free": True, "costs": False}.get(asked.said("cost")),
        "steps": _steps(asked.said("steps")),
        "like": _told(asked, "like", LIKE),
        "join": _told(asked, "join", JOIN),
    }
    if name:
        says["id"] = name
    if status := _status(asked, name):
        says["status"] = status
    return says


def _wrong_times(asked: Asked) -> dict[str, str]:
    """What is no day or time; those that may be left out are "" then."""
    found: dict[str, str] = {}
    for name, is_needed in (("day", True), ("ideas_until", False)):
        if is_needed or asked.said(name):
            try:
                asked.day(name)
            except Wrong as wrong:
                found |= wrong.errors
    for name in ("starts_time", "ends_time"):
        if asked.said(name) and not _TIME.fullmatch(asked.said(name)):
            found[name] = _("We need a time here, such as 6pm.")
    return found


def _told(asked: Asked, group: str, names: tuple[str, ...]) -> dict[str, str]:
    found = {name: asked.said(f"{group}_{name}").strip() for name in names}
    return {name: words for name, words in found.items() if words}


def _status(asked: Asked, name: str) -> str:
    """ "" leaves it to what has moved."""
    if asked.said("cancelled") == "yes":
        return "cancelled"
    if not name:
        return ""
    with asked.database.reading() as connection:
        before = next((one for one in all_sessions(connection) if one.id == name), None)
    return "changed" if _is_cancelled(before) else ""


def _is_cancelled(session: SessionInfo | None) -> bool:
    return session is not None and session.status == "cancelled"


PAGES = [
    Page("/sessions", _all),
    Page("/sessions/write", _show, _act, "title"),
]
