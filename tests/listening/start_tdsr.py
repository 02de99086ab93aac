"""Starts tdsr2 0.2.1 with its one fault mended: it sets the terminal back to cooked mode.

Run as a program: start_tdsr.py --speech-server COMMAND PROGRAM
"""

import sys
import termios
from importlib import import_module
from typing import Any

if __name__ == "__main__":
    set_attributes = termios.tcsetattr

    def keep_raw(terminal: Any, when: int, attributes: Any) -> None:
        """Set a terminal, but leave our own one raw."""
        if terminal != 0 or when != termios.TCSADRAIN:
            set_attributes(terminal, when, attributes)

    termios.tcsetattr = keep_raw
    sys.argv[0] = "tdsr"
    import_module("tdsr").main()
