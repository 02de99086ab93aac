"""The child process that reads a calendar: it can be ended, and cannot harm anything.

It reads a calendar from its input and writes sessions as JSON (`Reply`) to its output.
The only word it takes is the time now.
"""

import sys
from datetime import datetime

import msgspec

from companion.calendars.blocks import LARGEST, NotACalendar, blocks_of
from companion.calendars.reply import Reply
from companion.children import limit
from companion.domain.session_rows import row_of

MEMORY = 512 * 1024 * 1024
SECONDS = 3  # of the processor


def main() -> int:
    """Read, answer, end."""
    limit(SECONDS, MEMORY)
    now = datetime.fromisoformat(sys.argv[1])
    try:
        reply = answer(sys.stdin.buffer.read(LARGEST + 1), now)
    except (NotACalendar, MemoryError):
        reply = Reply(calendar=False)
    sys.stdout.buffer.write(msgspec.json.encode(reply))
    return 0


def answer(data: bytes, now: datetime) -> Reply:
    """What a calendar says. Raises NotACalendar."""
    blocks = blocks_of(data)
    from companion.calendars.events import sessions_of  # noqa: PLC0415 - slow, often not needed

    found = sessions_of(blocks, now)
    rows = [row_of(session) for session in found.sessions]
    return Reply(True, rows, found.left, sorted(found.unread))


if __name__ == "__main__":
    raise SystemExit(main())
