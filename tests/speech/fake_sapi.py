"""A driver for pyttsx3 that behaves as its driver for Windows does, without Windows.

It speaks while it is iterated, and purges a text where another comes too soon. The word that
begins the sound has no name and odd numbers, and places count UTF-16, as there.
"""

import time
from collections.abc import Iterator
from typing import Any

from pyttsx3.voice import Voice

SECONDS_A_WORD = 0.02


class Driver:
    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self.properties: dict[str, object] = {}
        self.said: list[str] = []
        self._coming: list[tuple[float, str, dict[str, object]]] = []

    def destroy(self) -> None:
        self._coming.clear()

    def say(self, text: str) -> None:
        assert not self._coming, "the text before is purged"
        self.said.append(text)
        self._proxy.setBusy(True)
        self._proxy.notify("started-utterance")
        due = time.monotonic() + SECONDS_A_WORD
        self._coming.append((due, "started-word", {"location": 1, "length": 0}))
        units = text.encode("utf-16-le")
        at = 0
        for word in text.split():
            piece = word.encode("utf-16-le")
            at = units.index(piece, at)
            place = {"name": word, "location": at // 2, "length": len(piece) // 2}
            self._coming.append((due, "started-word", place))
            due += SECONDS_A_WORD
        self._coming.append((due, "finished-utterance", {"completed": True}))

    def stop(self) -> None:
        if self._coming:
            self._coming = [(0.0, "finished-utterance", {"completed": False})]

    def iterate(self) -> Iterator[None]:
        self._proxy.setBusy(False)
        while True:
            while self._coming and self._coming[0][0] <= time.monotonic():
                _due, topic, told = self._coming.pop(0)
                self._proxy.notify(topic, **told)
                if topic == "finished-utterance":
                    self._proxy.setBusy(False)
            yield

    def getProperty(self, name: str) -> object:
        if name == "voices":
            return [
                Voice("one", "Zira", ["en-US"]),
                Voice("two", "Hazel", ["en-GB"]),
                Voice("three", "Odd", []),
            ]
        return self.properties[name]

    def setProperty(self, name: str, value: object) -> None:
        if name == "rate" and value == 299:
            raise ValueError(value)
        self.properties[name] = value


def buildDriver(proxy: Any) -> Driver:
    return Driver(proxy)
