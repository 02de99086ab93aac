"""What is made of a file holds dots or samples and nothing else, and no file does harm."""

import os
import random
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageDraw

from companion.domain.chosen_files import KindOfFile
from companion.media import cleaning
from companion.media.choosing import read_chosen
from companion.media.cleaning import clean
from companion.media.kinds import LARGEST_IN, LARGEST_OUT
from companion.problems import Problem
from tests.media import made

pytestmark = pytest.mark.slow  # each one starts a program


def refused(data: bytes, kind: KindOfFile) -> str:
    with pytest.raises(Problem) as caught:
        clean(data, kind)
    assert caught.value.say
    assert caught.value.next
    return caught.value.code


def nothing_hidden(data: bytes) -> None:
    assert [one for one in made.HIDDEN if one.lower() in data.lower()] == []


PICTURES = {
    "jpeg": made.photo(),
    "png": made.drawing(),
    "webp": made.photo("WEBP"),
    "heic": made.heic(),
}


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
@pytest.mark.parametrize("kind", ["photo", "drawing"])
def test_a_picture_has_its_dots_and_no_more(data: bytes, kind: KindOfFile) -> None:
    assert any(one.lower() in data.lower() for one in made.HIDDEN)  # it was there
    cleaned = clean(data, kind)
    nothing_hidden(cleaned)
    with Image.open(BytesIO(cleaned)) as found:
        assert found.format == {"photo": "JPEG", "drawing": "PNG"}[kind]
        assert found.size == (400, 200)
        assert not found.getexif()
        assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert is_near(found, (100, 100), (255, 0, 0))
        assert is_near(found, (300, 100), (0, 0, 255))


def is_near(picture: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    dots = np.asarray(picture.convert("RGB")).astype(int)
    return bool(np.abs(dots[at[1], at[0]] - colour).max() < 8)


@pytest.mark.parametrize(("turned", "red_at"), [(3, (300, 100)), (6, (100, 100)), (8, (100, 300))])
def test_a_picture_that_lies_on_its_side_stands_up(turned: int, red_at: tuple[int, int]) -> None:
    with Image.open(BytesIO(clean(made.photo(turned=turned), "photo"))) as found:
        assert found.size == ((400, 200) if turned == 3 else (200, 400))
        assert is_near(found, red_at, (255, 0, 0))


def test_a_large_picture_becomes_small_enough_to_send() -> None:
    noise = np.random.default_rng(7).integers(0, 255, (3000, 4000, 3), dtype=np.uint8)
    out = BytesIO()
    Image.fromarray(noise).save(out, "JPEG", quality=95)
    for kind in ("photo", "drawing"):
        cleaned = clean(out.getvalue(), kind)
        with Image.open(BytesIO(cleaned)) as found:
            assert max(found.size) <= 2000
        assert len(cleaned) <= 1_000_000


def test_lines_stay_sharp_and_what_is_clear_is_white() -> None:
    out = BytesIO()
    paper = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(paper).line((0, 150, 300, 150), fill="black", width=3)
    paper.save(out, "PNG")
    with Image.open(BytesIO(clean(out.getvalue(), "drawing"))) as found:
        assert found.getpixel((10, 10)) == (255, 255, 255)
        assert found.getpixel((150, 150)) == (0, 0, 0)


@pytest.mark.parametrize("kind", made.WRITERS)
def test_a_sound_has_its_samples_and_no_more(kind: str) -> None:
    cleaned = clean(made.sound(kind), "voice")
    nothing_hidden(cleaned)
    with av.open(BytesIO(cleaned), "r") as found:
        [stream] = found.streams.audio
        assert len(found.streams) == 1
        assert (stream.codec_context.name, stream.layout.nb_channels) == ("opus", 1)
        assert found.metadata == {}
        assert stream.metadata == {}
    assert abs(made.loudest_note(cleaned) - 440) < 3
    assert abs(len(made.played(cleaned)) / 48_000 - 2) < 0.15
    assert cleaned == clean(made.sound(kind), "voice")  # nothing of the moment is in it either


def test_the_hidden_things_of_sounds_were_there() -> None:
    there = b"".join(map(made.sound, made.WRITERS))
    for one in (b"Sam Canary", b"Oakwood Road", b"+51.2787+000.5217", b"2026-06-19", b"Lavf"):
        assert one in there


def test_five_minutes_are_made_and_no_more() -> None:
    cleaned = clean(made.sound("flac", 299), "voice")
    assert len(cleaned) < 1_100_000 < LARGEST_OUT
    assert refused(made.sound("flac", 303), "voice") == "sound_too_long"


NO_PICTURES = {
    "empty": b"",
    "text": b"Dear Sam, this is no picture.",
    "cut": made.photo()[:3000],
    "cut png": made.drawing()[:90],
    "a sound": made.sound("ogg"),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    "pdf": b"%PDF-1.7\n1 0 obj<<>>endobj\n",
    "only a start": b"\xff\xd8\xff\xe0" + bytes(5000),
    "an animation that lies": b"GIF89a" + b"\xff" * 5000,
}
NO_SOUNDS = {
    "empty": b"",
    "a picture": made.photo(),
    "a list of files": b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n",
    "files to join": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "a list after a mark": b"ID3#EXTM3U\nfile:///etc/passwd\n",
    "a session": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 9999 RTP/AVP 0\n",
    "cut": made.sound("ipod")[:200],
    "only a start": b"RIFF\xff\xff\xff\xffWAVEfmt ",
    "no samples": made.sound("wav")[:78],
}


@pytest.mark.parametrize("data", NO_PICTURES.values(), ids=NO_PICTURES)
@pytest.mark.parametrize("kind", ["photo", "drawing"])
def test_what_is_no_picture_is_refused(data: bytes, kind: KindOfFile) -> None:
    assert refused(data, kind) == "no_picture"


@pytest.mark.parametrize("data", NO_SOUNDS.values(), ids=NO_SOUNDS)
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    assert refused(data, "voice") == "no_sound"


def test_a_picture_that_unpacks_without_end_is_refused_at_once() -> None:
    data = made.bomb(100_000, 100_000)
    assert len(data) < 2_000_000  # and 10,000,000,000 dots
    begun = time.monotonic()
    assert refused(data, "photo") == "picture_too_large"
    assert time.monotonic() - begun < 10


def test_a_picture_with_as_many_dots_as_we_take_is_made() -> None:
    with Image.open(BytesIO(clean(made.bomb(8000, 8000), "drawing"))) as found:
        assert found.size == (2000, 2000)


def test_a_child_may_take_only_so_much_memory_and_time(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "from companion.media import child;"
        "child.MEMORY = 150 * 1024 * 1024;"
        "import sys; sys.argv[1:] = ['photo']; raise SystemExit(child.main())"
    )
    large = BytesIO()
    Image.new("RGB", (7000, 7000)).save(large, "PNG")
    done = subprocess.run(
        [sys.executable, "-c", code], input=large.getvalue(), capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) in ((0, b"d"), (0, b"p"), (1, b""))
    monkeypatch.setattr(cleaning, "SECONDS", 0.01)
    assert refused(made.photo(), "photo") == "file_slow"


def test_a_file_that_is_two_things_becomes_one() -> None:
    """A picture behind which a page and an archive hide: only the dots come out."""
    hidden = b"<script>alert(1)</script>PK\x03\x04"
    cleaned = clean(made.photo() + hidden, "photo")
    assert b"<script" not in cleaned
    assert b"PK\x03\x04" not in cleaned


def test_broken_bits_never_harm() -> None:
    """Whatever comes of a file with broken bits is clean, or a plain sentence."""
    luck = random.Random(20260619)
    codes: set[str] = set()
    for source, kind in ((made.photo(), "photo"), (made.drawing(), "drawing")) * 6 + (
        (made.sound("ipod"), "voice"),
        (made.sound("mp3"), "voice"),
        (made.sound("ogg"), "voice"),
    ) * 4:
        data = bytearray(source)
        for _hit in range(luck.randrange(1, 40)):
            data[luck.randrange(len(data))] = luck.randrange(256)
        try:
            nothing_hidden(clean(bytes(data), kind))  # type: ignore[arg-type]
            codes.add("made")
        except Problem as problem:
            codes.add(problem.code)
    assert codes <= {"made", "no_picture", "no_sound", "picture_too_large", "sound_too_long"}


def test_the_child_can_write_no_file(tmp_path: Path) -> None:
    code = (
        "from companion.media.child import _write_no_file; _write_no_file();"
        f"open({str(tmp_path / 'leak')!r}, 'wb', 0).write(b'x')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode
    assert not (tmp_path / "leak").exists() or (tmp_path / "leak").stat().st_size == 0


# Files as they lie on a disk.


def code_of(typed: str) -> str:
    with pytest.raises(Problem) as caught:
        read_chosen(typed)
    return caught.value.code


def test_only_real_files_of_a_bounded_size_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "zero.jpg").symlink_to("/dev/zero")
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    with (tmp_path / "huge.jpg").open("wb") as huge:
        huge.truncate(LARGEST_IN + 1)
    assert code_of(str(tmp_path)) == "chosen_not_a_file"
    assert code_of(str(tmp_path / "pipe.jpg")) == "chosen_not_a_file"
    assert code_of(str(tmp_path / "zero.jpg")) == "chosen_not_a_file"
    assert code_of("/dev/zero") == "chosen_not_a_file"
    assert code_of(str(tmp_path / "loop.jpg")) == "chosen_not_read"
    assert code_of(str(tmp_path / "huge.jpg")) == "file_too_large"
    assert code_of(str(tmp_path / "none.jpg")) == "chosen_not_there"
    assert code_of("a\0b") == "chosen_not_read"
    assert code_of("x" * 5000) == "chosen_not_read"
    (tmp_path / "photo.jpg").write_bytes(b"dots")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "photo.jpg")
    assert read_chosen(str(tmp_path / "link.jpg")) == b"dots"


@pytest.mark.parametrize("name", ["my photo.jpg", "it's (1) & more.jpg", 'a "b" é.jpg', "a\\b.jpg"])
def test_a_name_that_was_typed_pasted_or_dropped(tmp_path: Path, name: str) -> None:
    from shlex import quote
    from urllib.parse import quote as url_quote

    path = tmp_path / name
    path.write_bytes(b"dots")
    escaped = "".join(c if c.isalnum() or c in "/._-é" else f"\\{c}" for c in str(path))
    for typed in (
        str(path),
        f"  {path} \n",
        quote(str(path)),
        escaped,
        f"file://{url_quote(str(path))}",
        f"file://localhost{url_quote(str(path))}",
        path.as_uri(),
    ):
        assert read_chosen(typed) == b"dots", typed
