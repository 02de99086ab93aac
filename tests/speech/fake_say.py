"""Stands in for macOS's `say`: a real process that takes as long as speech does.

It notes what it was asked, and what it was given to say, in the file that SAY_LOG names.
"""

import json
import os
import sys
import time
import wave
from pathlib import Path

VOICES = """\
Albert              en_US    # Hello! My name is Albert.
Bad News            en_US    # Hello! My name is Bad News.
Daniel              en_GB    # Hello! My name is Daniel.
Eddy (English (UK)) en_GB    # Hello! My name is Eddy.
Majed               ar_001   # \u0645\u0631\u062d\u0628\u0627
Samantha            en_US    # Hello! My name is Samantha.
"""


def option(name: str) -> str:
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else ""


def main() -> None:
    if option("-v") == "?":
        print(VOICES, end="")
        return
    assert option("-f") == "-"
    text = sys.stdin.read()
    with Path(os.environ["SAY_LOG"]).open("a", encoding="utf-8") as log:
        log.write(json.dumps([os.getpid(), sys.argv[1:], text]) + "\n")
    seconds = len(text.split()) * 60 / int(option("-r") or 175)
    if path := option("-o"):
        assert "--data-format=LEI16@22050" in sys.argv
        with wave.open(path, "wb") as sound:
            sound.setparams((1, 2, 22050, 0, "NONE", ""))
            sound.writeframes(b"\1\0" * int(seconds * 22050))
        return
    if "fail" in text:
        sys.exit(1)
    time.sleep(seconds)


if __name__ == "__main__":
    main()
