"""`companion community`: what the community told everyone, as it came last. It asks no network."""

from argparse import Namespace
from datetime import date, datetime

import msgspec

from companion.commands.answer import say, say_json
from companion.commands.glancing import charters_at
from companion.compose import community_of, open_home
from companion.page.community_words import community_words
from companion.page.session_words import Said
from companion.page.symbol_words import symbol_word
from companion.page.told_words import (
    Item,
    groups_of,
    leads_of,
    news_of,
    promises_of,
    shared_of,
    ways_of,
)
from companion.pages.told import pending_words
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.plainwords.sentences import sentences
from companion.problems import Problem
from companion.wire.community import Community, promise_on


def community(options: Namespace) -> int:
    """Print what the community told, or one part of it."""
    known = community_of(open_home(options)).published()
    if known is None:
        raise Problem("not_connected")
    today = datetime.now().astimezone().date()
    pending = pending_words(charters_at(options).charter())
    if options.json:
        documents = _documents(known, pending, today)
        say_json(documents if options.part == "all" else documents[options.part])
        return 0
    parts = _parts(known, pending, today)
    wanted = parts if options.part == "all" else {options.part: parts[options.part]}
    lines: list[str] = []
    for title, told in wanted.values():
        lines += [*([""] if lines else []), title, *(told or [_("Nothing yet.")])]
    say(lines, options.width)
    return 0


def _parts(known: Community, pending: list[str], today: date) -> dict[str, tuple[str, list[str]]]:
    """Each part by its name: its title and its lines."""
    return {
        "about": (_("My community"), _said(community_words(known))),
        "news": (_("News"), _items(news_of(known, "news"))),
        "changed": (_("What changed"), _items(news_of(known, "changed"))),
        "promises": (_("Promises"), _items(promises_of(known, today))),
        "shared": (_("What others shared"), _items(shared_of(known))),
        "leads": (_("Who leads"), _said(leads_of(known, pending))),
        "groups": (_("Sub-groups"), _items(groups_of(known))),
        "ways": (_("How they do things"), _said(ways_of(known))),
        "not-planned": (_("What did not go to plan"), _items(news_of(known, "not-as-planned"))),
    }


def _items(items: list[Item]) -> list[str]:
    lines: list[str] = []
    for one in items:
        own = [*one.quotes, *map(symbol_word, one.symbols)]
        lines += [shown_line(one.heading), *_said(one.said), *(f'"{words}"' for words in own)]
    return lines


def _said(said: Said) -> list[str]:
    lines: list[str] = []
    for name, words in said:
        clean = shown_line(words)
        lines += [f"{shown_line(name)}: {clean}"] if name else sentences(clean)
    return lines


def _documents(known: Community, pending: list[str], today: date) -> dict[str, object]:
    kinds = {"news": "news", "changed": "changed", "not-planned": "not-as-planned"}
    news = {
        name: [_whole(one, "id", "day", "title", "words") for one in known.news if one.kind == kind]
        for name, kind in kinds.items()
    }
    about = ("name", "about", "who_reads", "how_often", "kept_for", "kept_days", "answer_days",
             "contact")  # fmt: skip
    promises = [promise_on(one, today) for one in known.promises]
    return {
        "about": _whole(known, *about),
        **news,
        "promises": [_whole(one, "words", "until", "state", "told") for one in promises],
        "shared": [
            _whole(one, "day", "kind", "words", "symbols", "made_by", "name")
            for one in known.shared
        ],
        "leads": {"names": list(known.leads), "pending": pending},
        "groups": [_whole(one, "name", "does", "join") for one in known.groups],
        "ways": known.ways,
    }


def _whole(one: msgspec.Struct, *names: str) -> dict[str, object]:
    """Some fields of it, those too that the wire leaves out as they are usual."""
    return {name: getattr(one, name) for name in names}
