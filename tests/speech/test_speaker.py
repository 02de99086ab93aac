"""What a member notices of the speaker, over workers that are real processes without a sound."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from companion.speech import crew
from companion.speech.backends import Manner
from companion.speech.process import FOLDER
from companion.speech.speaker import Speaker
from companion.speech.utterances import NEXT, NORMAL, NOW, Event
from tests.speech import fake_worker

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="It looks at processes as Linux and macOS do."),
]

QUICK = Manner(rate=300)
ONE, TWO, THREE = "One two three.", "Four five six.", "Seven eight nine."
LONG = "We meet in the big hall, and there will be tea and cake for everyone who comes. " * 3
AT_ONCE = 0.005  # seconds that a call may take
Modes = Callable[[str], str]  # the name of a backend: the mode of its next worker


class Heard:
    """A speaker, and what it told, in order."""

    def __init__(self, folder: Path, mode: Modes, backends: tuple[str, ...] = ("one",)) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.events: list[tuple[float, Event]] = []
        self._queue: SimpleQueue[tuple[float, Event]] = SimpleQueue()
        self._mode = mode
        self.speaker = Speaker(
            self._told,
            manner=QUICK,
            backends=backends,
            start=self._start,
            env={"FAKE_WORKER_LOG": str(self.log)},
        )

    def _start(self, backend: str) -> list[str]:
        mode = self._mode(backend)
        if mode == "no such program":
            return [str(self.folder / mode)]
        assert mode in fake_worker.MODES
        return [sys.executable, "-S", fake_worker.__file__, mode]

    def _told(self, event: Event) -> None:
        self._queue.put((time.monotonic(), event))

    def wait(self, kind: str, number: int | None = None, within: float = 10.0) -> float:
        """Wait for an event. Returns the moment it came."""
        ends = time.monotonic() + within
        while True:
            try:
                moment, event = self._queue.get(timeout=max(0.0, ends - time.monotonic()))
            except Empty:
                raise AssertionError(f"no {kind} came, only {self.kinds}") from None
            self.events.append((moment, event))
            if event.kind == kind and number in (None, event.number):
                return moment

    def rest(self, seconds: float) -> None:
        """Take what comes meanwhile."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            try:
                self.events.append(self._queue.get(timeout=left))
            except Empty:
                return

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """What came, but for the words."""
        return [(e.kind, e.number) for _at, e in self.events if e.kind != "word"]

    def count(self, kind: str) -> int:
        """How often something came."""
        return [kind for kind, _number in self.kinds].count(kind)

    @property
    def asked(self) -> list[str]:
        """The texts that workers were asked to say."""
        return [text for _pid, text in self._log()]

    @property
    def pid(self) -> int:
        """The process that was asked last."""
        return int(self._log()[-1][0])

    def _log(self) -> list[tuple[str, str]]:
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [(pid, text) for pid, _space, text in (line.partition(" ") for line in lines)]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that only this test has."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def start(tmp_path: Path, temporary: Path) -> Iterator[Callable[..., Heard]]:
    """Starts speakers, and looks that each leaves nothing behind."""
    started: list[Heard] = []

    def make(mode: str | Modes = "well", *backends: str) -> Heard:
        modes = (lambda _name: mode) if isinstance(mode, str) else mode
        started.append(Heard(tmp_path, modes, backends or ("one",)))
        return started[-1]

    yield make
    for heard in started:
        heard.speaker.close()
    assert not list(temporary.iterdir())
    assert not children()


def children() -> list[str]:
    """The fake workers that this test has started, and that run."""
    asked = subprocess.run(
        ["ps", "-ww", "-o", "args=", "--ppid", str(os.getpid())], capture_output=True, check=False
    )
    return [line for line in asked.stdout.decode().splitlines() if "fake_worker" in line]


def runs(pid: int) -> bool:
    """Whether a process is there, and no zombie."""
    asked = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return bool(asked.stdout.strip()) and not asked.stdout.strip().startswith(b"Z")


def comes_true(what: Callable[[], bool], within: float = 5.0) -> bool:
    ends = time.monotonic() + within
    while not what():
        if time.monotonic() > ends:
            return False
        time.sleep(0.02)
    return True


Start = Callable[..., Heard]


class Turns:
    """The first worker has one mode, and all after it work well."""

    def __init__(self, *first: str) -> None:
        self._left = list(first)

    def __call__(self, _backend: str) -> str:
        return self._left.pop(0) if self._left else "well"


# What is said, and in which order.


def test_a_sentence_begins_tells_its_words_and_ends(start: Start) -> None:
    heard = start()
    number = heard.speaker.say(ONE)
    heard.wait("end", number)
    events = [event for _at, event in heard.events]
    assert events == [
        Event("begin", number),
        Event("word", number, 0, 3),
        Event("word", number, 4, 3),
        Event("word", number, 8, 6),
        Event("end", number),
    ]
    assert comes_true(lambda: not heard.speaker.talking)


def test_a_new_text_takes_the_place_of_all_others(start: Start) -> None:
    heard = start()
    first = heard.speaker.say(LONG)
    heard.speaker.say(TWO, NORMAL)
    heard.wait("word", first)
    last = heard.speaker.say(THREE, NOW)
    heard.wait("end", last)
    heard.rest(0.5)
    assert heard.kinds == [("begin", first), ("begin", last), ("end", last)]
    assert heard.asked == [LONG.strip(), THREE] or heard.asked == [LONG, THREE]


def test_a_text_can_come_next_or_after_all_others(start: Start) -> None:
    heard = start()
    first = heard.speaker.say(ONE)
    last = heard.speaker.say(THREE, NORMAL)
    between = heard.speaker.say(TWO, NEXT)
    heard.wait("end", last)
    order = [first, first, between, between, last, last]
    assert [number for _kind, number in heard.kinds] == order


def test_there_is_a_pause_where_one_is_wanted(start: Start) -> None:
    heard = start()
    first = heard.speaker.say(ONE)
    second = heard.speaker.say(TWO, NORMAL, 0.5)
    ended = heard.wait("end", first)
    assert 0.5 <= heard.wait("begin", second) - ended < 2.5


def test_a_stop_in_a_pause_ends_the_reading(start: Start) -> None:
    heard = start()
    first = heard.speaker.say(ONE)
    heard.speaker.say(TWO, NORMAL, 0.4)
    heard.wait("end", first)
    heard.speaker.stop()
    heard.rest(1.0)
    assert heard.asked == [ONE]
    assert not heard.speaker.talking


def test_while_tab_is_held_only_where_it_rests_is_said(start: Start) -> None:
    heard = start()
    heard.wait("end", heard.speaker.say(ONE))  # it is awake
    for row in range(20):
        last = heard.speaker.focus(f"Row {row}.")
        time.sleep(0.033)
    heard.wait("end", last)
    assert heard.asked[-1] == "Row 19."
    # On a busy machine a move may come late, and counts as a rest.
    assert len(heard.asked) <= 6
    assert "Row 0." in heard.asked


def test_a_text_that_was_asked_for_is_not_held_back_as_focus_is(start: Start) -> None:
    heard = start()
    heard.wait("end", heard.speaker.say(ONE))
    heard.speaker.focus(TWO)
    heard.speaker.focus(TWO)
    last = heard.speaker.say(THREE)
    heard.wait("end", last)
    heard.rest(0.3)
    assert heard.asked[-1] == THREE


def test_another_rate_counts_from_the_next_sentence_on(start: Start) -> None:
    heard = start()
    first = heard.speaker.say(THREE)
    began = heard.wait("begin", first)
    quick = heard.wait("end", first) - began
    heard.speaker.set(Manner(rate=100))
    second = heard.speaker.say(THREE)
    began = heard.wait("begin", second)
    assert heard.wait("end", second) - began > quick * 1.5


# Silence.


def test_a_stop_ends_the_voice_at_once_and_the_next_text_is_said(start: Start) -> None:
    heard = start()
    number = heard.speaker.say(LONG)
    heard.wait("word", number)
    speaking = heard.pid
    heard.speaker.stop()
    assert comes_true(lambda: not runs(speaking), 1.0)
    again = heard.speaker.say(TWO)
    heard.wait("end", again)
    assert heard.kinds == [("begin", number), ("begin", again), ("end", again)]


def test_many_stops_one_after_the_other_do_no_harm(start: Start) -> None:
    heard = start()
    for _count in range(15):
        heard.speaker.say(LONG)
        heard.rest(0.05)
        heard.speaker.stop()
        heard.speaker.stop()
    last = heard.speaker.say(TWO)
    heard.wait("end", last)
    assert not heard.count("lost")
    assert comes_true(lambda: len(children()) == 2), children()


def test_what_was_stopped_before_the_voice_was_ready_is_not_said(start: Start) -> None:
    heard = start("slow")
    heard.speaker.say(ONE)
    heard.speaker.stop()
    heard.rest(1.5)
    assert not heard.asked
    heard.wait("end", heard.speaker.say(TWO))
    assert heard.asked == [TWO]


def test_what_is_asked_for_before_the_voice_is_ready_is_said_then(start: Start) -> None:
    heard = start("slow")
    heard.speaker.say(ONE)
    last = heard.speaker.say(TWO, NORMAL)
    heard.wait("end", last)
    assert heard.asked == [ONE, TWO]


# A voice that breaks.


@pytest.mark.parametrize("mode", ["dies", "hangs first", "hangs midway", "ends at once"])
def test_a_voice_that_breaks_is_told_once_and_comes_back(start: Start, mode: str) -> None:
    heard = start(Turns(mode))
    number = heard.speaker.say(ONE + " " + TWO)
    heard.speaker.say(THREE, NORMAL)  # what waited is not said out of the blue
    heard.wait("lost", number)
    heard.rest(0.5)
    again = heard.speaker.say(TWO)
    heard.wait("end", again)
    assert heard.count("lost") == 1
    assert not heard.count("silent")
    assert THREE not in heard.asked
    assert heard.speaker.backend == "one"


def test_a_voice_that_never_gets_ready_is_told_and_comes_back(start: Start) -> None:
    heard = start(Turns("never ready", "never ready"))
    number = heard.speaker.say(ONE)
    heard.wait("lost", number, 15)
    again = heard.speaker.say(TWO)
    heard.wait("end", again, 15)
    assert heard.count("lost") == 1


def test_a_voice_that_never_gets_ready_is_found_while_the_member_goes_on(start: Start) -> None:
    heard = start(lambda name: "never ready" if name == "one" else "well", "one", "two")
    ends = time.monotonic() + 45
    while not heard.count("end") and time.monotonic() < ends:
        heard.speaker.focus(TWO)
        heard.rest(1.5)
    assert heard.count("end")
    assert heard.speaker.backend == "two"


def test_a_voice_that_hangs_is_found_while_the_member_goes_on(start: Start) -> None:
    heard = start(lambda name: "hangs first" if name == "one" else "well", "one", "two")
    ends = time.monotonic() + 30
    while not heard.count("end") and time.monotonic() < ends:
        heard.speaker.focus(ONE)
        heard.rest(1.0)
    assert heard.speaker.backend == "two"
    assert heard.count("lost") == 3


def test_after_three_deaths_another_voice_speaks(start: Start) -> None:
    heard = start(lambda name: "dies" if name == "one" else "well", "one", "two")
    for _count in range(3):
        heard.wait("lost", heard.speaker.say(LONG))
    again = heard.speaker.say(TWO)
    heard.wait("end", again)
    assert heard.speaker.backend == "two"
    assert heard.count("lost") == 3
    assert not heard.count("silent")


def test_a_death_now_and_then_is_forgiven(start: Start) -> None:
    heard = start("well", "one", "two")
    for _count in range(4):
        number = heard.speaker.say(LONG)
        heard.wait("word", number)
        os.killpg(heard.pid, signal.SIGKILL)
        heard.wait("lost", number)
        heard.wait("end", heard.speaker.say(ONE))
    assert heard.speaker.backend == "one"


def test_a_death_in_a_pause_is_not_noticed(start: Start) -> None:
    heard = start()
    first = heard.speaker.say(ONE)
    last = heard.speaker.say(TWO, NORMAL, 1.0)
    heard.wait("end", first)
    os.killpg(heard.pid, signal.SIGKILL)
    heard.wait("end", last)
    assert not heard.count("lost")


def test_the_voice_comes_back_with_the_sound(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "TRY_AGAIN_AFTER", 1.0)
    modes = ["well"]
    heard = start(lambda _name: modes[0], "one", "two")
    heard.wait("end", heard.speaker.say(ONE))
    modes[0] = "fails"
    heard.speaker.say(LONG)
    heard.rest(0.3)
    heard.speaker.stop()
    heard.wait("silent")
    modes[0] = "well"
    heard.speaker.say(ONE)
    heard.rest(1.2)
    heard.wait("end", heard.speaker.say(TWO))
    assert heard.speaker.backend == "one"


@pytest.mark.parametrize("mode", ["fails", "no such program"])
def test_where_a_voice_is_not_there_the_next_one_speaks(start: Start, mode: str) -> None:
    heard = start(lambda name: mode if name == "one" else "well", "one", "two")
    number = heard.speaker.say(ONE)
    heard.wait("end", number)
    assert heard.kinds == [("begin", number), ("end", number)]
    assert heard.speaker.backend == "two"


@pytest.mark.parametrize("mode", ["fails", "no such program"])
def test_where_no_voice_is_there_it_is_told_for_each_text(start: Start, mode: str) -> None:
    """Whoever asked decides whether the member hears of it again: the room's line, always."""
    heard = start(mode, "one", "two")
    heard.speaker.say(ONE)
    heard.wait("silent")
    told = heard.count("silent")
    asked = [heard.speaker.say(TWO) for _count in range(5)]
    heard.rest(0.5)
    assert heard.count("silent") == told + len(asked)
    assert heard.speaker.backend == ""
    assert comes_true(lambda: not heard.speaker.talking)


def test_what_a_library_prints_does_not_matter(start: Start) -> None:
    heard = start("prints")
    for text in (ONE, TWO, THREE):
        heard.wait("end", heard.speaker.say(text))
    assert not heard.count("lost")


# Calls, and the end.


def test_no_call_holds_the_program_up(start: Start) -> None:
    heard = start(Turns("well", "hangs first", "dies", "slow", "ends at once"))
    took = []
    for count in range(60):
        calls: list[Callable[[], object]] = [
            lambda: heard.speaker.focus(LONG),
            heard.speaker.stop,
            lambda: heard.speaker.say(LONG, NORMAL),
            lambda: heard.speaker.set(QUICK),
            lambda: heard.speaker.talking,
        ]
        for call in calls:
            began = time.perf_counter()
            call()
            took.append(time.perf_counter() - began)
        heard.rest(0.03 if count % 10 else 0.4)
    # The system may take the processor away now and then.
    assert sorted(took)[-4] < AT_ONCE


def test_after_the_end_no_call_does_anything(start: Start) -> None:
    heard = start()
    heard.speaker.say(LONG)
    heard.speaker.close()
    heard.speaker.say(ONE)
    heard.speaker.focus(ONE)
    heard.speaker.set(QUICK)
    heard.speaker.stop()
    heard.speaker.close()
    heard.rest(0.3)
    assert ONE not in heard.asked
    assert not children()


@pytest.mark.parametrize("mode", fake_worker.MODES)
def test_the_end_leaves_no_process_and_no_file(start: Start, mode: str, temporary: Path) -> None:
    heard = start(mode, "one", "two")
    heard.speaker.say(LONG)
    heard.rest(0.4)
    heard.speaker.close()
    assert not children()
    assert not list(temporary.iterdir())


def test_the_end_right_after_the_start_leaves_nothing(start: Start, temporary: Path) -> None:
    start().speaker.close()
    assert comes_true(lambda: not children() and not list(temporary.iterdir()))


def test_a_program_that_is_killed_leaves_no_process(tmp_path: Path, temporary: Path) -> None:
    program, worker = killed_program(tmp_path, temporary)
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    assert comes_true(lambda: not runs(worker))
    assert comes_true(lambda: not list(temporary.iterdir()))


def test_what_is_left_of_a_crash_is_gone_at_the_next_start(
    tmp_path: Path, temporary: Path, start: Start
) -> None:
    program, worker = killed_program(tmp_path, temporary)
    os.killpg(worker, signal.SIGKILL)
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    left = [folder for folder in temporary.iterdir() if str(program.pid) in folder.name]
    other = temporary / "something-else"
    other.mkdir()
    start()
    assert comes_true(lambda: not any(folder.exists() for folder in left))
    assert other.exists()
    other.rmdir()


def killed_program(tmp_path: Path, temporary: Path) -> "tuple[subprocess.Popen[bytes], int]":
    """A program that speaks, and the number of its worker."""
    script = f"""
import sys, time
from companion.speech.speaker import Speaker
fake = [sys.executable, {fake_worker.__file__!r}, "well"]
Speaker(print, backends=("one",), start=lambda _: fake,
    env={{"FAKE_WORKER_LOG": {str(tmp_path / "log")!r}}}).say({LONG!r})
time.sleep(60)
"""
    program = subprocess.Popen(
        [sys.executable, "-c", script], env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    log = tmp_path / "log"
    assert comes_true(lambda: log.exists() and bool(log.read_text().strip()))
    assert list(temporary.glob(f"{FOLDER}{program.pid}-*"))
    return program, int(log.read_text().split()[0])
