"""What an installation takes: packages and megabytes, beside those of Textual alone.

This builds the program and installs it, without its extras. Byte code, which Python adds as it
runs, is not counted.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.apart import apart
from benchmarks.table import Row, print_table
from benchmarks.terminal import ROOT

TEXTUAL = "textual==8.2.8"
LARGEST = 5


class Size(NamedTuple):
    """How many packages, how many bytes, and the bytes of each part, the largest first."""

    packages: int
    bytes: int
    parts: tuple[tuple[str, int], ...]


def measure() -> list[Row]:
    """Two rows for what is installed, and one for what is downloaded of our own."""
    with TemporaryDirectory() as place:
        uv = str(Path(sys.executable).with_name("uv"))
        build = [uv, "build", "--quiet", "--wheel", "--out-dir", place, str(ROOT)]
        subprocess.run(build, check=True)
        wheel = next(Path(place).glob("*.whl"))
        ours, theirs = _size(apart("ours", str(wheel))), _size(apart("textual", TEXTUAL))
        own = wheel.stat().st_size / 1e6
    large = ", ".join(f"{name} {size / 1e6:.0f}" for name, size in ours.parts[:LARGEST])
    more = f"{ours.bytes / 1e6:.0f} MB against {theirs.bytes / 1e6:.0f} MB; {large}"
    return [
        Row("Packages", ours.packages, "with our own", None, f"{theirs.packages} for Textual"),
        Row("Installed", ours.bytes / theirs.bytes, "times Textual", None, more),
        Row("The program's own wheel", own, "MB"),
    ]


def _size(place: Path) -> Size:
    packages = next(place.rglob("site-packages"))
    parts = {part.name.removesuffix(".libs"): 0 for part in packages.iterdir()}
    for file in packages.rglob("*"):
        if file.is_file() and file.suffix != ".pyc":
            top = file.relative_to(packages).parts[0].removesuffix(".libs")
            parts[top] += file.stat().st_size
    largest = sorted(parts.items(), key=lambda part: -part[1])
    return Size(len(list(packages.glob("*.dist-info"))), sum(parts.values()), tuple(largest))


if __name__ == "__main__":
    print_table(measure())
