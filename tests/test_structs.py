"""msgspec without typing_extensions: it does the same, and nobody else misses anything."""

import subprocess
import sys
import typing

import typing_extensions

SHAPES = """
import json, sys, typing
from typing import NamedTuple, NotRequired, TypedDict
import msgspec

class Pair(NamedTuple):
    name: str
    number: int | None = None

class Fields(TypedDict):
    name: str
    number: NotRequired[int]

class Thing(msgspec.Struct, frozen=True):
    pair: Pair
    fields: Fields
    kind: typing.Literal["a", "b"] = "a"

text = b'{"pair": ["x", 3], "fields": {"name": "y"}, "kind": "b"}'
thing = msgspec.json.decode(text, type=Thing)
print(thing, msgspec.json.encode(thing).decode(), msgspec.json.schema(Thing))
for wrong in (b'{"pair": [1], "fields": {"name": "y"}}', b'{"pair": ["x"], "fields": {}}'):
    try:
        msgspec.json.decode(wrong, type=Thing)
    except msgspec.ValidationError as error:
        print(error)
"""


def said(code: str) -> list[str]:
    """What a Python of its own prints, a line each."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    return done.stdout.splitlines()


def test_it_is_hidden_while_msgspec_loads_and_there_again_afterwards() -> None:
    code = """
import sys
from companion import structs
print("msgspec" in sys.modules, "typing_extensions" in sys.modules)
import typing_extensions
print(typing_extensions.TypedDict.__module__)
"""
    assert said(code) == ["True False", "typing_extensions"]


def test_one_that_is_loaded_already_stays_as_it_is() -> None:
    code = """
import sys
import typing_extensions
from companion import structs
print(sys.modules["typing_extensions"] is typing_extensions)
"""
    assert said(code) == ["True"]


def test_it_is_there_again_where_msgspec_cannot_be_loaded() -> None:
    code = """
import sys

class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == "msgspec":
            raise ImportError("broken")

sys.meta_path.insert(0, Broken())
try:
    from companion import structs
except ImportError as error:
    print(error, "typing_extensions" in sys.modules)
"""
    assert said(code) == ["broken False"]


def test_msgspec_does_the_same_without_it() -> None:
    hidden = said(f"from companion import structs\n{SHAPES}")
    assert hidden == said(f"import typing_extensions\n{SHAPES}")
    assert hidden[0].startswith("Thing(pair=Pair(name='x', number=3), fields={'name': 'y'}")
    assert len(hidden) == 3


def test_the_names_that_msgspec_takes_from_it_are_those_of_typing() -> None:
    assert typing_extensions.Required is typing.Required
    assert typing_extensions.NotRequired is typing.NotRequired
