"""Fills the templates. Every word is escaped; what people sent is cleaned before it is shown."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from companion.easyread.findings import Finding
from companion.endpoint.days import LONDON
from companion.endpoint.naming import DONE, NAMES
from companion.endpoint.web.asking import Asked
from companion.endpoint.web.security import TOP, token_of
from companion.plainwords import dates
from companion.plainwords.characters import shown, shown_line
from companion.plainwords.messages import _, language, n_


def rendered(template: str, asked: Asked, facts: Mapping[str, Any]) -> str:
    """A page as HTML."""
    done = DONE.get(asked.query.get("done", ""), "")
    ours = {
        "top": TOP,
        "language": language(),
        "organiser": asked.organiser,
        "token": token_of(asked.session),
        "errors": {name: words for name, words in asked.errors.items() if words},
        "done": _(done) if asked.form is None else "",
    }
    return _environment().get_template(template).render({**ours, **facts})


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("companion.endpoint.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"_": _, "n_": n_}
    made.filters |= {
        "day": day,
        "moment": moment,
        "shown": shown_line,
        "lines": lambda words: shown(words).split("\n"),
        "named": named,
        "once": once,
    }
    return made


def day(words: str) -> str:
    """A kept day as people say it; "" for no day."""
    return dates.day(date.fromisoformat(words[:10])) if words else ""


def moment(words: str) -> str:
    """A kept time or day as people say it, in Europe/London: "Friday 26 June 2026, 6pm"."""
    if len(words) <= 10:
        return day(words)
    found = datetime.fromisoformat(words).astimezone(LONDON)
    return _("{day}, {time}").format(day=dates.day(found), time=dates.clock(found))


def once(found: list[Finding]) -> list[Finding]:
    """What is hard in some words, each thing once, however often it is there."""
    return list({(one.rule, one.words, one.why): one for one in reversed(found)}.values())[::-1]


def named(name: str, kind: str) -> str:
    """The words for a name of ours, such as "not-changed" among the statuses."""
    return _(NAMES[kind].get(name, "")) or shown_line(name)


@cache
def style() -> str:
    """The style of all pages."""
    return files("companion.endpoint.web").joinpath("page.css").read_text(encoding="utf-8")
