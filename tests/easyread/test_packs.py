"""Every pack that ships follows the rules for writers; none is tied to the charter."""

from itertools import groupby
from pathlib import Path

import pytest

import companion
from companion.cli import main
from companion.easyread.checker import check
from companion.easyread.pack import Line, Pack
from companion.easyread.pictures import picture
from companion.easyread.reading import load_pack
from tests.easyread.test_charter_words import NOTHING, explains

FOLDERS = sorted(
    path.parent
    for path in (Path(companion.__file__).parent.parent / "assets" / "easyread").glob("*/pack.toml")
)
# Each word that breaks a rule, with why it stays.
ALLOWED = frozenset({"ADHD"})  # tests/easyread/test_charter_words.py says why
each_pack = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)


def lines(pack: Pack) -> list[Line]:
    return [line for part in pack.parts for line in part.lines]


def easy_words(pack: Pack) -> list[str]:
    return [
        *(pack.title, pack.note, pack.checked, *pack.glossary.values()),
        *(part.title for part in pack.parts),
        *(line.simple for line in lines(pack) if line.kind == "line"),
        *(words for line in lines(pack) for words in (line.description, line.other) if words),
        *(line for change in pack.changes for line in change.lines),
    ]


def test_there_are_several() -> None:
    assert {"charter", "guide", "template", "what-will-happen"} <= {path.name for path in FOLDERS}


@each_pack
def test_its_words_are_easy(folder: Path) -> None:
    found = {words: check(words, allowed=ALLOWED) for words in easy_words(load_pack(folder))}
    assert {words: hits for words, hits in found.items() if hits} == {}


@each_pack
def test_its_pictures_are_drawn_and_described(folder: Path) -> None:
    for line in lines(load_pack(folder)):
        if line.picture:
            drawn = picture(line.picture)
            assert drawn is not None, line.picture
            assert line.description == drawn.description


@each_pack
def test_its_pages_are_short(folder: Path) -> None:
    assert all(len(page) <= 5 for part in load_pack(folder).parts for page in part.pages)


@each_pack
def test_a_hard_word_is_explained_at_its_first_use(folder: Path) -> None:
    pack = load_pack(folder)
    for part in pack.parts:
        known: set[str] = set()
        for line, after in zip(part.lines, [*part.lines[1:], NOTHING], strict=True):
            for word in set(pack.meanings_in(line.simple)) - known:
                assert explains(after.simple, pack, word), (word, line.simple)
                known.add(word)


@each_pack
def test_a_picture_comes_again_only_in_a_run_of_a_page(folder: Path) -> None:
    for part in load_pack(folder).parts:
        for page in part.pages:
            runs = [name for name, _lines in groupby(line.picture for line in page) if name]
            assert len(runs) == len(set(runs))


@each_pack
def test_what_changed_tells_of_the_version_that_is_here(folder: Path) -> None:
    pack = load_pack(folder)
    assert pack.changes
    assert (pack.changes[0].version, pack.changes[0].date) == (pack.version, pack.date)


@each_pack
def test_it_can_be_read_by_its_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = load_pack(folder)
    for words in ([], ["--view", "full"], ["--json"], ["--changes"], ["--changes", "--json"]):
        assert main(["pack", str(folder), *words]) == 0
        assert capsys.readouterr().out
    assert main(["pack", str(folder), str(pack.parts[0].number)]) == 0
    assert pack.parts[0].lines[0].simple in capsys.readouterr().out


def test_a_text_in_another_language_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = next(path for path in FOLDERS if path.name == "template")
    for file in template.iterdir():
        words = file.read_text(encoding="utf-8").replace('language = "en"', 'language = "cy"')
        (tmp_path / file.name).write_text(words, encoding="utf-8")
    main(["pack", str(tmp_path)])
    assert capsys.readouterr().out.splitlines()[0] == "This text is in Welsh."


def test_a_folder_without_a_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", str(tmp_path)]) == 1
    assert "pack.toml" in capsys.readouterr().err
