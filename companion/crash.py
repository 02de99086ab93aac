"""The program itself went wrong: one calm sentence, and never a member's words.

Even for a developer (COMPANION_DEBUG=1) only the places in the code are shown: local
values, and the message of the error, may hold what a member wrote.
"""

import os
import sys
import traceback
from types import TracebackType

from companion.plainwords.messages import _


def report(
    kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None
) -> None:
    """Say on standard error that the program stopped, and what to do."""
    if os.environ.get("COMPANION_DEBUG") == "1":
        sys.stderr.write("".join(traceback.format_tb(trace)) + f"{kind.__name__}\n")
    sys.stderr.write(
        _("Companion stopped by mistake.") + "\n"
        + _("Your words are safe. To open it again, type: companion") + "\n"
    )  # fmt: skip


def watch() -> None:
    """Make every way that Python reports an error a calm one."""
    import threading  # noqa: PLC0415 - only when a page is opened

    sys.excepthook = report
    sys.unraisablehook = lambda _error: None
    threading.excepthook = lambda error: report(
        error.exc_type, error.exc_value, error.exc_traceback
    )
