"""Makes text from calendars and communities safe to keep: bounded, no controls, nothing hidden."""

from companion.plainwords.characters import shown, shown_line

LONGEST_TITLE = 200
LONGEST_WHERE = 300
LONGEST_LINE = 200
LONGEST_JOIN = 2_000  # links to meetings are long, and cut they are worth nothing
LONGEST_ABOUT = 2_000
LONGEST_UID = 255
MOST_STEPS = 40
MOST_LINES = 20
_LONGEST_RAW = 20_000
_CUT = "..."


def line(text: str, limit: int = LONGEST_LINE) -> str:
    """The text on one line, at most `limit` characters; "..." says that words were cut."""
    clean = shown_line(text[:_LONGEST_RAW])
    if len(clean) <= limit:
        return clean
    return clean[: limit - len(_CUT)].rstrip() + _CUT


def whole_line(text: str, limit: int = LONGEST_JOIN) -> str:
    """The text on one line, or "" where it is too long: half a link leads nowhere."""
    clean = shown_line(text[:_LONGEST_RAW])
    return clean if len(clean) <= limit else ""


def paragraphs(text: str) -> str:
    """The text with its lines, at most 2,000 characters, and never 2 empty lines together."""
    lines = [" ".join(part.split()) for part in shown(text[:_LONGEST_RAW]).split("\n")]
    kept: list[str] = []
    for part in lines:
        if part or (kept and kept[-1]):
            kept.append(part)
    clean = "\n".join(kept).strip("\n")
    if len(clean) <= LONGEST_ABOUT:
        return clean
    return clean[: LONGEST_ABOUT - len(_CUT)].rstrip() + _CUT
