"""The child process that opens a file which a member chose: it can be ended, and writes nothing.

It takes what is to be made ("drawing", "photo" or "voice"), reads the file from its input, and
answers with one letter (companion.media.kinds) and what it made.
"""

import sys
from contextlib import suppress

from companion.children import limit, silenced
from companion.media.kinds import LARGEST_IN, MADE, WHY, CannotUse

MEMORY = 1536 * 1024 * 1024
SECONDS = 30  # of the processor


def main() -> int:
    """Read, make, answer, end."""
    source, out = silenced()
    limit(SECONDS, MEMORY)
    _write_no_file()
    kind, data = sys.argv[1], source.read(LARGEST_IN + 1)
    try:
        answer = MADE + made(data, kind)
    except CannotUse as error:
        answer = next(letter for letter, why in WHY.items() if why == error.why)
    with out:
        while answer:
            answer = answer[out.write(answer) :]
    return 0


def made(data: bytes, kind: str) -> bytes:
    """What is sent instead of the file. Raises CannotUse."""
    if kind == "voice":
        from companion.media import sounds  # noqa: PLC0415 - each library takes its time

        return sounds.clean(data)
    from companion.media import pictures  # noqa: PLC0415

    return pictures.clean(data, kind)


def _write_no_file() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    raise SystemExit(main())
