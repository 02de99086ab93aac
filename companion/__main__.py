"""Where the program starts and ends: no trace, no core file, one exit code."""

import gc
import os
import sys
from errno import EBADF, EFBIG, EIO, ENOSPC
from types import TracebackType

from companion.guarding import forbid_core_files

# What a full disk, or a terminal that is gone, says to a command that prints its answer.
CANNOT_WRITE = (EBADF, EFBIG, EIO, ENOSPC)

# Objects made between two looks for dead ones (Python's own is 700). Nearly all that is made at
# the start lives on, and to look through it took a seventh of the time to the first page.
LOOK_AFTER = 100_000


def run() -> None:
    """Run the program and leave with its exit code."""
    gc.set_threshold(LOOK_AFTER)
    forbid_core_files()
    _open_streams()
    sys.excepthook = _report
    try:
        from companion.cli import main  # noqa: PLC0415 - a broken install is caught too

        code = main(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        _write_nowhere()  # the reader went away, as `head` does: nothing is wrong
        code = 0
    except OSError as error:
        if error.errno not in CANNOT_WRITE:
            raise
        _write_nowhere()
        code = _tell_cannot_write()
    # Else Python looks through all that was loaded once more before it ends, for nothing: that
    # was a tenth of the time of a quick command.
    gc.freeze()
    sys.exit(code)


def _open_streams() -> None:
    """Give a program that was started without them streams that hold and take nothing."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123


def _write_nowhere() -> None:
    """Python would complain about what it could not write."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell_cannot_write() -> int:
    from companion.commands.answer import tell_problem  # noqa: PLC0415
    from companion.problems import Problem  # noqa: PLC0415

    return tell_problem(Problem("cannot_answer"), as_json="--json" in sys.argv)


def _report(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    from companion.crash import report  # noqa: PLC0415 - needed by almost no run

    report(kind, error, trace)


if __name__ == "__main__":
    run()
