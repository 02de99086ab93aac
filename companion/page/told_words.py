"""What a community tells everyone beside its sessions, in words, for pages and commands."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from companion.page.session_words import Said
from companion.page.share_words import day_in
from companion.plainwords.dates import day
from companion.plainwords.messages import N_, _
from companion.wire.community import (
    Community,
    Group,
    News,
    NewsKind,
    Promise,
    PromiseState,
    Shared,
    promise_on,
)
from companion.wire.contributions import MadeBy

PROMISES: dict[PromiseState, str] = {
    "open": N_("They work on it"),
    "kept": N_("They kept it"),
    "late": N_("They are late"),
    "changed": N_("They changed it"),
}
WAYS = {
    "joining": N_("How to join"),
    "access": N_("Help to take part"),
    "payment": N_("Money and travel"),
    "costs": N_("What face to face costs"),
    "recording": N_("Recording and photos"),
    "concerns": N_("When words hurt you"),
    "decides": N_("Who decides"),
    "names": N_("Names"),
    "supporters": N_("Supporters"),
}
_MAKERS: dict[MadeBy, str] = {
    "me": "",
    "me-with-supporter": N_("A supporter helped."),
    "supporter": N_("This is the view of a supporter."),
}


class Item(Struct, frozen=True):
    """One thing that is told: a heading, facts and sentences, then a member's own words and the
    names of the symbols that they chose."""

    heading: str
    said: Said = []
    quotes: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()


def news_of(known: Community | None, kind: NewsKind) -> list[Item]:
    """The news of a kind, the newest first."""
    news = [one for one in (known.news if known else ()) if one.kind == kind]
    return [_news(one) for one in sorted(news, key=lambda one: one.day, reverse=True)]


def _news(one: News) -> Item:
    when = day_in(one.day)
    return Item(one.title, [*([("", day(when))] if when else []), *_lines(one.words)])


def promises_of(known: Community | None, today: date) -> list[Item]:
    """The promises, the newest first, as they stand today: late is said as late."""
    return [_promise(promise_on(one, today)) for one in (known.promises if known else ())]


def _promise(one: Promise) -> Item:
    until = day_in(one.until)
    said: Said = list(_lines(one.words))
    if until:
        said.append((_("They said: by"), day(until)))
    return Item(_(PROMISES[one.state]), [*said, *_lines(one.told)])


def shared_of(known: Community | None) -> list[Item]:
    """What members sent for each other, word for word, the newest first."""
    return [_shared(one) for one in (known.shared if known else ())]


def _shared(one: Shared) -> Item:
    when = day_in(one.day)
    maker = _MAKERS[one.made_by]
    return Item(
        one.name or _("A member"),
        [*([("", day(when))] if when else []), *([("", _(maker))] if maker else [])],
        tuple(line for line in one.words.split("\n") if line.strip()),
        one.symbols,
    )


def groups_of(known: Community | None) -> list[Item]:
    """The sub-groups: what each does, and how to join it or just follow."""
    return [_group(one) for one in (known.groups if known else ())]


def _group(one: Group) -> Item:
    how: Said = [(_("How to join"), one.join)] if one.join else []
    return Item(one.name, [*_lines(one.does), *how])


def leads_of(known: Community | None, pending: Iterable[str]) -> Said:
    """Who leads: names of people who agreed, then what the group has not decided yet."""
    names = known.leads if known else ()
    said: Said = [("", _("These people said yes to show their names."))] if names else []
    said += [(_("Name"), name) for name in names]
    said += [] if names else [("", _("We know no names. People show their names if they want."))]
    return [*said, *(("", words) for words in pending)]


def ways_of(known: Community | None) -> Said:
    """How the community does things; what it has not said is said to be missing."""
    ways = known.ways if known else {}
    unknown = _("they have not said yet")
    return [(_(name), ways.get(way) or unknown) for way, name in WAYS.items()]


def _lines(words: str) -> Said:
    return [("", line) for line in words.split("\n") if line.strip()]
