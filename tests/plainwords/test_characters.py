"""Nothing from outside reaches a terminal uncleaned, and nobody's words are harmed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.plainwords.characters import shown, shown_line, without_controls

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
JOINERS = set("\u200c\u200d")
# Format characters that a reader sees: signs of Arabic, Syriac and Kaithi numbers and texts.
VISIBLE_FORMAT = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
VISIBLE_FORMAT |= {"\U000110bd", "\U000110cd", *map(chr, range(0x13430, 0x13440))}

# Letters, and what an attacker would put between them.
HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "\x1b\x9b\x9c\x9d\x90\x07\x18\x1a\x00\x08\x7f\x85\r\n\t\u2028[]()PX^_N0;31mAm\\ aé"
            "\u200b\u200c\u200d\u202e\u2066\u2069\ufeff\xad\u3164\u2800\ufe0f\ufe00\u0301\u0338"
            "\u2190\u2329❤👩🏽一\uf900با\u0653कि\u180b\u1820\U000e0041\U000e0100\ud83d\ude001\u20e3"
        ),
        st.characters(),
    )
)

WORDS = [
    "Acknowledge. This means we show that we heard you.",
    "Dwi'n hapus iawn â'r tŷ, Siân Ŵyn.",
    "Zoë, Łukasz, Đặng, Ñandú, Ærø",
    "안녕하세요 你好，世界 こんにちは",
    "مرحبا بكم، می‌خواهم",
    "שלום חברים",
    "क्षत्रिय क्‍ष நன்றி",
    "👩‍👩‍👧 👍🏽 ❤️‍🔥 ✏️ 1️⃣ 🇬🇧",
    '"You can read every book," (they said): £5 - really!',
]

ESCAPES = [
    "\x1b[31m",
    "\x1b[1;31;4m",
    "\x1b[?25l",
    "\x1b[2J\x1b[H",
    "\x1b]0;title\x07",
    "\x1b]0;title\x1b\\",
    "\x1b]8;;https://example.org\x1b\\",
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1bP1;2q#0;2\n#1~~\x1b\\",
    "\x1b^hidden\x1b\\",
    "\x1b_Gf=100;AAAA\x1b\\",
    "\x1bXhidden\x1b\\",
    "\x1b(B",
    "\x1b#8",
    "\x1bc",
    "\x1b7",
    "\x1bOA",
    "\x1b[[A",
    "\x1b[3~",
    "\x1b\x00[31m",
    "\x1b[3\x081m",
    "\x1b%G",
]


@pytest.mark.parametrize("words", WORDS)
def test_words_stay_as_they_are(words: str) -> None:
    composed = unicodedata.normalize("NFC", words)
    assert without_controls(words) == words
    assert shown(words) == composed
    assert shown_line(words) == composed


@pytest.mark.parametrize("escape", ESCAPES, ids=repr)
def test_an_escape_sequence_goes_as_a_whole(escape: str) -> None:
    assert without_controls(f"be{escape}fore") == "before"
    assert shown(f"{escape}only words{escape}") == "only words"


def test_a_control_string_without_an_end_takes_no_words() -> None:
    assert without_controls("one \x1b]two\nthree") == "one two\nthree"
    assert without_controls("one \x1bPtmux;\x1b\x1b]0;two\x07\x1b\\") == "one tmux;"
    assert without_controls("one \x1b[31") == "one "


@pytest.mark.parametrize("sign", [chr(code) for code in range(0x80, 0xA0) if code != 0x85])
def test_words_behind_a_letter_of_a_wrong_code_stay(sign: str) -> None:
    assert without_controls(f"I said {sign}no thanks{sign} to them.") == "I said no thanks to them."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_a_newline(end: str) -> None:
    assert without_controls(f"one{end}two") == "one\ntwo"
    assert shown(f"one{end}two") == "one\ntwo"
    assert shown_line(f"one{end}two") == "one two"


def test_kept_words_keep_their_tabs_and_joiners() -> None:
    assert without_controls("a\tb\x00c\x7f\x80\u200bd\u202e") == "a\tbc\u200bd\u202e"


@pytest.mark.parametrize(
    ("hidden", "seen"),
    [
        ("ab\u202ecd\u202c", "abcd"),
        ("\u2066left\u2069\u200e\u200f\u061c", "left"),
        ("zero\u200bwidth\ufeff, soft\xadhyphen\u2060", "zerowidth, softhyphen"),
        ("tag\U000e0041\U000e0042\U000e007f", "tag"),
        ("note\ufff9a\ufffab\ufffb", "noteab"),
        ("a\u3164b\u115f\u1160c\uffa0", "abc"),
        ("a\u200db\ufe0f", "ab"),
        ("a\ufe0f\u200d👩", "a👩"),
        ("a\tb\u2800c", "a b c"),
        ("e\u202e\u0301", "é"),
        ("e\u0301", "é"),
        ("half \ud83d pair", "half \ufffd pair"),
    ],
)
def test_what_cannot_be_seen_goes(hidden: str, seen: str) -> None:
    assert shown(hidden) == seen


def test_shown_line_folds_white_space() -> None:
    assert shown_line("  one \n\n two\t three\u00a0 ") == "one two three"


@given(HOSTILE)
def test_kept_text_has_no_controls(text: str) -> None:
    clean = without_controls(text)
    assert without_controls(clean) == clean
    assert not [c for c in clean if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"]


@given(HOSTILE)
def test_shown_text_has_nothing_invisible(text: str) -> None:
    clean = shown(text)
    assert shown(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    kinds = {c: unicodedata.category(c) for c in clean}
    assert not [c for c, kind in kinds.items() if kind in {"Cc", "Cs"} and c != "\n"]
    assert not BIDI & set(clean)
    assert {c for c, kind in kinds.items() if kind == "Cf"} <= JOINERS | VISIBLE_FORMAT


@given(HOSTILE)
def test_a_shown_line_is_one_line(text: str) -> None:
    clean = shown_line(text)
    assert clean == " ".join(clean.split())
    assert shown_line(clean) == clean


@given(st.text(st.characters(codec="ascii", min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_text_is_unchanged(text: str) -> None:
    assert without_controls(text) == text
    assert shown(text) == text
    assert shown(f"{text}\n{text}") == f"{text}\n{text}"


@given(
    st.text(
        st.characters(
            categories=["L", "N", "P", "Zs"], exclude_characters="\u115f\u1160\u3164\uffa0"
        )
    )
)
def test_letters_of_any_script_stay(text: str) -> None:
    assert without_controls(text) == text
    assert shown(text) == unicodedata.normalize("NFC", text)
