"""`companion completions SHELL`: what Tab does in a shell, from the commands as they are.

The shells ask the companion at each Tab, so that nothing has to be made again when it changes.
They give the line in COMPANION_LINE: a word a line, the one that is typed last, then a dot.
"""

import os
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Iterator
from typing import NamedTuple

from companion.commands.answer import say
from companion.commands.arguments import COMMANDS
from companion.commands.helping import TOPICS
from companion.commands.parsers import parser_of, top_parser
from companion.domain.choices import SETTINGS
from companion.plainwords.messages import _

FILES = ":files"  # asks the shell for names of files
_OF_FILES = ("home", "output", "file", "folder", "to", "source", "save", "back", "address")
_MANY = ("*", "+", "...")

SCRIPTS = {
    "bash": r"""_companion() {
    local word _does
    COMPREPLY=()
    while IFS=$'\t' read -r word _does; do
        if [[ $word == :files ]]; then
            compopt -o filenames
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$2")
        else
            COMPREPLY+=("$word")
        fi
    done < <(COMPANION_LINE=$(printf '%s\n' "${COMP_WORDS[@]:1:COMP_CWORD}" .) \
        "$1" completions words 2>/dev/null)
}
complete -F _companion companion
""",
    "zsh": r"""#compdef companion
_companion() {
    local line
    local -a found
    for line in ${(f)"$(COMPANION_LINE="$(printf '%s\n' "${(@)words[2,CURRENT]}" .)" \
        ${words[1]} completions words 2>/dev/null)"}; do
        if [[ $line == :files ]]; then
            _files
        else
            found+=("${line%%$'\t'*}:${line#*$'\t'}")
        fi
    done
    (( $#found )) && _describe companion found
}
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    _companion "$@"
else
    compdef _companion companion
fi
""",
    "fish": r"""function __companion_words
    set -l typed (commandline -opc)
    set -l now (commandline -ct)
    test (count $now) -eq 0; and set now ''
    set -lx COMPANION_LINE (printf '%s\n' $typed[2..-1] $now . | string collect)
    for line in ($typed[1] completions words 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path $now
        else
            echo $line
        end
    end
end
complete -c companion -f -a '(__companion_words)'
""",
}


def completions(options: Namespace) -> int:
    """Print the script of a shell; or, for "words", what could be typed now."""
    if options.shell != "words":
        say(SCRIPTS[options.shell].removesuffix("\n").split("\n"))
        return 0
    *words, _end = os.environ.get("COMPANION_LINE", ".").split("\n")
    say("\t".join(filter(None, found)) for found in could_be(words or [""]))
    return 0


def could_be(words: list[str]) -> Iterator[tuple[str, str]]:
    """What the last word could become, and what that does ("" where nobody says).

    (FILES, "") stands for the names of files.
    """
    *before, typed = words
    for word, does in _could_follow(before, typed):
        if word == FILES or word.startswith(typed):
            yield word, does


class _Line(NamedTuple):
    """What was typed before: the parser of what follows, the command, and what it was given.

    `verbs` are the words of which one comes next; `waits` is an option that waits for its value.
    """

    parser: ArgumentParser
    place: str = ""
    verbs: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    waits: Action | None = None

    def after(self, word: str) -> "_Line | None":
        """The line with a word more; None where there is no such command."""
        if self.waits is not None:
            return self._replace(waits=None)
        if word.startswith("-") and word != "-":
            option = _options(self.parser).get(word)
            return self._replace(waits=option) if option and option.nargs != 0 else self
        if not self.place:
            return _command(word) if word in COMMANDS else None
        if self.verbs:
            parser = parser_of(self.place, word) if word in self.verbs else None
            return self._replace(parser=parser, verbs=()) if parser else None
        return self._replace(given=(*self.given, word))


def _command(name: str) -> _Line:
    return _Line(parser_of(name), name, tuple(verb for verb, _add in COMMANDS[name].verbs))


def _could_follow(before: list[str], typed: str) -> Iterator[tuple[str, str]]:
    line: _Line | None = _Line(top_parser())
    for word in before:
        line = line and line.after(word)
    if line is None:
        return
    if line.waits is not None:
        yield from _values(line.waits, line)
    elif typed.startswith("-"):
        yield from ((name, "") for name in _options(line.parser) if name.startswith("--"))
    elif not line.place:
        yield from ((name, _(TOPICS[name][1])) for name in COMMANDS if name in TOPICS)
    elif line.verbs:
        yield from ((name, "") for name in line.verbs)
    else:
        yield from _next_words(line)


def _next_words(line: _Line) -> Iterator[tuple[str, str]]:
    own = [action for action in line.parser._actions if not action.option_strings]
    if len(line.given) < len(own):
        yield from _values(own[len(line.given)], line)
    elif own and own[-1].nargs in _MANY:
        yield from _values(own[-1], line)


def _values(action: Action, line: _Line) -> Iterator[tuple[str, str]]:
    """The values that an option or an argument may have, as far as they are known."""
    known: list[str] = [str(one) for one in action.choices or ()]
    if action.dest == "topic":
        known = list(TOPICS)
    elif line.place == "settings" and not action.option_strings:
        known = _settings(line.given)
    yield from ((word, "") for word in known)
    if action.dest in _OF_FILES:
        yield FILES, ""


def _settings(given: tuple[str, ...]) -> list[str]:
    """Names of settings, and the values of one."""
    from companion.commands.own_keys import NAMES, OFF, USUAL  # noqa: PLC0415 - few lines need it

    if not given:
        return [*SETTINGS, *NAMES]
    return [OFF, USUAL] if given[0] in NAMES else list(SETTINGS.get(given[0], ()))


def _options(parser: ArgumentParser) -> dict[str, Action]:
    return {name: action for action in parser._actions for name in action.option_strings}
