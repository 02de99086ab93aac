"""Lets tests hear: a sound server of our own that plays into nothing, and a recording of it.

All times are seconds of `time.monotonic()`. What is measured is right to about 10 ms.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

HERTZ = 48000
LOUD = 40  # of 32767; a null sink gives exact zeros, so that is enough
HOLDS = 0.4  # seconds of quiet that count as silence; a gap between words is shorter
# command: the Debian package that has it
NEEDED = {"pulseaudio": "pulseaudio", "parec": "pulseaudio-utils"}

Samples = NDArray[np.int16]


def why_deaf() -> str:
    """Why nothing can be heard on this computer, as a sentence; "" if it can."""
    absent = [package for command, package in NEEDED.items() if not shutil.which(command)]
    if not absent:
        return ""
    names = " ".join(absent)
    return f"WE CANNOT HEAR what is spoken here. To test it, type: sudo apt install {names}"


class Sound:
    """A sound server and its recorder. Use as a context, and give programs `environment`."""

    def __enter__(self) -> "Sound":
        self._folder = Path(tempfile.mkdtemp(prefix="sound-"))  # short: it holds sockets
        self.settings = self._settings()
        self.environment = os.environ | self.settings
        self.environment.pop("SPEECHD_ADDRESS", None)
        self._processes: list[subprocess.Popen[bytes]] = []
        self._recorded = bytearray()
        self._began: list[float] = []  # when sample 0 was played, as each block tells
        self._lock = threading.Lock()
        self._start_server()
        self._start_recorder()
        return self

    def __exit__(self, *_error: object) -> None:
        self._end_dispatcher()
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for process in self._processes:
            if process.stdout:
                process.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def pause(self) -> None:
        """Freeze the server, as a broken one does. `resume` ends that."""
        self._processes[0].send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """End `pause`."""
        self._processes[0].send_signal(signal.SIGCONT)

    def die(self) -> None:
        """End the server, as a crash does."""
        self._processes[0].kill()
        self._processes[0].wait()

    def wait_until(self, moment: float) -> None:
        """Wait until what was played at a moment is recorded."""
        ends = time.monotonic() + 10
        while self._at(moment) * 2 > len(self._recorded):
            assert time.monotonic() < max(ends, moment + 10), "the recorder stands still"
            time.sleep(0.02)

    def between(self, start: float, end: float) -> Samples:
        """What was played from one moment to another; 48,000 samples a second."""
        self.wait_until(end)
        first, last = max(0, self._at(start)), max(0, self._at(end))
        with self._lock:
            piece = bytes(self._recorded[first * 2 : last * 2])
        return np.frombuffer(piece, "<i2")

    def seconds_of_sound(self, start: float, end: float) -> float:
        """For how long something was heard between two moments, gaps left out."""
        return float(self._loud(start, end).sum()) / 1000

    def first_after(self, moment: float, within: float = 3.0) -> float | None:
        """Seconds from a moment to the first sound; None if none comes within so many."""
        ends = moment + within
        while True:
            now = min(ends, max(moment, time.monotonic()))
            heard = np.flatnonzero(self._loud(moment, now))
            if len(heard):
                return float(heard[0]) / 1000
            if now >= ends:
                return None
            time.sleep(0.02)

    def silent_after(self, moment: float, within: float = 30.0) -> float | None:
        """Seconds from a moment to the silence that follows; None if it does not come."""
        quiet = 0.0
        while quiet < within:
            self.wait_until(moment + quiet + HOLDS)
            heard = np.flatnonzero(self._loud(moment + quiet, moment + quiet + HOLDS))
            if not len(heard):
                return quiet
            quiet += (float(heard[-1]) + 1) / 1000
        return None

    def _loud(self, start: float, end: float) -> NDArray[np.bool_]:
        """For each millisecond, whether something was heard."""
        samples = self.between(start, end)
        step = HERTZ // 1000
        whole = samples[: len(samples) // step * step].reshape(-1, step).astype(np.int32)
        loud: NDArray[np.bool_] = np.abs(whole).max(1, initial=0) > LOUD
        return loud

    def _at(self, moment: float) -> int:
        with self._lock:
            began = float(np.median(self._began))
        return int((moment - began) * HERTZ)

    def _settings(self) -> dict[str, str]:
        folder = self._folder
        alsa = folder / "asound.conf"  # what plays by ALSA comes to our server too
        alsa.write_text(
            "</usr/share/alsa/alsa.conf>\npcm.!default{type pulse}\nctl.!default{type pulse}\n",
            encoding="utf-8",
        )
        return {
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_SERVER": f"unix:{folder}/native",
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_STATE_PATH": str(folder),
            "PULSE_COOKIE": f"{folder}/cookie",
            "ALSA_CONFIG_PATH": str(alsa),
        }

    def _start_server(self) -> None:
        self._spawn(
            "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
            "-L", f"module-native-protocol-unix socket={self._folder}/native auth-anonymous=1",
            "-L", f"module-null-sink sink_name=hear rate={HERTZ} channels=1",
        )  # fmt: skip
        _wait_for((self._folder / "native").exists)

    def _start_recorder(self) -> None:
        recorder = self._spawn(
            "parec", "-d", "hear.monitor", f"--rate={HERTZ}", "--channels=1", "--raw",
            "--format=s16le", "--latency-msec=10", stdout=subprocess.PIPE, bufsize=0,
        )  # fmt: skip
        threading.Thread(target=self._record, args=(recorder,), daemon=True).start()
        _wait_for(lambda: len(self._recorded) > HERTZ // 10)  # the first block can take 2 s

    def _spawn(self, *words: str, **more: Any) -> "subprocess.Popen[bytes]":
        given: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL} | more
        process = subprocess.Popen(words, env=self.environment, stderr=subprocess.DEVNULL, **given)
        self._processes.append(process)
        return process

    def _record(self, recorder: "subprocess.Popen[bytes]") -> None:
        assert recorder.stdout is not None
        with suppress(OSError, ValueError):
            while block := os.read(recorder.stdout.fileno(), 65536):
                now = time.monotonic()
                with self._lock:
                    # A block is made just before its first sample is due.
                    self._began.append(now - len(self._recorded) / 2 / HERTZ)
                    self._recorded += block

    def _end_dispatcher(self) -> None:
        """A speech-dispatcher that a program started in here stays for a while."""
        pid = self._folder / "speech-dispatcher" / "pid" / "speech-dispatcher.pid"
        with suppress(OSError, ValueError):
            os.kill(int(pid.read_text(encoding="ascii")), signal.SIGTERM)


def _wait_for(ready: Any) -> None:
    ends = time.monotonic() + 20
    while not ready():
        assert time.monotonic() < ends, "the sound server does not start"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def sound() -> Iterator[Sound]:
    """A sound server that tests can listen to. Skips where there is none."""
    if why := why_deaf():
        pytest.skip(why)
    with Sound() as server:
        yield server
