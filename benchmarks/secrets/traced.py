"""Every call of a program, and of its children, that names a file or writes, as strace saw it.

So files are seen that were there for an instant, and words in arguments or the environment
of a child that has ended since.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CALLS = (
    "%file,%process,write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendmmsg,memfd_create,"
    "setxattr,fsetxattr,prctl"
)
_STRING = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(rb"^\d+ +\w+\((?:-?\d+<(.*?)>(?:\(deleted\))?)?")
_WRITES = re.compile(rb"^\d+ +(?:p?write(?:v2?|64|v)?|send\w+)\(")


class Written(NamedTuple):
    """One call: its name, where it wrote ("" for none), and all bytes that it was given."""

    call: str
    place: str
    data: bytes


def can_trace() -> bool:
    """Whether strace is there."""
    return shutil.which("strace") is not None


def words_before(log: Path) -> list[str]:
    """What to put before a command so that its calls go into the file `log`."""
    how = ["-f", "-q", "-v", "-xx", "-y", "-s", "10000000", "-e", f"trace={CALLS}"]
    return ["strace", "--seccomp-bpf", *how, "-e", "signal=none", "-o", str(log)]


def calls(log: Path) -> Iterator[Written]:
    """The calls in a file of strace."""
    with log.open("rb") as lines:
        for line in lines:
            strings = b"\0".join(map(_text, _STRING.findall(line)))
            if strings:
                name = re.split(rb"[ (]+", line, maxsplit=2)[1].decode("ascii", "replace")
                yield Written(name, _place(line), strings)


def _text(string: bytes) -> bytes:
    return bytes.fromhex(string.replace(b"\\x", b"").decode())


def _place(line: bytes) -> str:
    """The file that a call writes to, by its descriptor."""
    match = _FILE.match(line)
    if match is None or match[1] is None or not _WRITES.match(line):
        return ""
    place = re.sub(rb"\\x[0-9a-f]{2}", lambda one: _text(one[0]), match[1])
    return place.decode("utf-8", "replace")
