"""Says in sentences what changed in a pack and what the community has still to decide."""

from companion.easyread.pack import Change, Pack
from companion.plainwords.dates import day
from companion.plainwords.messages import _


def version_name(change: Change) -> str:
    """The name of a version: "Version 2, Tuesday 1 September 2026."."""
    return _("Version {version}, {day}.").format(version=change.version, day=day(change.date))


def nothing_open() -> str:
    """What is said where nothing waits for a decision."""
    return _("We decided all of it.")


def open_points(pack: Pack) -> tuple[str, ...]:
    """The easy words of each clause that is not decided yet: "6.3: We wait."."""
    easy: dict[str, list[str]] = {}
    for part in pack.parts:
        for line in part.lines:
            easy.setdefault(line.clause, []).append(line.simple)
    return tuple(f"{clause.id}: {' '.join(easy[clause.id])}" for clause in pack.pending)


def changes_as_json(pack: Pack) -> dict[str, object]:
    """The same as the document that `--json` promises."""
    return {
        "version": pack.version,
        "changes": [
            {"version": c.version, "date": c.date.isoformat(), "lines": list(c.lines)}
            for c in pack.changes
        ],
        "pending": [clause.id for clause in pack.pending],
        "older": list(pack.older),
    }
