"""How a reply, a status, news and a session are written: kept as a draft with each press of a
button, then published. Whoever publishes has seen what somebody else has written meanwhile."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection

from companion.endpoint.answers import Answer as Reply
from companion.endpoint.answers import answers_to
from companion.endpoint.drafts import (
    Draft,
    DraftKind,
    Saved,
    all_drafts,
    beside,
    draft_numbered,
    remove_draft,
)
from companion.endpoint.naming import LIKE, NEEDS
from companion.endpoint.organisers import all_organisers
from companion.endpoint.publishing_drafts import Conflict, publish_draft
from companion.endpoint.web.asking import Answer, Asked, Go, NotThere, Page, Shown, Wrong, told
from companion.endpoint.web.meanwhile import Meanwhile, somebody_wrote
from companion.plainwords.messages import _
from companion.problems import Problem

Save = Callable[[Connection, Draft], Saved]
# Raises Meanwhile where what a draft is to change is no longer what its writer saw.
Look = Callable[[Connection], None]


class Written(NamedTuple):
    """A draft before its form, with what others wrote meanwhile: their drafts and answers.

    `met` names them as they are, so that a form can say which of them its writer has seen.
    """

    draft: Draft
    others: list[Draft]
    answers: list[Reply]
    names: dict[int, str]
    met: str


def opened(asked: Asked, connection: Connection, kind: DraftKind, contribution: int = 0) -> Written:
    """The draft that is asked for, or a new one. Raises NotThere."""
    number = asked.draft or asked.count("draft")
    if number and (asked.form is None or asked.draft):
        draft = _kept(connection, kind, number, contribution)
        if draft is None:
            raise NotThere
    else:
        draft = Draft(
            kind,
            {},
            asked.organiser.number,
            contribution,
            seen=asked.count("seen"),
            number=number,
            version=asked.count("version"),
        )
    return _written(connection, draft)


def _written(connection: Connection, draft: Draft) -> Written:
    replies = answers_to(connection, draft.contribution) if draft.kind == "reply" else []
    others = beside(connection, draft) if draft.number else []
    newer = [one for one in replies if one.number > draft.seen] if draft.number else []
    if not draft.number:
        draft = draft._replace(seen=max((one.number for one in replies), default=0))
    names = {one.number: one.name for one in all_organisers(connection)}
    last = max((one.number for one in replies), default=0)
    marks = [f"{one.number}v{one.version}" for one in others]
    met = ",".join([str(last), *marks]) if others or newer else ""
    return Written(draft, others, newer, names, met)


def go_on(
    asked: Asked,
    kind: DraftKind,
    save: Save,
    place: str,
    contribution: int = 0,
    look: Look = lambda _connection: None,
) -> Answer:
    """Keep what the form says, and publish it where that is asked for, and `look` finds nothing.

    `place` is the page of the draft. Raises Wrong where it cannot be published: the draft stays.
    """
    with asked.database.writing() as connection:
        number = asked.count("draft")
        known = _kept(connection, kind, number, contribution) if number else None
        began = Draft(
            kind,
            {},
            asked.organiser.number,
            contribution,
            seen=asked.count("seen"),
            number=known.number if known else 0,
            version=asked.count("version"),
        )
        saved = save(connection, began)
    draft = saved.draft
    here = f"{place}?draft={draft.number}&done="
    if saved.newer:
        return Go(f"{here}beside")
    match asked.said("do"):
        case "publish":
            return publish(asked, draft, here, look)
        case "check":
            return Go(f"{here}checked")
        case _:
            return Go("/drafts", "draft")


def publish(asked: Asked, draft: Draft, here: str, look: Look = lambda _connection: None) -> Answer:
    """Publish a draft. `here` begins the address of its page. Raises Wrong: the draft stays."""
    try:
        with asked.database.writing() as connection:
            look(connection)
            written = _written(connection, draft)
            seen = int(written.met.split(",")[0]) if _has_met(asked, written) else None
            publish_draft(connection, draft.number, draft.version, asked.clock, seen=seen)
    except Conflict:
        return Go(f"{here}beside")
    except Meanwhile:
        raise Wrong({"": somebody_wrote()}, draft.number) from None
    except Problem as problem:
        raise Wrong(_errors_of(problem, draft.kind), draft.number) from None
    if draft.contribution:
        return Go(f"/contributions/{draft.contribution}", _done(draft))
    return Go(_LISTS[draft.kind], "published")


def _done(draft: Draft) -> str:
    """What a page says once a draft about a contribution is published."""
    if draft.kind == "status":
        return "said"
    return "published" if draft.says["for_all"] else "answered"


def _has_met(asked: Asked, written: Written) -> bool:
    return bool(written.met) and asked.said("met") == written.met


def _kept(connection: Connection, kind: DraftKind, number: int, contribution: int) -> Draft | None:
    """The draft with a number, where it is of this kind and to this contribution."""
    try:
        found = draft_numbered(connection, number)
    except Problem:
        return None
    fits = found.kind == kind and found.contribution == contribution
    return found if fits else None


# Where each kind is seen once it is published.
_LISTS = {"session": "/sessions", "news": "/news", "pack": "/charter"}
# Where a Problem belongs in each form.
_FIELDS = {
    "reply": {"endpoint_hard": "words"},
    "status": {
        "endpoint_hard": "words",
        "endpoint_date": "words",
        "endpoint_what_happened": "status",
        "endpoint_where_talked": "session",
        "endpoint_no_session": "session",
        "endpoint_why_not": "words",
    },
    "news": {
        "endpoint_hard": "words",
        "endpoint_date": "words",
        "endpoint_no_contribution": "numbers",
    },
    "pack": {},
    "session": {"endpoint_hard": "hard", "endpoint_date": "about", "endpoint_weekday": "weekday"},
}
# The parts of a session, where a field has another name.
_PARTS = {"starts": "day", "ends": "ends_time"}


def _errors_of(problem: Problem, kind: DraftKind) -> dict[str, str]:
    """What must change, by its field; "" where it is the whole form."""
    if problem.code == "endpoint_session_needs":
        lacks = str(problem.facts["parts"]).split(", ")
        need = _("People need to know this: {name}.")
        return {
            f"like_{name}" if name in LIKE else name: need.format(name=_(NEEDS[name]))
            for name in lacks
        }
    if problem.code == "endpoint_session_wrong":
        part = str(problem.facts["part"])
        return {_PARTS.get(part, part): told(problem)}
    return {_FIELDS[kind].get(problem.code, ""): told(problem)}


def _all(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        names = {one.number: one.name for one in all_organisers(connection)}
        return Shown("drafts.html", {"drafts": all_drafts(connection), "names": names})


def _open(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        draft = draft_numbered(connection, asked.number())
    return Go(f"{place_of(draft)}?draft={draft.number}")


def place_of(draft: Draft) -> str:
    """The page where a draft is written."""
    if draft.contribution:
        form = "/reply" if draft.kind == "reply" else ""
        return f"/contributions/{draft.contribution}{form}"
    return f"{_LISTS[draft.kind]}/write"


def _remove(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        remove_draft(connection, asked.number())
    return Go("/drafts", "removed")


PAGES = [
    Page("/drafts", _all),
    Page("/drafts/{number}", _open),
    Page("/drafts/{number}/remove", None, _remove),
]
