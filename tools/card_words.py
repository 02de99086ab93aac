"""Makes assets/easyread/words/card.txt, the words of recovery cards: `card_words FILE...`.

Each FILE has words that suit, those that we like best first. A word is left out where it would
be taken for one that is there: by its letters, or by its sound as eSpeak NG says it.
"""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from companion.easyread.rules.vocabulary import hard_words

_WORD = re.compile(r"[a-z]{3,7}")
_QUIET = str.maketrans("", "", "ˈˌː")


def one_apart(word: str) -> set[str]:
    """All that a word can become by one letter that goes or is another ("*")."""
    return {word[:at] + put + word[at + 1 :] for at in range(len(word)) for put in ("", "*")}


def alike(one: str, other: str) -> bool:
    """Whether two words differ by one letter at most."""
    return bool(({one} | one_apart(one)) & ({other} | one_apart(other)))


def sounds(words: list[str]) -> list[str]:
    """How each word sounds, in signs of the IPA without stress and length."""
    done = subprocess.run(
        ["espeak-ng", "-q", "--ipa", "-v", "en-gb"],
        input="\n\n".join(f"{word}." for word in words),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    said = [line.strip().translate(_QUIET) for line in done.stdout.splitlines() if line.strip()]
    if len(said) != len(words):
        raise SystemExit("eSpeak NG did not say each word.")
    return said


def chosen(words: Iterable[str]) -> list[str]:
    """The words that nobody takes for another one."""
    fit = [w for w in dict.fromkeys(words) if _WORD.fullmatch(w) and not is_hard(w)]
    taken: set[str] = set()
    heard: set[str] = set()
    found: list[str] = []
    for word, sound in zip(fit, sounds(fit), strict=True):
        near = {word} | one_apart(word)
        if not near & taken and sound not in heard:
            taken |= near
            heard.add(sound)
            found.append(word)
    return sorted(found)


def is_hard(word: str) -> bool:
    """Whether the checker finds a word hard."""
    return any(True for _ in hard_words(word, frozenset()))


def main(files: list[str]) -> None:
    words = [word for file in files for word in Path(file).read_text("utf-8").split()]
    found = chosen(words)
    print("# The words of recovery cards. A card that was made needs all of them as they are.")
    print("# Made by tools/card_words.py. Licence: MIT, like the program.")
    print("\n".join(found))


if __name__ == "__main__":
    main(sys.argv[1:])
