"""An answer to what somebody sent: written with help, kept as a draft, published."""

from sqlalchemy import Connection

from companion.endpoint.answering import for_one
from companion.endpoint.drafts import Draft, Saved
from companion.endpoint.organisers import all_organisers
from companion.endpoint.replying import openers, reply_help, save_reply
from companion.endpoint.web.asking import Answer, Asked, Go, Page, Shown, Wrong
from companion.endpoint.web.drafting import go_on, opened
from companion.endpoint.web.sent import sent
from companion.plainwords.messages import _


def _show(asked: Asked) -> Answer:
    number = asked.number()
    with asked.database.writing() as connection:
        whole = for_one(connection, number)
        if whole.received.says is None or whole.worry:
            return Go(f"/contributions/{number}")
        written = opened(asked, connection, "reply", number)
        names = {one.number: one.name for one in all_organisers(connection)}
    kept = written.draft.says
    words = asked.said("words", kept.get("words", ""))
    who = asked.said("who", "all" if kept.get("for_all") else "sender")
    facts = {
        "one": whole.received,
        **sent(whole.received.says),
        "answers": whole.answers,
        "names": names,
        "written": written,
        "values": {"words": words, "who": who},
        "help": reply_help(words),
        "openers": openers(),
    }
    return Shown("reply.html", facts)


def _act(asked: Asked) -> Answer:
    number, words = asked.number(), asked.said("words")
    if not words.strip():
        raise Wrong({"words": _("Write something first.")})

    def save(connection: Connection, draft: Draft) -> Saved:
        for_all = asked.said("who") == "all"
        return save_reply(connection, draft, words, asked.clock, for_all=for_all)

    return go_on(asked, "reply", save, f"/contributions/{number}/reply", number)


PAGES = [Page("/contributions/{number}/reply", _show, _act, "words")]
