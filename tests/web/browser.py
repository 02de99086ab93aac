"""A real browser, driven by keys as a person does: WebDriver, as W3C describes it, over HTTP."""

import base64
import os
import re
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import pytest

from tests.printing.browser import AXE, browser

DRIVER = "chromedriver"
TAB, ENTER, SPACE, DOWN, SHIFT, CONTROL = "\ue004", "\ue007", " ", "\ue015", "\ue008", "\ue009"

# The words by which what has the focus is known, and how its focus is shown.
_FOCUS = """
const one = document.activeElement, style = getComputedStyle(one);
const label = one.labels && one.labels.length ? one.labels[0].innerText : "";
return [one === document.body ? "" : (label || one.innerText || one.id), one.tagName,
        style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, one.id,
        one.getBoundingClientRect().top >= 0];
"""
_AXE = """
const [colours, done] = arguments;
const rules = {type: "rule", values: ["color-contrast", "color-contrast-enhanced"]};
const tags = {type: "tag", values: [
  "wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
]};
axe.run(document, {
  runOnly: colours ? rules : tags,
  rules: {"color-contrast-enhanced": {enabled: true}, "target-size": {enabled: true}},
}).then(found => done([
  found.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]),
  found.passes.length]));
"""


class Browser:
    """One browser in a profile of its own, with a window nobody sees."""

    def __init__(self, folder: Path) -> None:
        driver = shutil.which(DRIVER)
        if driver is None:
            pytest.skip("The browser's driver chromium-driver is missing.")
        self._process = subprocess.Popen(
            [driver, "--port=0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env={**os.environ, "HOME": str(folder)},
        )
        self._client = httpx.Client(base_url=self._address(), timeout=60)
        words = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update",
                 "--disable-sync", "--hide-scrollbars", "--window-size=1280,1000",
                 f"--user-data-dir={folder / 'profile'}"]  # fmt: skip
        wanted = {"goog:chromeOptions": {"binary": browser(), "args": words}}
        made = self._client.post("/session", json={"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{made.json()['value']['sessionId']}"

    def _address(self) -> str:
        assert self._process.stdout
        for line in self._process.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                return f"http://127.0.0.1:{found[1]}"
        raise AssertionError("the driver did not start")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.delete(self._session)
        self._client.close()
        self._process.terminate()
        self._process.wait(30)
        if self._process.stdout:
            self._process.stdout.close()

    def _ask(self, path: str, **words: Any) -> Any:
        answer = self._client.post(f"{self._session}/{path}", json=words)
        value = answer.json()["value"]
        assert answer.status_code == 200, value
        return value

    def tell(self, command: str, **words: Any) -> Any:
        """A command of the browser's own protocol."""
        return self._ask("goog/cdp/execute", cmd=command, params=words)

    def go(self, address: str) -> None:
        """Open an address, and wait until it is there."""
        self._ask("url", url=address)

    def run(self, script: str) -> Any:
        """What a script in the page gives back. The page itself allows none."""
        return self._ask("execute/sync", script=script, args=[])

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        done = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask("actions", actions=[{"type": "key", "id": "keys", "actions": done}])

    def hold(self, held: str, key: str) -> None:
        """Press a key while another is held."""
        done = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)]
        told = [{"type": kind, "value": value} for kind, value in done]
        self._ask("actions", actions=[{"type": "key", "id": "keys", "actions": told}])

    def tab_to(self, words: str) -> str:
        """Press Tab until what begins with these words has the focus, and see that each stop
        shows its focus. Gives its id."""
        met = []
        for _step in range(120):
            self.press(TAB)
            name, tag, shown, name_of_id, there = self.run(_FOCUS)
            if tag == "BODY":
                continue
            met.append(name)
            assert shown, f"no focus is seen on {name}"
            assert there, f"{name} is out of sight"
            if name.startswith(words):
                return str(name_of_id)
        raise AssertionError(f"{words} is not reached: {met}")

    def choose(self, words: str) -> None:
        """Go to a link or a button by Tab, and press Enter."""
        self.tab_to(words)
        self.run("window.stays = true")
        self.press(ENTER)
        self._wait()

    def leave(self, script: str) -> None:
        """Run a script that leads to another page."""
        self.run(f"window.stays = true; {script}")
        self._wait()

    def cookie(self, name: str) -> str:
        """The value of a cookie, also of one that no page can read."""
        found = self._client.get(f"{self._session}/cookie/{name}").json()["value"]
        return str(found["value"])

    def _wait(self) -> None:
        for _look in range(200):
            if self.run("return !window.stays && document.readyState === 'complete'"):
                return
        raise AssertionError("no other page came")

    def write(self, label: str, words: str) -> None:
        """Go to a field by Tab, and write in the place of what is there."""
        self.tab_to(label)
        self.hold(CONTROL, "a")
        self.press(*words)

    def put_files(self, selector: str, *paths: Path) -> None:
        """Choose files in a field, as the window of the system does, which no key here reaches."""
        root = self.tell("DOM.getDocument")["root"]["nodeId"]
        node = self.tell("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.tell("DOM.setFileInputFiles", nodeId=node, files=list(map(str, paths)))

    def text(self) -> str:
        """The words of the page as they are seen."""
        return str(self.run("return document.body.innerText"))

    def axe(self, *, colours: bool = False) -> list[Any]:
        """What axe-core finds wrong, in all or in the colours alone."""
        if not self.run("return Boolean(window.axe)"):
            self.run(f"{AXE.read_text(encoding='utf-8')}; window.axe = axe || module.exports;")
        wrong, passed = self._ask("execute/async", script=_AXE, args=[colours])
        assert passed >= (1 if colours else 15)
        return list(wrong)

    def look(self, *, width: int = 1280, height: int = 1000, dark: bool = False) -> None:
        """Look through a window of another size, in the light or the dark."""
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.tell("Emulation.setEmulatedMedia", features=[scheme])

    def picture(self, path: Path) -> None:
        """Keep a picture of the whole page."""
        made = self.tell("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(made["data"]))

    def paper(self) -> bytes:
        """The page as it is printed, as a PDF."""
        return base64.b64decode(self.tell("Page.printToPDF", preferCSSPageSize=True)["data"])
