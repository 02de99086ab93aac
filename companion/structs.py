"""Loads msgspec without typing_extensions, for the commands that read.

msgspec takes 3 names from typing_extensions where that is there, and else the same from typing,
where they stand since Python 3.11. typing_extensions loads inspect, ast and tokenize: a tenth of
the time of such a command. So it is hidden while msgspec loads, in the way that Python's
import system has for that (None in sys.modules), and is there again afterwards. It is hidden from
no other module: nothing but msgspec loads then, and a command has no second thread yet.

A module that reads for a command imports this one first: what is loaded is not loaded again.
"""

import sys

_NAME = "typing_extensions"
_hides = "msgspec" not in sys.modules and _NAME not in sys.modules

if _hides:
    sys.modules[_NAME] = None  # type: ignore[assignment]  # so it is said to be missing
try:
    from msgspec.structs import replace
finally:
    if _hides:
        del sys.modules[_NAME]

__all__ = ["replace"]
