"""What people sent: all by time, all alike; and one of them with everything that belongs to it."""

import msgspec
from sqlalchemy import Connection

from companion.endpoint.answering import Received, for_one, note_seen, received
from companion.endpoint.days import today
from companion.endpoint.describing_community import all_sessions
from companion.endpoint.drafts import Draft, Saved, all_drafts, save_draft
from companion.endpoint.easy import hard_places
from companion.endpoint.gaps import missing
from companion.endpoint.naming import STATUSES
from companion.endpoint.organisers import all_organisers
from companion.endpoint.owing import owed
from companion.endpoint.passing_on import hold_back, may_pass_on, pass_on
from companion.endpoint.web.asking import Answer, Asked, File, Go, NotThere, Page, Shown
from companion.endpoint.web.choosing import choices
from companion.endpoint.web.drafting import go_on, opened
from companion.endpoint.web.sent import sent
from companion.endpoint.worries import all_worries, end_worry, route, worry
from companion.wire.contributions import Contribution

ON_A_PAGE = 50

# What stays between a member and the endpoint: organisers have no use for it.
_NOT_SHOWN = {"take_back", "reply_to", "version"}

_STATUS = ("status", "words", "session", "promise")


def _home(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        facts = {
            "owed": owed(connection, asked.clock),
            "drafts": all_drafts(connection),
            "worries": [one for one in all_worries(connection) if not one.ended],
            "gaps": len(missing(connection)),
        }
    return Shown("home.html", facts)


def _all(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        found = received(connection)[::-1]
    last = max(1, -(-len(found) // ON_A_PAGE))
    page = min(max(1, asked.count("page")), last)
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return Shown("contributions.html", {"rows": shown, "page": page, "last": last})


def _one(asked: Asked) -> Answer:
    number = asked.number()
    with asked.database.writing() as connection:
        whole = for_one(connection, number)
        written = opened(asked, connection, "status", number) if whole.received.says else None
        sessions = all_sessions(connection)
        names = {one.number: one.name for one in all_organisers(connection)}
    says = whole.received.says
    if says is None or written is None:
        return Shown("taken_back.html", {"one": whole.received})
    kept = written.draft.says
    values = {name: asked.said(name, kept.get(name, "")) for name in _STATUS}
    facts = {
        "one": whole.received,
        **sent(says),
        "about": _about(says, {one.id: one.title for one in sessions}),
        "answers": whole.answers,
        "drafts": whole.drafts,
        "worry": whole.worry,
        "names": names,
        "may_pass_on": may_pass_on(says),
        "sessions": {one.id: one.title for one in sessions},
        "statuses": choices(STATUSES, leave="got"),
        "written": written,
        "values": values,
        "hard": hard_places(values["words"]),
        "today": today(asked.clock),
    }
    return Shown("contribution.html", facts)


def _about(says: Contribution, sessions: dict[str, str]) -> str:
    """What it is about, as far as it is not said by its kind: a session's title, a clause."""
    return sessions.get(says.about.id, says.about.id)


def _status(asked: Asked) -> Answer:
    number = asked.number()
    says = {name: asked.said(name).strip() for name in _STATUS}
    if says["promise"]:
        says["promise"] = asked.day("promise").isoformat()

    def save(connection: Connection, draft: Draft) -> Saved:
        return save_draft(connection, draft._replace(says=says), asked.clock)

    return go_on(asked, "status", save, f"/contributions/{number}", number)


def _worry(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        found = next((one for one in received(connection) if one.number == asked.number()), None)
        if found is None or found.says is None:
            raise NotThere
        return Shown("worry.html", {"one": found, "route": route(connection)})


def _note_worry(asked: Asked) -> Answer:
    number = asked.number()
    with asked.database.writing() as connection:
        worry(connection, number, asked.organiser.number, asked.clock)
    return Go(f"/contributions/{number}", "worry")


def _worries(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        facts = {
            "worries": all_worries(connection)[::-1],
            "route": route(connection),
            "names": {one.number: one.name for one in all_organisers(connection)},
        }
    return Shown("worries.html", facts)


def _end_worry(asked: Asked) -> Answer:
    number = asked.number()
    with asked.database.writing() as connection:
        end_worry(connection, number, asked.clock)
    return Go("/worries", "worry-ended")


def _pass_on(asked: Asked) -> Answer:
    number = asked.number()
    with asked.database.writing() as connection:
        pass_on(connection, number, asked.clock)
    return Go(f"/contributions/{number}", "passed-on")


def _hold_back(asked: Asked) -> Answer:
    number = asked.number()
    with asked.database.writing() as connection:
        hold_back(connection, number, asked.clock)
    return Go(f"/contributions/{number}", "held-back")


def _export(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        found = received(connection)
        note_seen(connection, [one.number for one in found if one.says])
    data = msgspec.json.format(msgspec.json.encode([_document(one) for one in found]), indent=1)
    return File("contributions.json", "application/json", data)


def _document(one: Received) -> dict[str, object]:
    """One of them for an export; of what was taken back only that it was."""
    if one.says is None:
        return {"number": one.number, "taken_back": one.day}
    says = msgspec.to_builtins(one.says)
    return {
        "number": one.number,
        "received": one.day,
        "status": one.status,
        "promise": one.promise or None,
        "trail": [msgspec.to_builtins(mark) for mark in one.marks],
        **{name: value for name, value in says.items() if name not in _NOT_SHOWN},
    }


PAGES = [
    Page("", _home),
    Page("/contributions", _all),
    Page("/contributions.json", _export),
    Page("/contributions/{number}", _one, _status, "words"),
    Page("/contributions/{number}/worry", _worry, _note_worry),
    Page("/contributions/{number}/pass-on", None, _pass_on),
    Page("/contributions/{number}/hold-back", None, _hold_back),
    Page("/worries", _worries),
    Page("/worries/{number}/end", None, _end_worry),
]
