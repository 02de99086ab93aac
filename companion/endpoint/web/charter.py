"""The charter and other texts: which versions are published, and a new one: checked, looked at,
published, taken back."""

from typing import Any, NamedTuple

from companion.easyread.changes import version_name
from companion.easyread.findings import Finding
from companion.easyread.pack import Line, Pack
from companion.easyread.pictures import picture
from companion.easyread.tick import not_checked
from companion.endpoint.codes import private_key
from companion.endpoint.drafts import Draft, draft_numbered, save_draft
from companion.endpoint.gaps import newest_charter
from companion.endpoint.packs import (
    Proposed,
    propose_files,
    proposed_of,
    says_of,
    versions,
    withdraw_pack,
)
from companion.endpoint.web.asking import Answer, Asked, Go, NotThere, Page, Shown, Wrong
from companion.endpoint.web.drafting import opened, publish
from companion.plainwords.messages import _
from companion.wire.signing import public_half

_WRITE = "/charter/write"


class Row(NamedTuple):
    """An easy line, or a quote. `drawn`: we have its picture."""

    line: Line
    drawn: bool


def _all(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        facts = {"pack": newest_charter(connection), "versions": versions(connection)}
    return Shown("charter.html", {**facts, "not_checked": not_checked()})


def _show(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        written = opened(asked, connection, "pack")
        if not written.draft.number:
            return Shown("charter_choose.html", {})
        read_now = newest_charter(connection)
        ours = public_half(private_key(connection))
    proposed = proposed_of(written.draft.says)
    facts: dict[str, Any] = {"draft": written.draft, "pack": proposed.pack}
    if asked.query.get("part"):
        return _part(facts, proposed.pack, asked.query["part"])
    facts |= {
        "signed": _signed(proposed, ours),
        "must": _findings(proposed, ("fail",)),
        "hints": _findings(proposed, ("warn", "human")),
        "changes": [(version_name(one), one.lines) for one in proposed.pack.changes],
        "new": _not_in(proposed.pack, read_now),
        "gone": _not_in(read_now, proposed.pack),
    }
    return Shown("charter_write.html", facts)


def _signed(proposed: Proposed, ours: bytes) -> str:
    if not proposed.signed_by:
        return _("Nobody")
    return _("This community") if proposed.signed_by == ours else _("Someone else")


def _findings(proposed: Proposed, levels: tuple[str, ...]) -> list[tuple[str, list[Finding]]]:
    """What was found in each file, where something was."""
    found = [
        (one.name, [finding for finding in one.findings if finding.level in levels])
        for one in proposed.checked
    ]
    return [(name, findings) for name, findings in found if findings]


def _not_in(one: Pack, other: Pack) -> list[str]:
    """The easy lines of a text that another version of it has not."""
    if one.name != other.name:
        return []
    known = {line.simple for part in other.parts for line in part.lines}
    return [line.simple for part in one.parts for line in part.lines if line.simple not in known]


def _part(facts: dict[str, Any], pack: Pack, number: str) -> Answer:
    """A part of the text as members will read it."""
    part = next((one for one in pack.parts if str(one.number) == number), None)
    if part is None:
        raise NotThere
    rows = [Row(line, picture(line.picture) is not None) for line in part.lines]
    after = next((one.number for one in pack.parts if one.number > part.number), 0)
    return Shown("charter_part.html", {**facts, "part": part, "rows": rows, "after": after})


def _act(asked: Asked) -> Answer:
    number = asked.count("draft")
    if number and asked.said("do") == "publish":
        with asked.database.reading() as connection:
            draft = draft_numbered(connection, number)
        if draft.kind != "pack":
            raise NotThere
        return publish(asked, draft, f"{_WRITE}?draft={number}&done=")
    if not asked.files:
        raise Wrong({"files": _("Choose the files first.")})
    says = says_of(propose_files(list(asked.files)))
    new = Draft("pack", says, asked.organiser.number)
    with asked.database.writing() as connection:
        kept = save_draft(connection, new, asked.clock).draft
    return Go(f"{_WRITE}?draft={kept.number}&done=kept-text")


def _ask_back(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        found = versions(connection)
    wanted = asked.names["name"], asked.names["version"], True
    if wanted not in [(one.name, one.version, one.newest) for one in found]:
        raise NotThere
    return Shown("charter_back.html", {"name": wanted[0], "version": wanted[1]})


def _take_back(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        withdraw_pack(connection, asked.names["name"], asked.names["version"], asked.clock)
    return Go("/charter", "text-back")


PAGES = [
    Page("/charter", _all),
    Page(_WRITE, _show, _act, "files", uploads=True),
    Page("/charter/{name}/{version}/back", _ask_back, _take_back),
]
