"""The short list of files in the usual folders."""

import os
from pathlib import Path

import pytest

from companion.media import choosing
from companion.media.choosing import recent
from companion.media.kinds import LARGEST_IN


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    for name in ("Pictures", "Music", "Desktop", "Downloads", "Documents"):
        (tmp_path / name).mkdir()
    return tmp_path


def put(path: Path, at: int, size: int = 10) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))
    os.utime(path, (at, at))


def names(kind: str) -> list[str]:
    return [Path(one.path).name for one in recent(kind)]  # type: ignore[arg-type]


def test_the_newest_of_a_kind_come_first(here: Path) -> None:
    put(here / "Pictures" / "old.jpg", 100)
    put(here / "Desktop" / "new.PNG", 300)
    put(here / "Downloads" / "camera" / "middle.heic", 200)
    put(here / "Downloads" / "a" / "b" / "deep.jpg", 400)
    put(here / "Music" / "memo.m4a", 500)
    put(here / "Pictures" / "letter.pdf", 600)
    assert names("photo") == names("drawing") == ["new.PNG", "middle.heic", "old.jpg"]
    assert names("voice") == ["memo.m4a"]


def test_what_could_not_be_used_or_leads_elsewhere_is_left_out(here: Path, tmp_path: Path) -> None:
    put(here / "elsewhere" / "secret.jpg", 100)
    (here / "Pictures" / "link.jpg").symlink_to(here / "elsewhere" / "secret.jpg")
    (here / "Pictures" / "album").symlink_to(here / "elsewhere")
    (here / "Pictures" / "folder.jpg").mkdir()
    os.mkfifo(here / "Pictures" / "pipe.jpg")
    put(here / "Pictures" / ".hidden.jpg", 100)
    put(here / "Pictures" / "empty.jpg", 100, size=0)
    with (here / "Pictures" / "huge.jpg").open("wb") as huge:
        huge.truncate(LARGEST_IN + 1)
    assert names("photo") == []


def test_a_folder_of_very_many_files_costs_a_bounded_look(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "MOST_LOOKED_AT", 30)
    for number in range(90):
        put(here / "Pictures" / f"{number}.jpg", number)
    assert len(names("photo")) == choosing.MOST_FOUND
