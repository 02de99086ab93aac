"""Makes a file of what was said and answered, after a warning and a clear yes."""

from collections.abc import Callable, Iterable

from companion.plain.transcript import Transcript
from companion.plainwords.answers import is_yes
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.ports import TextFiles
from companion.problems import Problem


def save(
    files: TextFiles, talk: Transcript, name: str, rows: Callable[[Iterable[str]], str]
) -> list[str]:
    """Ask, and make the file on a yes. Returns what to say then.

    `name` is what the member typed for the file, or ""; `rows` writes lines as they are
    shown. Raises EndOfInput, which is never a yes.
    """
    try:
        place = files.place(name)
        text = _head(talk) + talk.text  # as it is now, without this question
        answer = talk(rows(_warning(talk, shown_line(place))) + _question() + " ")
        if not is_yes(answer):
            return [_("We made no file.")]
        files.write(place, text)
    except Problem as problem:
        return [f"{problem.say} {problem.next}"]
    return [
        _("Delete the file when you do not need it."),
        _("The file is ready: {path}.").format(path=shown_line(place)),
    ]


def _warning(talk: Transcript, path: str) -> list[str]:
    """What the file would be, said before it is made."""
    gone = [_("The first lines are not in it. It is too long.")] if talk.first_lines_gone else []
    return [
        _("This makes a file of what we said and what you typed."),
        *gone,
        _("The file: {path}").format(path=path),
        _("It holds your own words. They are not in secret code."),
        _("Others who use this computer may read them."),
        _("Your notes and your journal are safe without this file."),
    ]


def _question() -> str:
    """The warning once more, for readers that speak only the cursor's row."""
    return _("Others may read it. For a file, type yes:")


def _head(talk: Transcript) -> str:
    if not talk.first_lines_gone:
        return ""
    return _("The first lines are not here. It was too long.") + "\n\n"
