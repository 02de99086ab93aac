"""The home: private, made late, and telling who is in it."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import platformdirs
import pytest

from companion.problems import Problem
from companion.store import home as home_module
from companion.store.default_folder import default_folder
from companion.store.home import Home
from companion.store.keys import KeyFile
from companion.store.opening import open_store
from tests.store.places import open_log, program


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_only_the_member_can_read_whatever_the_umask(home: Home, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = open_store(home)
        store.notes.add("words")
        store.settings.put("look", "plain")
        with home.presence():
            home.set_aside("part", b"bytes")
            found = {p: rights(p) for p in [home.path.parent, *home.path.parent.rglob("*")]}
    finally:
        os.umask(before)
    names = {p.name for p in found}
    assert names >= {"lock", "home-id", "words.log", "settings.json", "running", home.run, "part"}
    for path, mode in found.items():
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_looking_makes_nothing(home: Home) -> None:
    store = open_store(home)
    assert store.notes.all() == []
    assert store.drafts.left_over() == []
    assert store.settings.get("look") == ""
    store.drafts.drop("unknown")
    assert (store.damaged, store.other_open, home.id()) == (0, False, "")
    assert not home.path.parent.exists()


def test_the_id_is_made_once(home: Home) -> None:
    made = home.make_id()
    assert len(made) == 32
    assert home.make_id() == Home(home.path).id() == made
    assert Home(home.path.parent / "other").make_id() != made


def test_a_damaged_id_is_made_anew(home: Home) -> None:
    home.make_id()
    (home.path / "home-id").write_bytes(b"\xff\x00")
    assert home.id() == ""
    assert home.make_id() == home.id() != ""


def test_a_newer_home_is_left_alone(filled: Home) -> None:
    (filled.path / "home-id").write_bytes(b"companion-home 4 " + b"0" * 32 + b"\n")
    before = (filled.path / "words.log").read_bytes()
    with pytest.raises(Problem) as caught:
        open_log(filled).append("notes", {"d": {"text": "more"}})
    assert caught.value.code == "newer_home"
    assert (filled.path / "words.log").read_bytes() == before


def test_a_copied_home_is_closed_again(filled: Home) -> None:
    filled.path.chmod(0o755)
    with Home(filled.path).writing():
        assert rights(filled.path) == 0o700


def test_an_empty_folder_becomes_private(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with Home(tmp_path).writing():
        assert rights(tmp_path) == 0o700


def test_a_folder_with_other_things_keeps_its_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "holiday.jpg").touch()
    open_store(Home(tmp_path)).notes.add("words")
    assert rights(tmp_path) == 0o755
    assert rights(tmp_path / "words.log") == 0o600


def test_a_home_below_a_file_cannot_be_written_but_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    home = Home(tmp_path / "file" / "home")
    store = open_store(home)
    assert (store.notes.all(), store.settings.get("look")) == ([], "")
    for write in (lambda: store.notes.add("x"), lambda: store.settings.put("a", "b")):
        with pytest.raises(Problem) as caught:
            write()
        assert caught.value.code == "home_not_writable"
        assert str(home.path) in caught.value.say
    with home.presence() as presence:
        assert not presence.held


@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere we ask platformdirs itself.")
@pytest.mark.parametrize("data", [None, "", "/somewhere/else", "/somewhere/", "not/whole", " "])
@pytest.mark.parametrize("home", [None, "", "/home/ada", "home/ada"])
def test_the_default_home_is_where_platformdirs_has_it(
    monkeypatch: pytest.MonkeyPatch, data: str | None, home: str | None
) -> None:
    for name, value in (("XDG_DATA_HOME", data), ("HOME", home)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    expected = platformdirs.user_data_path("companion", appauthor=False)
    assert Path(default_folder()) == expected
    assert expected.name == "companion"


def test_presence_is_seen_until_it_is_closed(home: Home) -> None:
    other = Home(home.path)
    with home.presence() as presence:
        assert presence.held
        assert other.running() == {home.run}
        assert home.running() == set()
        assert open_store(other).other_open
        with other.presence():
            assert home.running() == {other.run}
    assert other.running() == set()
    assert list((home.path / "running").iterdir()) == []
    presence.close()  # a second time does no harm


KILLED = """
import sys
from pathlib import Path
from companion.store.home import Home
home = Home(Path(sys.argv[1]))
home.presence()
print(home.run, flush=True)
sys.stdin.read()
"""


@pytest.mark.slow
def test_presence_ends_with_kill_9(home: Home) -> None:
    with program(KILLED, home.path) as started:
        assert started.stdout
        run = started.stdout.readline().decode().strip()
        assert home.running() == {run}
        started.kill()
    assert home.running() == set()
    with home.presence():
        assert [p.name for p in (home.path / "running").iterdir()] == [home.run]


@pytest.mark.slow
def test_a_program_that_was_started_meanwhile_does_not_keep_the_sign_up(home: Home) -> None:
    other = Home(home.path)
    with home.presence(), subprocess.Popen(["sleep", "60"]) as child:
        pass_on = child
        home_sign = other.running()
        child.terminate()
    assert pass_on.returncode != 0
    assert (home_sign, other.running()) == ({home.run}, set())


def test_the_lock_may_be_held_twice_over_but_by_one_at_a_time(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_module, "LOCK_SECONDS", 0.01)
    other = Home(home.path)
    with home.writing(), home.writing():
        with pytest.raises(Problem) as caught, other.writing():
            pass
        assert caught.value.code == "home_busy"
    with other.writing():
        pass


def test_threads_wait_for_each_other(home: Home) -> None:
    log = open_log(home)
    threads = [
        threading.Thread(target=log.append, args=("notes", {f"{n}": {"n": n}})) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(open_log(home).documents("notes")) == 8


def test_bytes_are_set_aside_once(home: Home) -> None:
    home.set_aside("part", b"first")
    home.set_aside("part", b"first")
    assert [p.read_bytes() for p in (home.path / "damaged").iterdir()] == [b"first"]


def test_the_key_carries_the_id_of_the_home(filled: Home) -> None:
    assert KeyFile(filled.path).place(filled.id()).name == f"{filled.id()}.key"
    assert KeyFile(filled.path).place(filled.id()).exists()
