"""What the organisers say of their community, what is missing, and the report."""

from datetime import date

from sqlalchemy import Connection

from companion.endpoint.database import fact
from companion.endpoint.describing_community import (
    NUMBERS,
    TEXTS,
    UNPUBLISHED,
    change_consent,
    consent_of,
    describe,
)
from companion.endpoint.easy import hard_places
from companion.endpoint.gaps import missing
from companion.endpoint.naming import COMMUNITY
from companion.endpoint.publishing import publish
from companion.endpoint.reports import SMALL, report
from companion.endpoint.web.asking import Answer, Asked, Go, Page, Shown, Wrong
from companion.endpoint.web.meanwhile import mark_of, require_seen
from companion.endpoint.web.rendering import named
from companion.plainwords.dates import month
from companion.plainwords.messages import _
from companion.wire.community import WAYS

_LONG = (*(name for name in TEXTS if name not in ("name", "contact", "language")), *WAYS)
_FIELDS = (*TEXTS, *WAYS, *UNPUBLISHED, *NUMBERS)
_MOST_DAYS = {"kept_days": 36_500, "answer_days": 3_650}


def _about(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        kept, consent = _kept(connection), consent_of(connection)
    values = {name: asked.said(name, words) for name, words in kept.items()}
    other = {name: words for name, words in kept.items() if words != values[name].strip()}
    facts = {
        "was": mark_of(kept),
        "others": other if asked.errors.get("") else {},
        "fields": _FIELDS,
        "long": (*_LONG, *UNPUBLISHED),
        "unpublished": UNPUBLISHED,
        "numbers": NUMBERS,
        "labels": {name: _(words) for name, words in COMMUNITY.items()},
        "values": values,
        "version": consent.version,
        "hard": {name: hard_places(values[name]) for name in (*_LONG, "consent")},
    }
    return Shown("community.html", facts)


def _keep(asked: Asked) -> Answer:
    said: dict[str, str | int] = {
        name: asked.said(name).strip() for name in (*TEXTS, *WAYS, *UNPUBLISHED)
    }
    lines = [line.strip() for line in asked.said("consent").split("\n") if line.strip()]
    errors = {} if said["name"] else {"name": _("We need a name.")}
    for name, most in _MOST_DAYS.items():
        words = asked.said(name).strip() or "0"
        if not (words.isascii() and words.isdecimal()) or len(words) > 6 or int(words) > most:
            errors[name] = _("Type how many days. It can be up to {most}.").format(most=most)
        else:
            said[name] = int(words)
    if not lines:
        errors["consent"] = _("Say what people agree to.")
    if errors:
        raise Wrong(errors)
    with asked.database.writing() as connection:
        require_seen(asked, _kept(connection))
        describe(connection, said)
        if tuple(lines) != consent_of(connection).lines:
            change_consent(connection, lines)
        publish(connection, asked.clock())
    return Go("/community", "saved")


def _kept(connection: Connection) -> dict[str, str]:
    """What the fields hold of what is published now."""
    values = {name: fact(connection, name) for name in _FIELDS}
    return {**values, "consent": "\n".join(consent_of(connection).lines)}


def _missing(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        return Shown("missing.html", {"gaps": missing(connection)})


def _report(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        found = report(connection, asked.clock)
    groups = {
        group: [one._replace(names=tuple(_counted(group, name) for name in one.names))
                for one in counted]
        for group, counted in found.groups.items()
    }  # fmt: skip
    return Shown("report.html", {"report": found, "groups": groups, "small": SMALL})


def _counted(group: str, name: str) -> str:
    """The words for a group of the report."""
    if group == "month":
        return month(date.fromisoformat(f"{name}-01"))
    if name == "charter":
        return _("The charter")
    return named(name, group)


def _map(_asked: Asked) -> Answer:
    return Shown("map.html", {})


PAGES = [
    Page("/pages", _map),
    Page("/community", _about, _keep),
    Page("/missing", _missing),
    Page("/report", _report),
]
