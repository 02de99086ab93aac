"""A session in words: its facts, a line each. Pages and commands say the same.

A line is a pair: the fact's name and its words; a name of "" is a sentence. The quick
commands load this, so it makes no blocks.
"""

from datetime import datetime, timedelta

from companion.domain.sessions import Change, Kind, PlannedSession
from companion.plainwords.dates import clock, clock_in_words, day, span
from companion.plainwords.messages import N_, _, n_
from companion.plainwords.sentences import first_words

Said = list[tuple[str, str]]

KINDS: dict[Kind, str] = {
    "session": N_("Session"),
    "shaping": N_("Shaping meeting"),
    "subgroup": N_("Sub-group"),
    "in-person": N_("Face to face"),
}
LIKE = {
    "sound": N_("Sound"),
    "light": N_("Light"),
    "quiet_room": N_("Quiet room"),
    "camera": N_("Camera"),
    "who_speaks": N_("Who speaks"),
    "breaks": N_("Breaks"),
    "food": N_("Food"),
    "toilets": N_("Toilets"),
    "getting_there": N_("How to get there"),
    "who_meets_you": N_("Who meets you"),
}
JOIN = {
    "link": N_("Link"),
    "phone": N_("Phone"),
    "code": N_("Code"),
    "how": N_("How"),
    "contact": N_("Who to ask"),
}
CHANGED = {
    "status": N_("Does it happen"),
    "starts": N_("Start"),
    "ends": N_("End"),
    "where": N_("Where"),
    "title": N_("Name"),
    "kind": N_("Kind"),
    "join": N_("How to join"),
    "free": N_("Cost"),
    "who": N_("For"),
    "steps": N_("What will happen"),
    "like": N_("What it is like"),
    "about": N_("More"),
}


def headline(session: PlannedSession) -> str:
    """A session in one line: "Friday 26 June 2026, 6pm"."""
    if isinstance(session.starts, datetime):
        return f"{day(session.starts)}, {clock(session.starts)}"
    return day(session.starts)


def reminder_words(session: PlannedSession) -> str:
    """What reminds of a session. Anyone may see it, so it says when, and not what."""
    return _("Reminder: {session}.").format(session=headline(session))


def kind_words(session: PlannedSession) -> str:
    """What kind of session it is."""
    return _(KINDS[session.kind])


def row_words(session: PlannedSession) -> str:
    """A session in a row: "Friday 26 June 2026, 6pm: Session"."""
    title = f", {first_words(session.title, 40)}" if session.title else ""
    words = f"{headline(session)}: {kind_words(session)}{title}"
    if session.status == "cancelled":
        return _("{session}, will not happen").format(session=words)
    if session.changed:
        return _("{session}, something changed").format(session=words)
    return words


def where_words(session: PlannedSession) -> str:
    """Where it is: the place, or online where there is only a way to join."""
    if session.where:
        return session.where
    ways = {name for name, _words in session.join}
    online = session.kind != "in-person" and ways & {"link", "phone"}
    return _("online") if online else _("we do not know yet")


def facts(session: PlannedSession, *, clock_words: bool = True) -> Said:
    """Every fact of a session, a line each with its name. Nothing unknown is left out."""
    said: Said = []
    if session.example:
        said.append(("", _("This is an example. It is not a real session.")))
    if session.status == "cancelled":
        said.append(("", _("This will not happen.")))
    said += [(kind_words(session), session.title), *_times(session, clock_words=clock_words)]
    said.append((_("Where"), where_words(session)))
    said.append((_("Cost"), _cost(session)))
    said.append((_("For"), session.who or _("everyone")))
    return said


def _times(session: PlannedSession, *, clock_words: bool) -> Said:
    said: Said = [(_("Day"), day(session.starts))]
    if not isinstance(session.starts, datetime):
        if session.ends is not None and session.ends != session.starts:
            said.append((_("Last day"), day(session.ends)))
        return [*said, (_("Time"), _("all day"))]
    ends = session.ends if isinstance(session.ends, datetime) else None
    said.append((_("Time"), span(session.starts, ends)))
    words = clock_in_words(session.starts)
    if clock_words and words:
        said.append(("", _("That is {words}.").format(words=words)))
    return said


def _cost(session: PlannedSession) -> str:
    if session.free is None:
        return _("we do not know yet")
    return _("free") if session.free else _("you pay. Ask how much")


def steps(session: PlannedSession) -> Said:
    """What will happen, with the time of each step as far as it is known."""
    at = session.starts if isinstance(session.starts, datetime) else None
    said: Said = []
    for step in session.steps:
        length = _minutes(step.minutes)
        what = f"{step.what.rstrip('.')}. {length}".strip()
        said.append((clock(at), what) if at else ("", what))
        at = at + timedelta(minutes=step.minutes) if at and step.minutes is not None else None
    return said


def _minutes(minutes: int | None) -> str:
    if minutes is None:
        return ""
    return n_("{n} minute.", "{n} minutes.", minutes).format(n=minutes)


def like(session: PlannedSession) -> Said:
    """What it is like there, a fact a line."""
    return [(_(LIKE[name]) if name in LIKE else name, words) for name, words in session.like]


def join(session: PlannedSession) -> Said:
    """How to join, a fact a line."""
    return [(_(JOIN[name]) if name in JOIN else name, words) for name, words in session.join]


def parts(session: PlannedSession) -> list[tuple[str, Said]]:
    """What is known beside the facts, under the names of its parts."""
    named = (
        (_("How to join"), join(session)),
        (_("What will happen"), steps(session)),
        (_("What it is like"), like(session)),
        (_("More"), [("", session.about)] if session.about else []),
    )
    return [(title, said) for title, said in named if said]


def changes(session: PlannedSession) -> Said:
    """What changed: what it was and what it is now."""
    said: Said = []
    for change in session.changed:
        was, now = _value(change, change.old), _value(change, change.new)
        said += [
            (_("Changed"), _(CHANGED[change.what]) if change.what in CHANGED else change.what),
            (_("It was"), was or _("nothing")),
            (_("Now it is"), now or _("nothing")),
        ]
    return said


def _value(change: Change, value: str) -> str:
    """A field as it was in JSON, in words."""
    if change.what in ("starts", "ends"):
        return _moment(value)
    if change.what == "status":
        return _("It will not happen") if value == "cancelled" else _("It will happen")
    if change.what == "free":
        return {"yes": _("free"), "no": _("you pay")}.get(value, value)
    if change.what == "kind":
        return next((_(words) for kind, words in KINDS.items() if kind == value), value)
    return value.replace("\n", ", ")


def _moment(value: str) -> str:
    """A time in ISO 8601 in words; anything else as it is."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{day(moment)}, {clock(moment)}" if "T" in value else day(moment)
