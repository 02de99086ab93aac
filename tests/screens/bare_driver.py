"""A bare Textual app on a real terminal, which tells what Textual's own driver does there.

Started with a file descriptor to tell on, and with "stop" or "gone": whether the app ends, or
its terminal does.
"""

import json
import os
import sys

os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

ENOUGH = 1000  # reads of nothing, one after the other
report, mode = int(sys.argv[1]), sys.argv[2]
written: list[str] = []
real_read, nothing = os.read, 0


def tell(**facts: object) -> None:
    os.write(report, json.dumps(facts).encode() + b"\n")


def read(descriptor: int, most: int) -> bytes:
    global nothing  # noqa: PLW0603
    data = real_read(descriptor, most)
    nothing = 0 if data else nothing + 1
    if nothing == ENOUGH:
        tell(ended=False)
        os._exit(0)
    return data


class Recorder(LinuxDriver):
    def write(self, data: str) -> None:
        written.append(data)
        super().write(data)


class Bare(App[None]):
    def __init__(self) -> None:
        super().__init__(driver_class=Recorder)

    def on_ready(self) -> None:
        drawn_on = getattr(self._driver, "_file", None)
        tell(on_standard_error=drawn_on is sys.__stderr__)
        if mode == "stop":
            self.exit()


os.read = read
Bare().run()
tell(ended=True, written=written)
