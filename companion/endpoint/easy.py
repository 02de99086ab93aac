"""What everyone will read is easy to read before it is published; members' words stay alone."""

from companion.easyread.checker import Finding, check
from companion.problems import Problem


def hard_places(*texts: str) -> list[Finding]:
    """What must change before these words may be published; [] when nothing does."""
    return [finding for text in texts if text.strip() for finding in check(text)]


def require_easy(*texts: str) -> None:
    """Raises Problem("endpoint_hard") where a place of these words must change first."""
    if found := hard_places(*texts):
        raise Problem("endpoint_hard", count=len(found))
