"""Prints what readers make of our pages: `python -m tests.listening.table [--transcripts]`."""

import sys
from typing import get_args

from tests.listening.journeys import PLAIN, SCREEN, listen
from tests.listening.measures import Sound
from tests.listening.readers import Name, missing

READERS: tuple[Name, ...] = get_args(Name)
TOLD: tuple[Name, ...] = ("tdsr", "fenrir")  # whose transcripts are printed
TOLD_PAGES = ("home", "charter_part", "note", "join_in", "question")
KEYS, LETTERS = 24, 170  # so much of a transcript is printed
HEAD = (
    "| | heard in time | noise | words at start | words a key | words a page "
    "| words a key or page | share that is the focus |"
)


def row(name: str, sound: Sound) -> str:
    """One row of the table, in Markdown."""
    good = len(sound.moves) - len(sound.misses)
    return (
        f"| {name}, {sound.reader} | {good} of {len(sound.moves)} | {len(sound.noise)} "
        f"| {sound.words_at_start} | {sound.words_a_key:g} | {sound.words_a_page:g} "
        f"| {sound.words_any_key:g} | {sound.share:.2f} |"
    )


def transcript(sound: Sound, page: str) -> list[str]:
    """The first keys on one page, and what was said after each."""
    here = [press for press in dict(sound.pages())[page].presses if press.said]
    lines = [f"{press.key}: {press.transcript}" for press in here[:KEYS]]
    return [line if len(line) <= LETTERS else line[: LETTERS - 3] + "..." for line in lines]


def main() -> int:
    """Print the table, and the transcripts where they are asked for."""
    sys.stdout.write(f"{HEAD}\n|---|---|---|---|---|---|---|---|\n")
    told: list[str] = []
    for reader in READERS:
        if lacks := missing(reader):
            sys.stdout.write(f"| {reader} is not here: {lacks} | | | | | | | |\n")
            continue
        for name, journeys in (("screen", SCREEN), ("lines", PLAIN)):
            sound = listen(journeys, reader)
            sys.stdout.write(row(name, sound) + "\n")
            if name == "screen" and reader in TOLD:
                for page in TOLD_PAGES:
                    told += ["", f"### {page}, {reader}", "```", *transcript(sound, page), "```"]
    if "--transcripts" in sys.argv:
        sys.stdout.write("\n".join(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
