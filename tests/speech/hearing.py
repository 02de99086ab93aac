"""Recognises words in sound: which of those we expect were heard, among others to mistake them for.

A recogniser that knew only the expected words would hear them in any noise. So it chooses among
them and as many other words (decoys), all with the same odds. `recall` of a wrong text is low.
"""

import difflib
import os
import re
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pocketsphinx import Decoder, get_model_path

DECOYS = 50
HERTZ = 16000  # what the recogniser hears
FRAME = HERTZ // 100
QUIET = 200  # of 16000, the loudest
GAP, AROUND = 45, 20  # frames of quiet that part two stretches; frames kept around each
PAD = 3 * HERTZ // 10
ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

Sound = NDArray[np.int16]


def words(text: str) -> list[str]:
    """The words of a text as they are said; figures up to ten too."""
    spelled = re.sub(r"\d+", lambda found: f" {_spelled(found[0])} ", text)
    return re.findall(r"[a-z']+", spelled.lower().replace("\u2019", "'").replace("-", " "))


def _spelled(figures: str) -> str:
    return ONES[int(figures)] if int(figures) < len(ONES) else ""


def recall(sound: Sound, hertz: int, text: str) -> float:
    """The part of a text's words that is heard, in their order, from 0 to 1.

    It is found in a process that gives way to others: a voice beside it must not wait.
    """
    spawn = get_context("spawn")
    with ProcessPoolExecutor(1, spawn, initializer=os.nice, initargs=(19,)) as beside:
        return beside.submit(recall_now, sound, hertz, text).result()


def recall_now(sound: Sound, hertz: int, text: str) -> float:
    """The same in this process."""
    known = _pronounced()
    wanted = [word for word in words(text) if word in known]
    heard = _heard(_prepared(sound, hertz), set(wanted), known)
    matcher = difflib.SequenceMatcher(None, heard, wanted, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(1, len(wanted))


def _pronounced() -> dict[str, list[str]]:
    """Each word that the recogniser knows, with the lines of its dictionary."""
    known: dict[str, list[str]] = {}
    dictionary = Path(get_model_path("en-us/cmudict-en-us.dict"))
    for line in dictionary.read_text(encoding="utf-8").splitlines(keepends=True):
        known.setdefault(line.split(maxsplit=1)[0].split("(")[0], []).append(line)
    return known


def _prepared(sound: Sound, hertz: int) -> Sound:
    """At the recogniser's rate, as loud as it likes, with a trace of noise and quiet ends."""
    wave = sound.astype(np.float64)
    if hertz != HERTZ:
        taps = np.sinc((np.arange(97) - 48) * 0.95 * HERTZ / hertz) * np.hamming(97)
        wave = np.convolve(wave, taps / taps.sum(), "same")
        wave = np.interp(np.arange(0, len(wave), hertz / HERTZ), np.arange(len(wave)), wave)
    wave = wave / max(1.0, float(np.abs(wave).max(initial=0))) * HERTZ
    wave = np.concatenate([np.zeros(PAD), wave, np.zeros(PAD)])
    noise = np.random.default_rng(0).normal(0, 3, len(wave))
    prepared: Sound = np.clip(wave + noise, -32768, 32767).astype("<i2")
    return prepared


def _heard(sound: Sound, wanted: set[str], known: dict[str, list[str]]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        decoder = _decoder(Path(folder), wanted | _decoys(wanted, known), known)
    stretches = _stretches(sound)
    for stretch in stretches:  # the first time only teaches it how loud the voice is
        _recognised(decoder, stretch)
    return [word for stretch in stretches for word in _recognised(decoder, stretch)]


def _decoys(wanted: set[str], known: dict[str, list[str]]) -> set[str]:
    usual = (word for word in known if word.isalpha() and 3 <= len(word) <= 9)
    others = sorted(word for word in usual if word not in wanted)
    return set(np.random.default_rng(1).choice(others, DECOYS, replace=False).tolist())


def _decoder(folder: Path, choice: set[str], known: dict[str, list[str]]) -> Decoder:
    """A recogniser for these words, all with the same odds."""
    dictionary, odds = folder / "words", folder / "odds"
    lines = "".join(line for word in sorted(choice) for line in known[word])
    dictionary.write_text(lines, encoding="utf-8")
    odd = f"{-np.log10(len(choice) + 2):.4f}"
    grams = "".join(f"{odd} {word}\n" for word in sorted(choice))
    head = f"\\data\\\nngram 1={len(choice) + 2}\n\n\\1-grams:\n{odd} </s>\n-99 <s> 0\n"
    odds.write_text(f"{head}{grams}\n\\end\\\n", encoding="utf-8")
    return Decoder(lm=str(odds), dict=str(dictionary), lw=4.0, loglevel="FATAL")


def _stretches(sound: Sound) -> list[bytes]:
    """The parts between longer silences."""
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME).astype(np.int32)
    loud = np.flatnonzero(np.abs(frames).max(1) > QUIET)
    if not len(loud):
        return []
    parts = np.split(loud, np.flatnonzero(np.diff(loud) > GAP) + 1)
    ends = [(max(0, int(p[0]) - AROUND) * FRAME, (int(p[-1]) + AROUND) * FRAME) for p in parts]
    return [sound[first:last].tobytes() for first, last in ends]


def _recognised(decoder: Decoder, stretch: bytes) -> list[str]:
    decoder.start_utt()
    decoder.process_raw(stretch, False, True)
    decoder.end_utt()
    found = decoder.hyp()
    return words(found.hypstr) if found else []
