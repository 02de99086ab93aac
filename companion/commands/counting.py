"""How much a member has, said in the same way wherever it is asked."""

from companion.domain.everything import Everything
from companion.plainwords.messages import _


def counted(everything: Everything) -> dict[str, int]:
    """How much there is of each kind, for other programs."""
    return {
        "notes": len(everything.notes),
        "journal": len(everything.journal),
        "shares": len(everything.shares),
        "drafts": len(everything.drafts),
        "deleted": everything.deleted,
        "settings": len(everything.settings),
        "sessions": len(everything.sessions),
    }


def count_lines(everything: Everything) -> list[str]:
    """The same as facts, a line each. Deleted ones stand in the line of their own only."""
    notes, journal, shares = (
        sum(one.deleted is None for one in kind)
        for kind in (everything.notes, everything.journal, everything.shares)
    )
    return [
        _("Notes: {n}.").format(n=notes),
        _("In your journal: {n}.").format(n=journal),
        _("Things that you shared, or want to: {n}.").format(n=shares),
        _("Words that you did not finish: {n}.").format(n=len(everything.drafts)),
        _("Words that you deleted: {n}.").format(n=everything.deleted),
        _("Settings: {n}.").format(n=len(everything.settings)),
        _("Sessions: {n}.").format(n=len(everything.sessions)),
    ]
