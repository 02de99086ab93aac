"""`companion check FILE...`: finds what is hard to read in a text, before people get it."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator

from companion.commands.answer import say, say_json
from companion.easyread.checker import check_text
from companion.easyread.checking_packs import Checked, check_pack, is_pack
from companion.easyread.documents import Document, open_document, read_document
from companion.easyread.findings import Finding
from companion.easyread.reading import charter_pack
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _, n_


def check(options: Namespace) -> int:
    """Print what is hard to read. Returns 1 when a rule is broken that must hold, else 0."""
    checked = [one for path in options.file for one in _checked(path)]
    findings = [finding for one in checked for finding in one.findings]
    ok = all(finding.level != "fail" for finding in findings)
    if options.json:
        several = len(checked) > 1
        rows = [_row(one.name if several else "", f) for one in checked for f in one.findings]
        say_json({"ok": ok, "findings": rows})
    else:
        say([*_lines(checked), *_summary(findings)], options.width)
    return 0 if ok else 1


def _checked(path: str) -> list[Checked]:
    if path == "-":
        return [_text(read_document(sys.stdin.buffer, _("Your text")))]
    if is_pack(path):
        folder = shown_line(path)
        return [
            one._replace(name=os.path.join(folder, one.name))  # noqa: PTH118 - see documents.py
            for one in check_pack(path)
        ]
    return [_text(open_document(path))]


def _text(document: Document) -> Checked:
    glossary = charter_pack().glossary
    return Checked(document.name, check_text(document.text, kind=document.kind, glossary=glossary))


def _row(name: str, finding: Finding) -> dict[str, object]:
    """The finding as `--json` promises it; the file too where there is more than 1."""
    return {**({"file": name} if name else {}), **finding._asdict()}


def _lines(checked: list[Checked]) -> Iterator[str]:
    for one in checked:
        if len(checked) > 1 and one.findings:
            yield _("File {name}:").format(name=one.name)
        for finding in one.findings:
            yield _said(finding)


def _said(finding: Finding) -> str:
    kinds = {
        "fail": _("Line {line}, {rule}:"),
        "warn": _("Line {line}, {rule}, a hint:"),
        "human": _("Line {line}, {rule}, for people:"),
    }
    place = kinds[finding.level].format(line=finding.line, rule=finding.rule)
    words = f'"{shown_line(finding.words)}".' if finding.words else ""
    said = (place, words, finding.why, shown_line(finding.suggestion))
    return " ".join(piece for piece in said if piece)


def _summary(findings: list[Finding]) -> Iterator[str]:
    changes = sum(finding.level == "fail" for finding in findings)
    hints = sum(finding.level == "warn" for finding in findings)
    if changes:
        yield n_("There is 1 thing to change.", "There are {n} things to change.", changes).format(
            n=changes
        )
    else:
        yield _("There is nothing to change.")
    if hints:
        yield n_("There is 1 hint.", "There are {n} hints.", hints).format(n=hints)
    yield _("Only people can tell if a text is easy. Please ask them too.")
