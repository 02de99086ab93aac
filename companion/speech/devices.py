"""Where sound can come out of this computer, where the system lets a program choose."""

import json
import shutil
import subprocess
from collections.abc import Sequence

from companion.domain.voices import Device

SECONDS = 2.0


def devices() -> Sequence[Device]:
    """The outputs that PulseAudio or PipeWire has; none where neither can be asked."""
    if shutil.which("pactl") is None:
        return ()
    try:
        asked = subprocess.run(
            ["pactl", "--format=json", "list", "sinks"],
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        found = json.loads(asked.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return ()
    return [Device(str(one["name"]), str(one.get("description", one["name"]))) for one in found]
