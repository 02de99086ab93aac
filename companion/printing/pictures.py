"""The drawings of assets/pictures: each is read once, and made anew from what we know in it."""

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from companion.easyread.files import is_name
from companion.shipped import shipped

LARGEST = 64 * 1024
_SPACE = "{http://www.w3.org/2000/svg}"
# The classes of a drawing's shapes, with their colours on paper. A page may give others.
COLOURS = {"ink": "#1a1a1a", "accent": "#00308f"}

_NUMBER = r"-?[0-9.]{1,12}"
_VIEW = re.compile(rf"{_NUMBER}( {_NUMBER}){{3}}")
_SHAPES = {
    "g": (),
    "path": ("d",),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "polygon": ("points",),
    "polyline": ("points",),
}
_ANYWHERE = {
    "transform": re.compile(r"[a-z]+\([0-9 .,-]*\)"),
    "fill-rule": re.compile(r"evenodd|nonzero"),
}
_DRAWN = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9 .,\n-]*")
_DEEPEST = 8


@cache
def picture_svg(name: str) -> str | None:
    """The drawing of a picture as an SVG element, or None where there is none to use.

    Its shapes have the classes "ink" and "accent", and the colours that these have on paper.
    Nothing else of the file comes through: no scripts, links, styles or words.
    """
    if not is_name(name):
        return None
    path = Path(shipped("pictures", f"{name}.svg"))
    try:
        if path.is_symlink() or path.stat().st_size > LARGEST:
            return None
        return cleaned(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def cleaned(svg: str) -> str | None:
    """The shapes of a drawing from anyone, or None where it is no drawing that we can use."""
    if re.search(r"<!\s*(doctype|entity)", svg, re.IGNORECASE):
        return None
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - without a doctype nothing can expand
    except ElementTree.ParseError:
        return None
    view = " ".join(root.get("viewBox", "").replace(",", " ").split())
    if root.tag != f"{_SPACE}svg" or not _VIEW.fullmatch(view):
        return None
    shapes = "".join(_shape(child, "", _DEEPEST) for child in root)
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">'
    return f"{opening}{shapes}</svg>" if shapes else None


def _shape(element: ElementTree.Element, colour: str, deep: int) -> str:
    """A shape and those inside it; "" for anything else."""
    name = str(element.tag).removeprefix(_SPACE)
    if name not in _SHAPES or not deep:
        return ""
    named = [one for one in element.get("class", "").split() if one in COLOURS]
    colour = named[0] if named else colour
    values = {key: element.get(key, "") for key in _SHAPES[name]}
    kept = {key: value for key, value in values.items() if value and _DRAWN.fullmatch(value)}
    for key, allowed in _ANYWHERE.items():
        if allowed.fullmatch(element.get(key, "")):
            kept[key] = element.get(key, "")
    if name != "g":
        kept |= {"class": colour or "ink", "fill": COLOURS[colour or "ink"]}
    inside = "".join(_shape(child, colour, deep - 1) for child in element)
    if name == "g" and not inside:
        return ""
    attributes = "".join(f' {key}="{value}"' for key, value in kept.items())
    return f"<{name}{attributes}>{inside}</{name}>"
