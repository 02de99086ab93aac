"""News, what changed because people spoke, and what did not go to plan."""

import re

from sqlalchemy import Connection

from companion.endpoint.announcing import remove_news
from companion.endpoint.describing_community import all_news
from companion.endpoint.drafts import Draft, Saved, save_draft
from companion.endpoint.easy import hard_places
from companion.endpoint.naming import NEWS_KINDS
from companion.endpoint.web.asking import Answer, Asked, Go, Page, Shown, Wrong
from companion.endpoint.web.choosing import choices
from companion.endpoint.web.drafting import go_on, opened
from companion.plainwords.messages import _

_NUMBERS = re.compile(r"[0-9]{1,6}")


def _all(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        return Shown("news.html", {"news": all_news(connection)})


def _show(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        written = opened(asked, connection, "news")
    says = written.draft.says
    numbers = " ".join(map(str, says.get("numbers", [])))
    kind = says.get("kind", asked.query.get("kind", "news"))
    values = {
        "title": asked.said("title", says.get("title", "")),
        "words": asked.said("words", says.get("words", "")),
        "kind": asked.said("kind", kind if kind in NEWS_KINDS else "news"),
        "numbers": asked.said("numbers", numbers),
    }
    facts = {
        "written": written,
        "values": values,
        "kinds": choices(NEWS_KINDS),
        "hard": hard_places(values["title"], values["words"]),
    }
    return Shown("news_write.html", facts)


def _act(asked: Asked) -> Answer:
    says = {name: asked.said(name).strip() for name in ("title", "words", "kind")}
    errors = {}
    if not says["title"]:
        errors["title"] = _("Write a title first.")
    if says["kind"] not in NEWS_KINDS:
        errors["kind"] = _("Choose what this is.")
    if errors:
        raise Wrong(errors)
    numbers = [int(one) for one in _NUMBERS.findall(asked.said("numbers"))]

    def save(connection: Connection, draft: Draft) -> Saved:
        return save_draft(
            connection, draft._replace(says={**says, "numbers": numbers}), asked.clock
        )

    return go_on(asked, "news", save, "/news/write")


def _remove(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        remove_news(connection, asked.number(), asked.clock)
    return Go("/news", "removed")


PAGES = [
    Page("/news", _all),
    Page("/news/write", _show, _act, "words"),
    Page("/news/{number}/remove", None, _remove),
]
