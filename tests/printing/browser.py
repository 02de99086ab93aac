"""A real browser that opens a printed page, measures it, and asks axe-core about it."""

import json
import re
import shutil
import subprocess
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).with_name("axe.min.js")
# Debian's name first: tools/system-parts.txt lists it.
NAMES = ("chromium", "chromium-browser", "google-chrome")

# What axe finds, and the longest line of each paragraph as it was drawn, in letters.
LOOK = """
function longest(element) {
  const lines = new Map(), range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at); range.setEnd(node, at + 1);
      const [box] = range.getClientRects();
      if (box) lines.set(Math.round(box.top), (lines.get(Math.round(box.top)) || 0) + 1);
    }
  return Math.max(0, ...lines.values());
}
const body = getComputedStyle(document.body);
const words = [...document.querySelectorAll("p, li, dd, dt")];
const drawn = document.querySelector(".drawn");
const looked = {
  title: document.title,
  size: parseFloat(body.fontSize), line: parseFloat(body.lineHeight), align: body.textAlign,
  paper: getComputedStyle(document.documentElement).backgroundColor,
  longest: Math.max(0, ...words.map(longest)),
  wide: document.documentElement.scrollWidth > innerWidth,
  left: drawn && drawn.querySelector("svg").getBoundingClientRect().right
    <= drawn.querySelector("p").getBoundingClientRect().left,
};
axe.run(document, {runOnly: {type: "tag", values: [
  "wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
]}, rules: {"color-contrast-enhanced": {enabled: true}}}).then(found => {
  looked.axe = found.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]);
  looked.passes = found.passes.length;
  const bytes = new TextEncoder().encode(JSON.stringify(looked));
  document.body.dataset.looked = btoa(String.fromCharCode(...bytes));
});
"""


def browser() -> str:
    """The browser's program. Skips the test where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("The browser chromium is missing.")
    return found


def run(folder: Path, *words: str) -> str:
    """Run the browser in a profile of its own. What it prints is the answer."""
    calm = ("--no-first-run", "--disable-background-networking", "--disable-component-update")
    done = subprocess.run(
        [
            browser(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-sync",
            *calm,
            f"--user-data-dir={folder / 'profile'}",
            *words,
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return done.stdout


def look(folder: Path, html: str, *, width: int = 1000, dark: bool = False) -> dict[str, Any]:
    """What the browser and axe-core see of a page."""
    # The page itself forbids scripts, so the one of the test needs that line away.
    opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    script = f"<script>{AXE.read_text(encoding='utf-8')}</script><script>{LOOK}</script>"
    page = folder / "page.html"
    page.write_text(opened.replace("</body>", script + "</body>"), encoding="utf-8")
    shown = run(
        folder,
        f"--window-size={width},1400",
        f"--blink-settings=preferredColorScheme={0 if dark else 1}",
        "--virtual-time-budget=60000",
        "--dump-dom",
        page.as_uri(),
    )
    answer = re.search(r'data-looked="([^"]*)"', shown)
    assert answer, "the page did not answer"
    looked: dict[str, Any] = json.loads(b64decode(answer[1]))
    return looked
