"""The key in a real key store: GNOME's, on a message bus of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.places import everything

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
        reason="gnome-keyring or dbus is not installed",
    ),
]

CANARY = "The lamp was too bright for me."
SAVE = f"print(store.notes.add({CANARY!r}).id)"
READ = "print([note.text for note in store.notes.all()])"
BEGIN = """
import sys
from contextlib import closing
from pathlib import Path
import secretstorage
from companion.problems import Problem
from companion.store.home import Home
from companion.store.key_store import SERVICE, system_store
from companion.store.opening import open_store

home = Home(Path(sys.argv[1]))
store = open_store(home)

def entries():
    with closing(secretstorage.dbus_init()) as bus:
        found = secretstorage.search_items(bus, {"service": SERVICE})
        return {i.get_attributes()["username"]: i.get_secret().decode() for i in found}
"""


class Desktop:
    """A session with a key store that is open; each run is a program of its own in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._env = {
            name: value
            for name, value in os.environ.items()
            if name not in ("PYTHON_KEYRING_BACKEND", "COMPANION_KEY_FILE", "DISPLAY")
        } | {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "PYTHONPATH": str(Path.cwd())}
        folder.chmod(0o700)

    def __enter__(self) -> "Desktop":
        unlock = "printf %s secret | gnome-keyring-daemon --unlock --components=secrets"
        script = f"{unlock} >/dev/null 2>&1; echo $DBUS_SESSION_BUS_ADDRESS; read wait"
        self._session = subprocess.Popen(
            ["dbus-run-session", "--", "sh", "-c", script],
            env=self._env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self._session.stdout is not None
        self._env["DBUS_SESSION_BUS_ADDRESS"] = self._session.stdout.readline().strip()
        return self

    def __exit__(self, *_: object) -> None:
        self._session.communicate("\n", timeout=20)

    def run(self, home: Path, code: str, *, bus: bool = True) -> str:
        """Run code that has a `store`; what it printed, or the code of the Problem it raised."""
        program = f"{BEGIN}\ntry:\n    {code}\nexcept Problem as problem:\n    print(problem.code)"
        env = {k: v for k, v in self._env.items() if bus or k != "DBUS_SESSION_BUS_ADDRESS"}
        done = subprocess.run(
            [sys.executable, "-c", program, str(home)],
            env=env, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def companion(
        self, home: Path, *words: str, bus: bool = True, typed: str = ""
    ) -> tuple[int, str]:
        """Run a command; its exit code and all that it printed."""
        env = {k: v for k, v in self._env.items() if bus or k != "DBUS_SESSION_BUS_ADDRESS"}
        done = subprocess.run(
            [sys.executable, "-m", "companion", "--home", str(home), *words],
            input=typed, env=env, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    (tmp_path / "desktop").mkdir()
    with Desktop(tmp_path / "desktop") as found:
        yield found


def test_the_key_lies_in_the_store_and_not_in_the_home(desktop: Desktop, tmp_path: Path) -> None:
    home = tmp_path / "home"
    desktop.run(home, SAVE)
    assert CANARY in desktop.run(home, READ)
    assert list(home.glob("*.key")) == []
    kept = desktop.run(home, "print(entries()[home.id()])")
    assert len(kept) == 44
    assert not any(kept.encode() in text for text in everything(home).values())
    code, said = desktop.companion(home, "privacy")
    assert code == 0
    assert "The key: in the key store of this computer" in said


def test_a_folder_that_was_carried_away_cannot_be_opened(desktop: Desktop, tmp_path: Path) -> None:
    home = tmp_path / "home"
    desktop.run(home, SAVE)
    desktop.run(home, "store._keys.leave_store(home.id()); print(entries())")
    before = everything(home)
    assert desktop.run(home, READ) == "key_not_in_store"
    assert everything(home) == before
    desktop.run(home, SAVE)  # what is new can be written, and not read
    assert desktop.run(home, READ) == "key_not_in_store"
    assert before.items() <= everything(home).items()


WRITE = (
    "from companion.domain.journal import Answer, Entry; "
    f"store.journal.save(Entry(helped=Answer({CANARY!r}))); "
    "store.lock.set('words', 'my blue door')"
)
ENTRIES = "print([entry.helped.words for entry in store.journal.all()])"
ANSWERED = f"print(store.lock.unlock('my blue door')); {ENTRIES}"


def test_a_lock_opens_with_its_answer_and_the_store_alone(desktop: Desktop, tmp_path: Path) -> None:
    home = tmp_path / "home"
    desktop.run(home, WRITE)
    assert desktop.run(home, ENTRIES) == "journal_locked"
    assert desktop.run(home, "print(store.lock.unlock('my red door'))") == "False"
    assert desktop.run(home, ANSWERED) == f"True\n{[CANARY]}"
    assert list(home.glob("*.key")) == []
    desktop.run(home, "store._keys.leave_store(home.id())")
    assert desktop.run(home, ANSWERED) == "key_not_in_store"  # the answer alone opens nothing


def test_a_card_puts_the_key_back_into_the_store(desktop: Desktop, tmp_path: Path) -> None:
    home = tmp_path / "home"
    desktop.run(home, SAVE)
    desktop.run(home, WRITE)
    words = desktop.run(home, "store.lock.unlock('my blue door'); print(*store.recovery.make())")
    desktop.run(home, "store._keys.leave_store(home.id())")
    assert desktop.run(home, READ) == "key_not_in_store"
    wrong = " ".join([*words.split()[:-1], "zzz"])
    assert desktop.run(home, f"print(store.recovery.recover({wrong!r}))") == "False"
    assert desktop.run(home, f"print(store.recovery.recover({words!r}))") == "True"
    assert desktop.run(home, "print(home.id() in entries())") == "True"
    assert desktop.run(home, READ) == str([CANARY])
    assert desktop.run(home, ENTRIES) == str([CANARY])  # the card takes the lock off
    assert list(home.glob("*.key")) == []


def test_forget_takes_the_key_out_of_the_store(desktop: Desktop, tmp_path: Path) -> None:
    home = tmp_path / "home"
    desktop.run(home, SAVE)
    code, said = desktop.companion(home, "forget", typed="forget\n")
    assert code == 0, said
    assert len(desktop.run(home, "print(*entries())").split()) == 1  # for 30 days
    code, said = desktop.companion(home, "forget", "--undo")
    assert code == 0, said
    assert CANARY in desktop.run(home, READ)
    code, said = desktop.companion(home, "forget", "--now", typed="forget\ngone\n")
    assert code == 0, said
    assert desktop.run(home, "print(entries())") == "{}"
    assert not any(path.name.startswith("keys") for path in home.rglob("*"))


def test_without_a_desktop_nothing_is_read_and_nothing_changes(
    desktop: Desktop, tmp_path: Path
) -> None:
    """As in cron, or over ssh."""
    home = tmp_path / "home"
    desktop.run(home, SAVE)
    before = everything(home)
    assert desktop.run(home, READ, bus=False) == "key_not_reached"
    code, said = desktop.companion(home, "note", "list", bus=False)
    assert code == 1
    assert "We cannot reach it now." in said
    assert "Traceback" not in said
    assert CANARY not in said
    assert everything(home) == before
    desktop.run(home, SAVE, bus=False)
    assert len(list((home / "letters").iterdir())) == 1
    assert desktop.run(home, READ) == str([CANARY, CANARY])
    assert list((home / "letters").iterdir()) == []


def test_a_locked_store_is_not_waited_for(desktop: Desktop, tmp_path: Path) -> None:
    home, new = tmp_path / "home", tmp_path / "new"
    desktop.run(home, SAVE)
    lock = "bus = secretstorage.dbus_init(); secretstorage.Collection(bus).lock()"
    desktop.run(home, lock)
    assert desktop.run(home, READ) == "key_not_reached"
    desktop.run(new, SAVE)  # a new home has a key file then
    assert len(list(new.glob("*.key"))) == 1
    assert CANARY in desktop.run(new, READ)


def test_another_key_in_the_store_is_refused(desktop: Desktop, tmp_path: Path) -> None:
    home = tmp_path / "home"
    desktop.run(home, SAVE)
    put = "system_store()._backend.set_password(SERVICE, home.id(), {!r})"
    for wrong in ("", "no key", "A" * 43 + "="):
        desktop.run(home, put.format(wrong))
        assert desktop.run(home, READ) == "stored_key_wrong"


def test_each_home_has_a_key_of_its_own(desktop: Desktop, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    desktop.run(one, SAVE)
    desktop.run(two, SAVE)
    ids = [desktop.run(home, "print(home.id())") for home in (one, two)]
    found = desktop.run(one, "print(sorted(entries()), len(set(entries().values())))")
    assert found == f"{sorted(ids)} 2"


def test_a_demo_leaves_nothing_in_the_store(desktop: Desktop, tmp_path: Path) -> None:
    code, said = desktop.companion(tmp_path / "none", "--demo", "note", "add", typed=CANARY)
    assert code == 0, said
    assert desktop.run(tmp_path / "home", "print(entries())") == "{}"


def test_a_named_key_file_goes_before_the_store(desktop: Desktop, tmp_path: Path) -> None:
    desktop._env["COMPANION_KEY_FILE"] = str(tmp_path / "my.key")
    desktop.run(tmp_path / "home", SAVE)
    assert len((tmp_path / "my.key").read_bytes()) == 32
    assert desktop.run(tmp_path / "home", "print(entries())") == "{}"
