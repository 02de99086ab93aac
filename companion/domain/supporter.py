"""Whether a supporter is beside the member, as the member says.

While one is, home links no news to what the member sent, since the link would tell of it.
"""

from companion.domain.choices import Kept

SUPPORTER = ("nobody", "here", "helps")  # "helps": with the journal, too


def supporter(settings: Kept) -> str:
    """One of SUPPORTER. It holds until the member says something else."""
    kept = settings.get("supporter")
    return kept if kept in SUPPORTER else SUPPORTER[0]
