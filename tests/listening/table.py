"""Prints what readers make of our pages: `python -m tests.listening.table [--transcripts]`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.listening.heard import Press
from tests.listening.journeys import PLAIN, SCREEN, Journey, play
from tests.listening.measures import Sound
from tests.listening.readers import Name, missing

READERS: tuple[Name, ...] = ("tdsr", "fenrir", "yasr")
HEAD = "| | heard in time | noise | words at start | words a key | share that is the focus |"


def listen(journeys: tuple[Journey, ...], reader: Name) -> Sound:
    """Play journeys in a reader, each on a new home."""
    presses: list[Press] = []
    for journey in journeys:
        with TemporaryDirectory() as folder:
            presses += play(journey, reader, Path(folder) / "home")
    return Sound(reader, presses)


def row(name: str, sound: Sound) -> str:
    """One row of the table, in Markdown."""
    good = len(sound.moves) - len(sound.misses)
    return (
        f"| {name}, {sound.reader} | {good} of {len(sound.moves)} | {len(sound.noise)} "
        f"| {sound.words_at_start} | {sound.words_a_key:g} | {sound.share:.2f} |"
    )


def transcript(sound: Sound, page: str) -> list[str]:
    """Each key on one page, and what was said after it."""
    return [
        f"{press.key}: " + " / ".join(" ".join(said.text.split()) for said in press.said)
        for press in dict(sound.pages())[page].presses
        if press.said
    ]


def main() -> int:
    """Print the table, and the transcripts where they are asked for."""
    sys.stdout.write(f"{HEAD}\n|---|---|---|---|---|---|\n")
    told: list[str] = []
    for reader in READERS:
        if lacks := missing(reader):
            sys.stdout.write(f"| {reader} is not here: {lacks} | | | | | |\n")
            continue
        for name, journeys in (("screen", SCREEN), ("lines", PLAIN)):
            sound = listen(journeys, reader)
            sys.stdout.write(row(name, sound) + "\n")
            if name == "screen":
                for page in ("home", "charter_part", "note"):
                    told += ["", f"### {page}, {reader}", "```", *transcript(sound, page), "```"]
    if "--transcripts" in sys.argv:
        sys.stdout.write("\n".join(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
