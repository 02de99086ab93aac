"""A draft becomes what everyone can read, once its writer knows what others wrote meanwhile."""

from sqlalchemy import Connection

from companion.endpoint.announcing import add_news, new_news, put_session
from companion.endpoint.answering import set_status, trails_of
from companion.endpoint.answers import Answer, answers_to
from companion.endpoint.days import Clock
from companion.endpoint.drafts import Draft, beside, draft_numbered, remove_draft
from companion.endpoint.packs import put_pack
from companion.endpoint.replying import reply
from companion.problems import Problem
from companion.wire.trails import Mark


class Conflict(Exception):
    """Somebody else has written meanwhile: see it first, then publish with `seen`.

    `answers` were published since the draft's writer looked; `others` are drafts beside it, the
    draft itself as it is now where somebody has saved another version. `seen` is the newest
    reply's number.
    """

    def __init__(self, answers: list[Answer], others: list[Draft], seen: int) -> None:
        super().__init__("somebody else has written meanwhile")
        self.answers = answers
        self.others = others
        self.seen = seen


def publish_draft(
    connection: Connection, number: int, version: int, clock: Clock, *, seen: int | None = None
) -> None:
    """Publish a draft, which goes.

    `version` is the one that its writer has before them. `seen`: they have seen the drafts
    beside it, and the replies up to this number.
    Raises Conflict, Problem("endpoint_no_draft"), or what publishing such a thing raises; then
    the draft stays.
    """
    draft = draft_numbered(connection, number)
    answers = _answers(connection, draft)
    known = draft.seen if seen is None else seen
    others = [draft] if draft.version != version else []
    others += beside(connection, draft) if seen is None else []
    newer = [one for one in answers if one.number > known]
    if others or newer:
        raise Conflict(newer, others, max((one.number for one in answers), default=0))
    _publish(connection, draft, clock)
    remove_draft(connection, number)


def try_to_publish(
    connection: Connection, draft: Draft, clock: Clock, *, seen: bool
) -> Conflict | Problem | None:
    """Publish a draft, or leave it and give what stands in the way: then nothing else was written.

    `seen`: its writer has seen all that others wrote up to now.
    """
    answers = _answers(connection, draft)
    newest = max((one.number for one in answers), default=0) if seen else None
    try:
        publish_draft(connection, draft.number, draft.version, clock, seen=newest)
    except (Conflict, Problem) as trouble:
        return trouble
    return None


def _answers(connection: Connection, draft: Draft) -> list[Answer]:
    """What whoever publishes this must have seen: two answers may say opposite things."""
    return answers_to(connection, draft.contribution) if draft.kind == "reply" else []


def _publish(connection: Connection, draft: Draft, clock: Clock) -> None:
    says = draft.says
    match draft.kind:
        case "reply":
            words, for_all = says["words"], says["for_all"]
            reply(connection, draft.contribution, words, clock, for_all=for_all, draft=draft)
        case "status":
            mark = Mark(says["status"], "", says["words"], says["session"])
            set_status(connection, draft.contribution, mark, clock, says["promise"])
        case "news":
            trails = trails_of(connection, says.get("numbers", []))
            made = new_news(says["title"], says["words"], says["kind"], trails)
            add_news(connection, made, clock)
        case "session":
            put_session(connection, says, clock)
        case "pack":
            put_pack(connection, says, clock)
