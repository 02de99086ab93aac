"""The member's own record of what was shared: a table of the journal's log."""

from companion.domain.shares import Share
from companion.store.kept import KeptTable


class ShareTable(KeptTable[Share]):
    """Keeps it."""

    kind = Share
    table = "shares"
    missing = "no_such_share"
