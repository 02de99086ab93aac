"""A pack as a zip: opened again as it was, and refused where a stranger made it to do harm."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from companion.easyread.files import LARGEST_FILE
from companion.easyread.reading import load_pack
from companion.easyread.zipped import LARGEST, files_in, files_of, read_zipped, zipped
from companion.problems import Problem
from tests.easyread.made_packs import two_versions


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    folder = two_versions(tmp_path / "tea")
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def zip_of(files: Mapping[Any, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packing:
        for name, data in files.items():
            packing.writestr(name, data)
    return file.getvalue()


def test_it_is_read_as_it_was(tmp_path: Path) -> None:
    pack = load_pack(two_versions(tmp_path / "tea"))
    data = zipped(pack)
    assert read_zipped(data) == pack._replace(folder="", older=())
    assert zipped(pack) == data
    assert len(data) < 2_000


@pytest.mark.parametrize(
    "name",
    ["../part-2.md", "/etc/part-2.md", "older/1/pack.toml", "..\\part-2.md",
     "C:part-2.md", "part-²2.md", "PART-2.MD", "part-2.md/", "", "readme.txt"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere(files: dict[str, bytes], name: str) -> None:
    with pytest.raises(Problem, match="pack_broken"):
        read_zipped(zip_of({**files, ZipInfo(name or "\n"): b"# Not ours"}))


def test_a_bomb_stays_packed(files: dict[str, bytes]) -> None:
    bomb = zip_of({**files, "part-1.md": bytes(300 * 2**20)})
    assert len(bomb) < LARGEST
    with pytest.raises(Problem, match="pack_broken") as refused:
        read_zipped(bomb)
    assert refused.value.facts["why"] == "This file is too large."
    with pytest.raises(Problem, match="pack_broken"):
        read_zipped(zip_of({**files, "part-1.md": b"x" * (LARGEST_FILE + 1)}))


def test_a_link_is_no_more_than_the_words_in_it(files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret")
    link = ZipInfo("part-1.md")
    link.external_attr = 0o120777 << 16
    del files["part-1.md"]
    with pytest.raises(Problem, match="pack_broken"):
        read_zipped(zip_of({**files, link: str(tmp_path / "secret.md").encode()}))


def test_a_thousand_files_and_a_file_twice(files: dict[str, bytes]) -> None:
    with pytest.raises(Problem, match="pack_broken"):
        read_zipped(zip_of({**files, **{f"part-{n}.md": b"" for n in range(1_000)}}))
    twice: dict[Any, bytes] = {**files, ZipInfo("part-1.md"): b"# Another"}
    with pytest.warns(UserWarning, match="Duplicate"), pytest.raises(Problem, match="pack_broken"):
        read_zipped(zip_of(twice))


def test_what_is_no_zip_or_is_cut_short(files: dict[str, bytes]) -> None:
    data = zip_of(files)
    for broken in (b"", b"PK", b"words", data[:-30], data[30:], bytes(LARGEST + 1)):
        with pytest.raises(Problem, match="pack_broken"):
            read_zipped(broken)
    for at in range(0, len(data), 7):  # whatever is damaged, it is a pack or it is refused
        try:
            read_zipped(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        except Problem as problem:
            assert problem.code == "pack_broken"


def test_a_zip_that_somebody_made_of_a_folder(files: dict[str, bytes]) -> None:
    made = {
        "tea/": b"",
        **{f"tea/{name}": data for name, data in files.items()},
        "tea/older/1/pack.toml": b"An older one",
        "tea/notes.docx": b"Not ours",
        "__MACOSX/tea/._pack.toml": b"Of a Mac",
        "../../pack-2.md": b"Outside",
    }
    assert files_in(zip_of(made)) == files
    assert files_in(zip_of(files)) == files
    assert files_of([(name.replace("/", "\\"), data) for name, data in made.items()]) == files


def test_such_a_zip_does_no_harm(files: dict[str, bytes]) -> None:
    bombs = {f"part-{number}.md": b"x" * LARGEST_FILE for number in range(1, 9)}
    link = ZipInfo("tea/pack.toml")
    link.external_attr = 0o120777 << 16
    assert files_in(zip_of({link: b"/etc/passwd"})) == {"pack.toml": b"/etc/passwd"}  # words only
    for made in (
        {"readme.txt": b"x"},
        {**files, "part-1.md": b"x" * (LARGEST_FILE + 1)},
        {**files, **bombs},
        {**files, **{f"part-{number}.md": b"" for number in range(99)}},
        {**files, **{f"x{number}": b"" for number in range(2_000)}},
    ):
        with pytest.raises(Problem, match="pack_broken"):
            files_in(zip_of(made))
    twice: dict[Any, bytes] = {**files, ZipInfo("part-1.md"): b"# Another"}
    with pytest.warns(UserWarning, match="Duplicate"), pytest.raises(Problem, match="pack_broken"):
        files_in(zip_of(twice))
    with pytest.raises(Problem, match="pack_broken"):
        files_of([*files.items(), ("pack.toml", b"Another")])
    data = zip_of(files)
    for broken in (b"", b"PK\x03\x04", data[:-30], data[30:], data + b"x" * LARGEST):
        with pytest.raises(Problem, match="pack_broken"):
            files_in(broken)
