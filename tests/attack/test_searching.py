"""The search for a member's words finds them where they are, and not where they are not."""

import base64
import gzip
import io
import random
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest

from benchmarks.secrets.disguises import Finder, disguises
from benchmarks.secrets.journeys import commands, crash, note
from benchmarks.secrets.stage import Stage, new_word
from benchmarks.secrets.traced import can_trace

WORD = "kingfishér otter"


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("words.md", data * 9)
    return file.getvalue()


@pytest.mark.parametrize("name", disguises(WORD))
def test_each_disguise_is_seen(name: str) -> None:
    assert Finder(WORD).names(b"before " + disguises(WORD)[name] + b" after")


@pytest.mark.parametrize("before", range(7))
@pytest.mark.parametrize("code", ["utf-8", "utf-16-le"])
def test_base64_is_seen_wherever_in_it_the_words_begin(before: int, code: str) -> None:
    data = b"x" * before + WORD.encode(code) + b"yz"
    assert Finder(WORD).names(base64.b64encode(data))


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, zipped])
def test_compressed_words_are_seen(pack: Callable[[bytes], bytes]) -> None:
    data = b"noise" + pack(b"some text: " + WORD.encode())
    assert Finder(WORD).names(data, compressed=True)
    assert not Finder(WORD).names(b"noise" + pack(b"some other text"), compressed=True)


@pytest.fixture
def stage() -> Iterator[Stage]:
    if not can_trace():
        pytest.skip("strace is missing. To test this, type: sudo apt install strace")
    with Stage(new_word(random.Random())) as here:
        yield here


LEAKS = {
    "a file that was there for an instant": (
        "import os; open('{tmp}/x', 'w').write('{word}'); os.remove('{tmp}/x')"
    ),
    "the name of a file": "open('{tmp}/{word}', 'w').close()",
    "a file that stays": "open('{user}/notes.txt', 'w').write('{word}'[::-1])",
    "an argument of a child": "import subprocess; subprocess.run(['true', '{word}'])",
    "the environment of a child": (
        "import os, subprocess; subprocess.run(['true'], env={{**os.environ, 'A': '{word}'}})"
    ),
    "a file in memory": "import os; os.write(os.memfd_create('x'), '{word}'.encode())",
}


@pytest.mark.slow
@pytest.mark.parametrize("leak", LEAKS)
def test_a_program_that_leaks_is_caught(stage: Stage, leak: str) -> None:
    """The words reach it by its input, as they reach ours."""
    code = "import sys; exec(sys.argv[1].replace('WORD', sys.stdin.read()))\n"
    program = LEAKS[leak].format(tmp=stage.tmp, user=stage.user, word="WORD")
    subprocess.run(
        [*stage.before(), sys.executable, "-c", code, program],
        input=stage.word.encode(), check=True,
    )  # fmt: skip
    assert stage.traces()


@pytest.mark.slow
@pytest.mark.parametrize("way", ["screen", "plain"])
@pytest.mark.parametrize("journey", [note, crash])
def test_no_words_stay_anywhere(
    stage: Stage, way: str, journey: Callable[[Stage, str], None]
) -> None:
    """All journeys are played by `python -m benchmarks.secrets`; it takes minutes."""
    journey(stage, way)
    assert stage.traces() == []


@pytest.mark.slow
def test_no_words_stay_after_commands(stage: Stage) -> None:
    commands(stage, "")
    assert stage.traces() == []
