"""A message on the desktop, through what the platform has. It stays until it is put away."""

import os
import subprocess
import sys
from collections.abc import Iterator
from shutil import which

from companion.problems import Problem

NAME = "Companion"
_SECONDS = 15.0
# The words travel in the environment, so that none of them is ever part of the script.
_TOAST = """
$null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, \
ContentType = WindowsRuntime]
$kind = [Windows.UI.Notifications.ToastTemplateType]::ToastText02
$toast = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent($kind)
$texts = $toast.GetElementsByTagName('text')
$null = $texts.Item(0).AppendChild($toast.CreateTextNode($env:COMPANION_NAME))
$null = $texts.Item(1).AppendChild($toast.CreateTextNode($env:COMPANION_NOTICE))
$app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
$notice = [Windows.UI.Notifications.ToastNotification]::new($toast)
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($app).Show($notice)
"""


def show(text: str) -> None:
    """Show one sentence. It may be seen by anyone near: nothing private belongs in it.

    Raises Problem("no_notice_here") where nothing here can show it.
    """
    environment = {**os.environ, "COMPANION_NAME": NAME, "COMPANION_NOTICE": text}
    for words in _calls(text):
        program = which(words[0])
        if program is None:
            continue
        try:
            subprocess.run(
                [program, *words[1:]],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                timeout=_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return
    raise Problem("no_notice_here")


def _calls(text: str) -> Iterator[list[str]]:
    """The programs that can show it, the best first, each with its words."""
    if sys.platform == "darwin":
        script = f'display notification (item 1 of argv) with title "{NAME}"'
        yield ["osascript", "-e", "on run argv", "-e", script, "-e", "end run", text]
    elif sys.platform == "win32":
        yield ["powershell", "-NoProfile", "-NonInteractive", "-Command", _TOAST]
    else:
        yield ["notify-send", f"--app-name={NAME}", "--expire-time=0", NAME, text]
        service = "org.freedesktop.Notifications"
        call = ["gdbus", "call", "--session", "--timeout", "10", "--dest", service]
        call += ["--object-path", "/org/freedesktop/Notifications"]
        call += ["--method", f"{service}.Notify", NAME, "uint32 0", "", NAME]
        yield [*call, _quoted(text), "@as []", "@a{sv} {}", "int32 0"]


def _quoted(text: str) -> str:
    """Text as gdbus takes it, whatever it looks like."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
