"""A member who has the voice on, in the whole program on a real terminal, with real sound."""

import os
from pathlib import Path

from companion.store.home import Home
from companion.store.opening import open_store
from tests.speech.sound import Sound
from tests.terminal.pty_program import Program

# The voice that is best recognised, at a calm speed.
VOICE, RATE = "gmw/en-US+klatt5", "160"
LOST = "The voice stopped. The words are on the screen."
NONE = "We found no voice. To see what to do, type: companion doctor"


def home_with_voice(tmp_path: Path, **more: str) -> Path:
    """A home where the first question has been answered, and the voice is on."""
    home = tmp_path / "home"
    settings = open_store(Home(home)).settings
    given = {"way": "screen", "voice": "on", "say_moves": "on", "rate": RATE}
    for name, value in (given | {"voice_name": VOICE, "room_voice": VOICE} | more).items():
        settings.put(name, value)
    return home


class Member(Program):
    """The program with the voice on, and what its screen shows."""

    def __init__(self, home: Path, sound: Sound, *arguments: str, **env: str) -> None:
        self._sound = sound
        given = sound.settings | env
        super().__init__(home, *arguments, columns=80, rows=24, shell="", **given)

    @property
    def lines(self) -> set[str]:
        """The lines on the screen, whatever is marked or has the focus."""
        return {line.replace(">", " ").strip() for line in self.screen.splitlines()} - {""}

    def notices(self) -> int:
        """How many lines say that the voice is gone."""
        return sum(self.screen.count(notice) for notice in (LOST, NONE))

    def move(self, keys: str = "\t") -> None:
        """Move the focus, and see that the screen shows it at once."""
        before = self._place()
        self.type(keys)
        self._until(lambda: self._place() != before, "another place of the cursor")

    def _place(self) -> tuple[int, int]:
        self.read()
        return self._display.cursor.x, self._display.cursor.y

    def workers(self) -> list[int]:
        """The processes that speak, the oldest first."""
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            try:
                words = (path / "cmdline").read_bytes()
                parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:  # it has just ended
                continue
            if b"companion.speech.worker" in words and parent == self.pid:
                found.append(int(path.name))
        return sorted(found)

    def kill_workers(self, number: int) -> None:
        """End each worker as the system does when memory is short."""
        for pid in self.workers():
            os.killpg(pid, number)
