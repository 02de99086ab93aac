"""Takes the tags out of a description: some calendar programs write HTML there."""

import html
import re

_TAGS = (
    "a|b|blockquote|body|br|center|div|em|font|h[1-6]|head|hr|html|i|img|li|meta|o:p|ol|p|pre"
    "|script|small|span|strong|style|sub|sup|table|tbody|td|th|title|tr|u|ul"
)
_TAG = rf"<(/?)({_TAGS})(?:\s[^<>]{{0,2000}})?/?>"
_UNSEEN = r"<(script|style|head)(?:\s[^<>]{0,2000})?>.{0,20000}?</\1>"
_LINK = r"""<a\s[^<>]{0,2000}?href=["']?([^"'\s<>]{1,2000})[^<>]{0,2000}>([^<]{0,2000})</a>"""
_LINE_AFTER = {"br", "p", "div", "li", "tr", "hr", "ul", "ol", "blockquote"}


def without_tags(text: str) -> str:
    """The words of a text that may be HTML, line by line. Text without tags stays as it is."""
    if "<" not in text or not re.search(_TAG, text, re.IGNORECASE):
        return text
    text = re.sub(_UNSEEN, "", text, flags=re.IGNORECASE | re.DOTALL)
    text = re.sub(_LINK, _link, text, flags=re.IGNORECASE)
    text = re.sub(_TAG, _tag, text, flags=re.IGNORECASE)
    return html.unescape(text)


def _link(found: re.Match[str]) -> str:
    """Words and where they lead: both, unless they are the same."""
    address, words = found[1], found[2].strip()
    bare = address.removeprefix("mailto:").removeprefix("tel:").rstrip("/")
    return words or address if words.rstrip("/") in ("", address, bare) else f"{words} ({address})"


def _tag(found: re.Match[str]) -> str:
    closing, name = found[1], found[2].lower()
    if name == "li" and not closing:
        return "\n- "
    if name == "br" or (name in _LINE_AFTER and closing):
        return "\n"
    if name.startswith("h") and name[1:].isdecimal() and closing:
        return "\n"
    return ""
