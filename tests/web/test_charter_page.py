"""A new version of the charter: chosen, checked, looked at, published, and taken back."""

import io
import re
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from companion.endpoint.codes import private_key
from companion.endpoint.database import Database
from companion.endpoint.describing_community import newest_packs
from companion.endpoint.drafts import all_drafts
from companion.endpoint.publishing import file_named
from companion.endpoint.web.uploads import uploaded
from companion.wire.signing import new_key, sign
from tests.endpoint.senders import SetClock
from tests.sync.charters import TOLD, new_version
from tests.web.full import MARKUP
from tests.web.visitors import Form, Visitor

Files = list[tuple[str, bytes]]
WRITE = "/charter/write"
HARD = "- It was decided by the committee in due course. ![A page with a list](charter)\n"


def files_in(folder: Path, top: str = "") -> Files:
    return [(f"{top}{path.name}", path.read_bytes()) for path in sorted(folder.iterdir())]


def zip_of(files: Files) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as packing:
        for name, data in files:
            packing.writestr(name, data)
    return made.getvalue()


async def choose(visitor: Visitor, files: Files, **headers: str) -> httpx.Response:
    """Send files as a browser does."""
    form = Form((await visitor.get(WRITE)).text).forms[f"/organisers{WRITE}"]
    told = [("files", (name, data, "application/octet-stream")) for name, data in files]
    return await visitor.client.post(
        f"/organisers{WRITE}",
        data={"token": form["token"]},
        files=told or [("files", ("", b""))],
        headers=headers or visitor.headers,
    )


def place(answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removeprefix("/organisers")


@pytest.mark.parametrize("kind", ["zip", "files", "signed"])
async def test_a_version_is_checked_looked_at_and_published(
    database: Database, sam: Visitor, tmp_path: Path, kind: str
) -> None:
    files = files_in(new_version(tmp_path / "2", "2"))
    with database.reading() as connection:
        key = private_key(connection)
    packed = zip_of([(f"charter/{name}", data) for name, data in files])
    chosen = {"zip": [("my charter.zip", packed)], "files": [*files, ("notes.txt", b"x")],
              "signed": [("charter-2", sign(key, "pack", packed))]}[kind]  # fmt: skip
    here = place(await choose(sam, chosen))
    page = (await sam.get(here)).text
    assert "We found nothing to change." in page
    assert ("This community" in page) == (kind == "signed")
    assert TOLD in page  # what changed
    assert "Not checked yet." in page  # the tick of people with learning disabilities
    with database.reading() as connection:
        assert newest_packs(connection) == []
        [draft] = all_drafts(connection)
    part = (await sam.get(f"{WRITE}?draft={draft.number}&part=1")).text
    assert "This is our charter." in part
    assert '<img src="/organisers/pictures/charter" alt="A page with a list"' in part
    assert "part=2" in part
    for nowhere in ("99", "x"):
        assert (await sam.get(f"{WRITE}?draft={draft.number}&part={nowhere}")).status_code == 404
    done = await sam.fill(here.partition("&")[0], WRITE, do="publish")
    assert place(done) == "/charter?done=published"
    page = (await sam.get("/charter")).text
    assert "version 2" in page
    assert TOLD in page
    with database.reading() as connection:
        assert [(one.name, one.version) for one in newest_packs(connection)] == [("charter", "2")]
        assert all_drafts(connection) == []


async def test_hard_words_stay_a_draft(database: Database, sam: Visitor, tmp_path: Path) -> None:
    folder = new_version(tmp_path / "2", "2")
    path = folder / "part-1.md"
    path.write_text(path.read_text().replace("- This is our charter.", f"{HARD}- This is our"
                                             " charter.", 1))  # fmt: skip
    page = (await sam.get(place(await choose(sam, files_in(folder))))).text
    assert "part-1.md" in page
    assert re.search(r"Line \d+:[^<]*<q dir=\"auto\">in due course</q>", page)
    assert "It was decided by the committee in due course." in page  # among the new lines
    assert "Publish for everyone" not in page
    with database.reading() as connection:
        [draft] = all_drafts(connection)
    token = Form((await sam.get(WRITE)).text).forms[f"/organisers{WRITE}"]["token"]
    forced = {"token": token, "draft": str(draft.number), "do": "publish"}
    assert (await sam.send(WRITE, forced)).status_code == 422
    with database.reading() as connection:
        assert newest_packs(connection) == []
        assert len(all_drafts(connection)) == 1
    assert "Draft 1: Text" in (await sam.get("/drafts")).text
    await sam.press("/drafts", "/drafts/1/remove")
    with database.reading() as connection:
        assert all_drafts(connection) == []


async def test_a_version_is_taken_back(database: Database, sam: Visitor, tmp_path: Path) -> None:
    for version in ("2", "3"):
        files = files_in(new_version(tmp_path / version, version))
        here = place(await choose(sam, files)).partition("&")[0]
        await sam.fill(here, WRITE, do="publish")
    assert (await sam.get("/charter/charter/2/back")).status_code == 404  # an older one
    assert (await sam.get("/charter/charter/9/back")).status_code == 404
    away = await sam.press("/charter/charter/3/back", "/charter/charter/3/back")
    assert place(away) == "/charter?done=text-back"
    with database.reading() as connection:
        assert [one.version for one in newest_packs(connection)] == ["2"]
        assert file_named(connection, "packs/charter/3") is None
    # Some have read it: the same version never has other words, and may come again as it was.
    other = [(name, data.replace(b"Not yet the", b"Not the")) for name, data in files]
    for chosen, published in ((other, False), (files, True)):
        here = place(await choose(sam, chosen)).partition("&")[0]
        done = await sam.fill(here, WRITE, do="publish")
        assert (done.status_code == 303) is published
        if not published:
            assert "Everyone has other words as version 3 already." in done.text


async def test_what_is_no_text_is_refused_in_plain_words(
    database: Database, sam: Visitor, tmp_path: Path
) -> None:
    files = files_in(new_version(tmp_path / "2", "2"))
    packed = zip_of(files)
    signed = sign(new_key(), "pack", packed)
    wrong: list[tuple[Files, str]] = [
        ([], "Choose the files first."),
        ([("a.pdf", b"%PDF-1.7")], "There is no pack.toml."),
        ([("a.zip", packed[:-40])], "We cannot read this file."),
        ([("a.zip", zip_of([("../../etc/passwd", b"x")]))], "There is no pack.toml."),
        ([("a", signed.replace(b"charter", b"chartes", 1))], "This file is not as it was"),
        ([("a", sign(new_key(), "trails", packed))], "This file is not as it was"),
        ([(name, data + b"\xff") for name, data in files], "Save it as UTF-8."),
        ([*files, ("pack.toml", b"x")], "There are too many files."),
        ([(MARKUP, b"x"), ("pack.toml", b"x = ")], "pack.toml, line 1"),
    ]
    for chosen, told in wrong:
        answer = await choose(sam, chosen)
        assert (answer.status_code, told in answer.text) == (422, True), (told, answer.text)
        assert "<script" not in answer.text
        assert "/tmp" not in answer.text
    with database.reading() as connection:
        assert all_drafts(connection) == []
    foreign = await choose(sam, [("a", signed)])
    assert "Someone else" in (await sam.get(place(foreign))).text


async def test_only_who_has_signed_in_sends_files(
    database: Database, clock: SetClock, sam: Visitor
) -> None:
    async with Visitor(database, clock) as nobody:
        large = {"files": ("a.zip", b"x" * 1_000_000)}
        out = await nobody.client.post(f"/organisers{WRITE}", files=large, headers=sam.headers)
        assert out.status_code == 403
    assert (await choose(sam, [("a", b"x" * 4 * 2**20)])).status_code == 413
    forged = await choose(sam, [("a", b"x")], Origin="https://evil.example")
    assert forged.status_code == 403
    files = {"files": ("a.zip", b"x")}
    tokenless = await sam.client.post(f"/organisers{WRITE}", files=files, headers=sam.headers)
    assert tokenless.status_code == 403
    elsewhere = await sam.client.post("/organisers/groups", files=files, headers=sam.headers)
    assert elsewhere.status_code in (400, 403)


@pytest.mark.parametrize(
    ("kind", "body"),
    [("text/plain", b""), ("multipart/form-data", b"--a--"),
     ("multipart/form-data; boundary=a", b""), ("multipart/form-data; boundary=a", b"--a"),
     ("multipart/form-data; boundary=a", b"x--a\r\n--a--"),
     ("multipart/form-data; boundary=a", b"--a\r\nX: y\r\n\r\nz\r\n--a--"),
     ("multipart/form-data; boundary=a", b"--a\r\nContent-Disposition: form-data\r\n\r\n\r\n--a--"),
     ("multipart/form-data; boundary=a",
      b'--a\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n\r\n--a--'),
     ("multipart/form-data; boundary=a", b"--a" + b"\r\n--a" * 201 + b"--")],
)  # fmt: skip
def test_a_form_that_is_broken_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(ValueError):
        uploaded(body, kind)
