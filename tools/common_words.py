# /// script
# requires-python = ">=3.11"
# dependencies = ["wordfreq==3.1.1", "simplemma==2.0.0"]
# ///
"""Makes assets/easyread/words/common.txt, the common words of English with their forms.

`uv run tools/common_words.py`. Its libraries are large, so the program never loads them:
it ships only what they say about 3,000 words.
"""

import re
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path

LIST = Path(__file__).parent.parent / "assets" / "easyread" / "words" / "common.txt"
MOST_ROOTS = 3_000
_LOOKED_AT = 60_000  # words, to find the rare forms of common roots too
_SHORT_WORDS = """
a i ad am an as at be by do go he if in is it me mr my no of oh ok on or so to tv uk up us we
"""
_SHORT = frozenset(_SHORT_WORDS.split())
# What the splitting of "isn't" leaves behind.
_HALVES = re.compile(
    r"(?:ai|are|could|did|does|do|had|has|have|is|should|was|were|would|wo)n$|ll|ve"
)
# Nobody needs these in a text in easy words, or in a list that ships with it.
_RUDE = re.compile(
    r"(?:mother)?fuck|shit|bullshit|bitch|cunt|cock$|dick$|arse$|ass$|porn|slut|whore|nazi"
    r"|hitler|nigg|rape|bastard|pussy|penis|damn|crap"
)

_START = """\
# The {n} most common words of English by root, the most common first; then their forms.
# Made by tools/common_words.py; do not change it by hand. Add words to everyday.txt instead.
# Licence: Creative Commons Attribution-ShareAlike 4.0, creativecommons.org/licenses/by-sa/4.0
# From the data of wordfreq 3.1 (Robyn Speer and others, doi.org/10.5281/zenodo.7199437), which
# has it from Wikipedia, OpenSubtitles (opensubtitles.org), SUBTLEX, Google Books Ngrams, the
# Leeds Internet Corpus, ParaCrawl and others. Changed: joined by root with simplemma 2.0, cut.
"""


def roots() -> dict[str, list[str]]:
    """The commonest roots in order, each with its other forms in order."""
    wordfreq, simplemma = import_module("wordfreq"), import_module("simplemma")
    counts: defaultdict[str, float] = defaultdict(float)
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for word in wordfreq.top_n_list("en", _LOOKED_AT):
        root = simplemma.lemmatize(word, lang="en").lower()
        if is_word(word) and is_word(root):
            counts[root] += wordfreq.word_frequency(word, "en")
            if word != root:
                forms[root].append(word)
    best = sorted(counts, key=lambda root: (-counts[root], root))[:MOST_ROOTS]
    return {root: forms[root] for root in best}


def is_word(text: str) -> bool:
    """Whether this is a whole English word that a list may show."""
    return (
        text.isascii()
        and text.isalpha()
        and (len(text) > 2 or text in _SHORT)
        and not _HALVES.fullmatch(text)
        and not _RUDE.match(text)
    )


def main() -> int:
    """Write the list."""
    lines = [" ".join([root, *forms]) for root, forms in roots().items()]
    LIST.write_text(_START.format(n=f"{len(lines):,}") + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
