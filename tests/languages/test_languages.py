"""Which language a person asks for, and what a catalogue must hold."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from companion.easyread.checker import check
from companion.plainwords.messages import (
    DOMAIN,
    _,
    base_of,
    language,
    languages_asked,
    n_,
    use_language,
)
from tools.languages import LANGUAGES, PRETEND, ROOT, build, messages, mistakes, pretend


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({}, []),
        ({"LANG": "C.UTF-8"}, []),
        ({"LANG": "POSIX"}, []),
        ({"LANG": "en_GB.UTF-8"}, []),
        ({"LANG": "cy_GB.UTF-8"}, ["cy_GB", "cy"]),
        ({"LANG": "de_AT@euro"}, ["de_AT", "de"]),
        ({"LANG": "cy", "LC_ALL": "fr"}, ["fr"]),
        ({"LANG": "cy", "LC_MESSAGES": "fr"}, ["fr"]),
        ({"LC_ALL": "cy", "LANGUAGE": "fr:pl"}, ["fr", "pl"]),
        ({"LANGUAGE": "", "LANG": "cy"}, ["cy"]),
        ({"LANGUAGE": "cy:en:fr"}, ["cy"]),
        ({"COMPANION_LANGUAGE": "en", "LANG": "cy"}, []),
        ({"COMPANION_LANGUAGE": "zh-Hant", "LANG": "cy"}, ["zh_Hant", "zh"]),
        ({"COMPANION_LANGUAGE": "../../etc"}, []),
        ({"COMPANION_LANGUAGE": "a/b:cy\0"}, []),
    ],
)
def test_the_languages_that_a_person_asks_for(
    environment: dict[str, str], asked: list[str]
) -> None:
    assert languages_asked(environment) == asked


def test_the_first_language_that_is_there_is_used(catalogues: Path) -> None:
    try:
        assert use_language("xx", PRETEND, folder=str(catalogues)) == PRETEND
        assert language() == PRETEND
        assert _("Charter") == pretend("Charter")
        assert n_("Page 1.", "Pages {n}.", 2) == "Pages {n}."  # no message of ours
        assert _("") == ""
    finally:
        assert use_language() == "en"
    assert _("Charter") == "Charter"


@pytest.mark.parametrize("damage", [b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_broken_catalogue_leaves_the_words_of_the_code(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "cy" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "cy" / "LC_MESSAGES" / f"{DOMAIN}.mo").write_bytes(damage)
    assert use_language("cy", folder=str(tmp_path)) == "en"
    assert _("Charter") == "Charter"


def test_the_base_of_a_language() -> None:
    assert [base_of(code) for code in ("cy", "cy_GB", "en-GB", "EN")] == ["cy", "cy", "en", "en"]


def translated() -> Catalog:
    """A whole translation, into words that are the same."""
    catalog = messages()
    for message in catalog:
        message.string = message.id
    return catalog


def wrong(catalog: Catalog) -> list[str]:
    return list(mistakes(catalog))


def test_a_whole_translation_has_no_mistakes() -> None:
    assert wrong(translated()) == []


@pytest.mark.parametrize(
    ("string", "told"),
    [
        ("", "Not translated yet: "),
        ("Dim {wods}.", "The blanks between { and } are not the same: "),
        ("Dim.", "The blanks between { and } are not the same: "),
        ("Dim {words!r}.", "The blanks between { and } are not the same: "),
        ("Dim {words", "The blanks between { and } are not the same: "),
    ],
)
def test_mistakes_of_a_translation_are_told(string: str, told: str) -> None:
    message = "There is no choice {words}."
    catalog = translated()
    found = catalog.get(message)
    assert found is not None
    found.string = string
    assert wrong(catalog) == [told + message]


def test_only_a_whole_translation_is_built(tmp_path: Path) -> None:
    po = tmp_path / "cy" / "LC_MESSAGES" / f"{DOMAIN}.po"
    po.parent.mkdir(parents=True)
    catalog = translated()
    po.write_bytes(_po(messages()))
    assert build(po)
    assert not po.with_suffix(".mo").exists()
    po.write_bytes(_po(catalog))
    assert build(po) == []
    assert use_language("cy", folder=str(tmp_path)) == "cy"
    use_language()


def _po(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalog)
    return file.getvalue()


def test_every_language_that_ships_is_whole_and_built() -> None:
    for po in LANGUAGES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"):
        with po.open("rb") as file:
            assert list(mistakes(read_po(file))) == []
        built = po.with_suffix(".mo")
        kept = built.read_bytes()
        build(po)
        assert built.read_bytes() == kept, f"run: python -m tools.languages build {po.parts[-3]}"


def test_no_message_stands_where_it_is_not_found() -> None:
    """What gets the messages out of the code does not look into an f-string."""
    inside = re.compile(r"""\{N?_\(["']""")
    found = [str(path) for path in (ROOT / "companion").rglob("*.py")
             if inside.search(path.read_text())]  # fmt: skip
    assert found == []


def test_names_of_languages_are_easy_words() -> None:
    assert check("This text is in Welsh.") == []
