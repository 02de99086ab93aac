"""The child process that makes a PDF: it can be ended, and sees nothing but what it is given.

It reads a document as JSON from its input. Its answer is "1" where every letter could be
shown, else "0", and then the PDF.
"""

import os
import sys
import unicodedata
from pathlib import Path
from typing import Literal

import typst

from companion.children import limit
from companion.printing.pdf_file import LARGEST, SOME_LETTERS_MISSING, WHOLE
from companion.shipped import shipped

MEMORY = 2 * 1024 * 1024 * 1024
SECONDS = 40  # of all processors together; the parent ends us sooner

Standards = list[Literal["ua-1"]]


def main() -> int:
    """Read, make, answer, end."""
    # Each thread asks for room of its own, which a machine with many would not have in our limit.
    os.environ["RAYON_NUM_THREADS"] = "2"
    limit(SECONDS, MEMORY)
    document = sys.stdin.buffer.read(LARGEST + 1).decode("utf-8")
    template = Path(__file__).with_name("paper.typ").read_bytes()
    sys.stdout.buffer.write(made(template, document))
    return 0


def made(template: bytes, document: str) -> bytes:
    """The answer. Signs that no font has are named in words; else letters may be missing.

    Fonts of this computer come in only where ours lack a letter: else the same words give the
    same file everywhere.
    """
    tries = (document, False), (document, True), (named(document, 0x10000), True)
    for words, system_fonts in (*tries, (named(document), True)):
        try:
            return WHOLE + _compile(template, words, system_fonts, ["ua-1"])
        except typst.TypstError:
            continue
    return SOME_LETTERS_MISSING + _compile(template, document, True, [])


def _compile(template: bytes, document: str, system_fonts: bool, standards: Standards) -> bytes:
    fonts = typst.Fonts(include_system_fonts=system_fonts, font_paths=[shipped("fonts")])
    compiler = typst.Compiler(
        template,
        font_paths=fonts,
        sys_inputs={"document": document},
    )
    pdf = compiler.compile(format="pdf", pdf_standards=list(standards))
    if not isinstance(pdf, bytes):
        raise TypeError("not a PDF")
    return pdf


def named(text: str, first: int = 0) -> str:
    """The text with the name of each picture sign, from `first` on: "[grinning face]"."""
    signs = {sign for sign in text if ord(sign) >= first and unicodedata.category(sign) == "So"}
    return text.translate({ord(sign): _name(sign) for sign in signs})


def _name(sign: str) -> str:
    name = unicodedata.name(sign, "").lower()
    return f"[{name}]" if name else sign


if __name__ == "__main__":
    raise SystemExit(main())
