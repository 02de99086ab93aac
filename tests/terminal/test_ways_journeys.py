"""S2.4, S2.5 and S4.5 with a real endpoint, and a drawing and a voice from end to end.

With a sound server of our own: what is spoken is heard, and what is recorded was played there.
"""

import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from companion.compose import look_at
from companion.domain.notes import Note
from tests.media import made
from tests.media.test_cleaning import nothing_hidden
from tests.speech.sound import Sound, sound
from tests.sync.member import Member
from tests.terminal.pty_program import Program
from tests.terminal.sharing_steps import go, news, only, store
from tests.terminal.steps import enter, home_with
from tests.terminal.test_real_endpoint_journeys import Kent

__all__ = ["sound"]
pytestmark = [pytest.mark.slow, pytest.mark.sounding]
WAYS = ["plain", "screen"]
SAID = "I want to talk about the lights."


@pytest.fixture(scope="module")
def kent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kent]:
    with Kent(tmp_path_factory.mktemp("kent")) as found:
        yield found


def connected(tmp_path: Path, way: str, kent: Kent, **settings: str) -> Path:
    home = home_with(tmp_path, way)
    Member(home).community.connect(look_at(kent.address, kent.code))
    for name, value in settings.items():
        store(home).settings.put(name, value)
    return home


@contextmanager
def companion(home: Path, sound: Sound, **env: str) -> Iterator[Program]:
    mine = {n: value for n, value in sound.environment.items() if os.environ.get(n) != value}
    with Program(home, columns=90, rows=44, **mine, **env) as program:
        yield program


def synced(home: Path) -> None:
    with Program(home, "sync") as program:
        assert program.wait() == 0


def ends(program: Program, way: str) -> None:
    program.type("q" + enter(way))
    assert program.wait() == 0


def reads_aloud(program: Program, way: str, sound: Sound) -> float:
    """Ask for the page to be read, say yes, and hear it. Returns seconds of sound."""
    go(program, way, "r > Yes, read it")
    moment = time.monotonic()
    program.type("1" + enter(way))
    assert sound.first_after(moment, 4) is not None
    time.sleep(1.5)
    program.type("a" + enter(way) if way == "plain" else "\x1b[B")  # any key ends it
    return sound.seconds_of_sound(moment, time.monotonic())


@pytest.mark.parametrize("way", WAYS)
def test_s2_four_pictures_are_spoken_sent_and_answered(
    tmp_path: Path, way: str, kent: Kent, sound: Sound
) -> None:
    home = connected(tmp_path, way, kent, supporter="here", voice="on", say_moves="off")
    with companion(home, sound) as program:
        program.expect("5 More")
        go(program, way, "5 > 3 Things I sent", "3 > 1 Share something", "1 > 1 Pictures")
        assert "words" not in program.screen.split("1 Pictures")[0].casefold()
        go(program, way, "1 > 1 Noise", "1 > You chose: noise.", "3 > noise, too much.")
        go(program, way, "6 > noise, too much, headphones.")
        for page in range(2, 7):
            go(program, way, f"7 > Page {page} of 8.")
        go(program, way, "5 > headphones, helped.", "8 > step 2 of 3", "1 > Who made this?")
        for told in ("1 I chose it", "2 My supporter helped", "3 It is my supporter's view"):
            program.expect(told)
        go(program, way, "2 > This will leave your computer:")
        program.expect('"noise, too much, headphones, helped"')
        assert reads_aloud(program, way, sound) > 0.3  # the preview
        program.expect("Send it now")
        go(program, way, "3 > Thank you.")
        news(program, way, "They have it.")
        assert reads_aloud(program, way, sound) > 0.3  # the receipt
        ends(program, way)
    found = kent.received()[-1]
    assert found["symbols"] == ["noise", "too_much", "headphones", "helped"]
    assert (found["kind"], found["made_by"]) == ("symbols", "me-with-supporter")
    row = kent.ask("list").split("\n")[-1]
    assert "Symbols" in row

    # Part 5: the week after.
    answer = f"There will be a quiet {way} room."
    kent.ask("status", str(found["number"]), "changed", "--words", "-", given=answer)
    synced(home)
    with companion(home, sound) as program:
        program.expect("5 More")
        assert "quiet" not in program.screen  # the supporter is there
        ends(program, way)
    store(home).settings.put("supporter", "nobody")
    with companion(home, sound) as program:
        program.expect(f"Something changed: {answer}")
        go(program, way, f"6 > They say: {answer}")
        ends(program, way)


@pytest.mark.parametrize("way", WAYS)
def test_s4_said_in_the_session_is_logged_with_one_key_and_counts(
    tmp_path: Path, way: str, kent: Kent, sound: Sound
) -> None:
    home = connected(tmp_path, way, kent)
    store(home).notes.save(Note(text=f"{SAID} ({way})", aloud=True))
    with companion(home, sound) as program:
        program.expect("4 Speak for me")
        go(program, way, "4 > The room can hear this.")
        moment = time.monotonic()
        go(program, way, f'1 > "{SAID}')
        assert sound.first_after(moment, 4) is not None
        go(program, way, "i > you said it")
        [entry] = store(home).journal.all()
        assert entry.said == f"{SAID} ({way})"
        go(program, way, "8 > Choose the lines to share.", f"1 > 1 {SAID} ({way}), chosen")
        go(program, way, "2 > step 2 of 3", "1 > This will leave your computer:")
        program.expect(f'"{SAID} ({way})"')
        go(program, way, "3 > Thank you.")
        news(program, way, "They have it.")
        ends(program, way)
    found = kent.one_with(f"{SAID} ({way})")
    assert found["kind"] == "said"
    assert "Said in the session" in kent.ask("list").split("\n")[-1]
    said = "There will be a quiet room."
    kent.ask("status", str(found["number"]), "changed", "--words", "-", given=said)
    synced(home)
    with companion(home, sound) as program:
        program.expect(f"Something changed: {said}")
        go(program, way, "6 > Something changed.")
        ends(program, way)


def saved(kent: Kent, tmp_path: Path) -> tuple[str, bytes]:
    """The file of what came last, as organisers take it out: its name and its bytes."""
    number = str(kent.received()[-1]["number"])
    folder = tmp_path / "organiser"
    folder.mkdir()
    [path] = json.loads(kent.ask("list", number, "--save", str(folder), "--json"))["saved"]
    return Path(path).name, Path(path).read_bytes()


@pytest.mark.parametrize("way", WAYS)
def test_a_drawing_is_chosen_from_the_list_and_arrives(
    tmp_path: Path, way: str, kent: Kent, sound: Sound
) -> None:
    home = connected(tmp_path, way, kent)
    pictures = tmp_path / "member" / "Pictures"
    pictures.mkdir(parents=True)
    (pictures / "sam-canary-cat.png").write_bytes(made.drawing())
    with companion(home, sound, HOME=str(tmp_path / "member"), DISPLAY="") as program:
        program.expect("5 More")
        go(program, way, "5 > 3 Things I sent", "3 > 1 Share something", "1 > 2 A drawing")
        go(program, way, "2 > 1 sam-canary-cat.png,")
        program.type("1" + enter(way))
        news(program, way, "You can add words.")
        program.expect("A drawing. 1 KB.")
        go(program, way, "3 > step 2 of 3", "1 > This will leave your computer:")
        program.expect("A drawing.")
        go(program, way, "5 > sha256")
        shown = " ".join(program.screen.split())
        go(program, way, "3 > Thank you.")
        news(program, way, "They have it.")
        ends(program, way)
    name, data = saved(kent, tmp_path)
    nothing_hidden(data)
    assert name.endswith(".png")
    assert sha256(data).hexdigest() in shown.replace(" ", "")
    assert sha256(data).hexdigest() == only(home).files[0].sha256


@pytest.mark.parametrize("way", WAYS)
def test_a_voice_is_recorded_heard_again_and_arrives(
    tmp_path: Path, way: str, kent: Kent, sound: Sound
) -> None:
    home = connected(tmp_path, way, kent, voice="on", say_moves="on")
    with companion(home, sound) as program:
        program.expect("5 More")
        go(program, way, "5 > 3 Things I sent", "3 > 1 Share something", "1 > 4 My voice")
        go(program, way, "4 > 1 Record now", "1 > It is recording.")
        room = plays(sound, 3.0)
        time.sleep(3.2)
        go(program, way, "1 > It has stopped.")
        room.kill()
        room.wait()
        program.expect("seconds.")
        moment = time.monotonic()
        go(program, way, "1 > Stop the sound")
        first = sound.first_after(moment, 8)
        assert first is not None
        time.sleep(0.5)
        moment = time.monotonic()
        program.type("2" + enter(way))
        silent = sound.silent_after(moment, 8)
        assert silent is not None
        go(program, way, "5 > step 2 of 3", "1 > This will leave your computer:")
        program.expect("People who know your voice can know that it is you.")
        go(program, way, "3 > Thank you.")
        news(program, way, "They have it.")
        ends(program, way)
    name, data = saved(kent, tmp_path)
    nothing_hidden(data)
    assert name.endswith(".ogg")
    assert abs(made.loudest_note(data) - 440) < 4
    everything = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"OggS" not in everything


def plays(sound: Sound, seconds: float) -> "subprocess.Popen[bytes]":
    """A note sounds in the room."""
    process = subprocess.Popen(
        ["pacat", "--playback", "--rate=48000", "--channels=1", "--format=s16le"],
        stdin=subprocess.PIPE,
        env=sound.environment,
    )
    threading.Thread(
        target=process.communicate, args=(made.tone(seconds).tobytes(),), daemon=True
    ).start()
    return process
