"""Where the program starts and ends: no trace, no core file, one exit code."""

import os
import sys
from types import TracebackType


def run() -> None:
    """Run the program and leave with its exit code."""
    _forbid_core_files()
    sys.excepthook = _report
    try:
        from companion.cli import main  # noqa: PLC0415 - a broken install is caught too

        code = main(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # The reader went away, as `head` does. Nothing is wrong; Python must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def _forbid_core_files() -> None:
    """A core file would hold a member's words."""
    try:
        import resource  # noqa: PLC0415 - absent on Windows, where there are no core files
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _report(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    from companion.crash import report  # noqa: PLC0415 - needed by almost no run

    report(kind, error, trace)


if __name__ == "__main__":
    run()
