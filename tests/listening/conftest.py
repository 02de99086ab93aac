"""Says at the end which journeys were heard right only at the second try."""

import pytest

from tests.speech.sound import sound

__all__ = ["sound"]

AGAIN = "heard_right_at_the_second_try"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print a line for each."""
    for report in terminalreporter.getreports("passed"):
        for name, why in report.user_properties:
            if name == AGAIN:
                terminalreporter.line(f"{report.nodeid} needed a second try: {why}")
