"""`companion settings` and `companion privacy`."""

from argparse import Namespace

from msgspec import to_builtins

from companion.commands.answer import say, say_json
from companion.commands.own_keys import ALL, NAMES, about, change_key, keys_by_name
from companion.compose import open_home
from companion.domain.choices import SETTINGS, chosen
from companion.page import wording
from companion.page.blocks import Block, Heading
from companion.pages.privacy import everything
from companion.pages.setting_words import WORDS
from companion.plainwords.messages import _
from companion.ports import Settings
from companion.problems import Problem


def settings(options: Namespace) -> int:
    """Print all settings or one, or keep a new value."""
    kept = open_home(options).settings
    name, value = options.name, options.value
    if name and name not in (*SETTINGS, *NAMES, ALL):
        raise Problem("no_such_setting", name=name)
    if value and name in NAMES:
        change_key(kept, name, value)
    elif value and name == ALL:
        raise Problem("which_key", value=value)
    elif value:
        if value not in SETTINGS[name]:
            raise Problem("no_such_value", value=value, values=", ".join(SETTINGS[name]))
        kept.put(name, value)
    found = _found(kept, name)
    if options.json:
        say_json(found)
        return 0
    lines: list[str] = []
    for one, holds in found.items():
        lines += [f"{one}: {holds}", *(_about(one) if one == name else [])]
    say(lines, options.width)
    return 0


def _found(kept: Settings, name: str) -> dict[str, str]:
    """What holds now: one setting, all keys, or all settings with the keys that were changed."""
    if name in SETTINGS:
        return {name: chosen(kept, name)}
    if name:
        keys = keys_by_name(kept)
        return keys if name == ALL else {name: keys[name]}
    return {**{one: chosen(kept, one) for one in SETTINGS}, **keys_by_name(kept, changed=True)}


def _about(name: str) -> list[str]:
    """What a setting does, and each value with its words."""
    if name in NAMES:
        return about(name)
    _words, does, values = WORDS[name]
    return [_(does), _("You can choose:"), *(f"{v}: {_(words)}" for v, words in values.items())]


def privacy(options: Namespace) -> int:
    """Print the truth about who could read what."""
    here = open_home(options).exposure()
    if options.json:
        say_json({**to_builtins(here), "encrypted": True, "sends": bool(here.community)})
        return 0
    say([line for block in everything(here) for line in _lines(block)], options.width)
    return 0


def _lines(block: Block) -> list[str]:
    said = list(wording.lines(block))
    return ["", *said] if isinstance(block, Heading) else said
