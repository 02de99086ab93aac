"""Which rows of a long list are shown: a few at a time, and after the last come the first."""


def place(start: int, total: int, rows: int) -> tuple[int, int] | None:
    """Which page starts here, and of how many; None where all rows fit on one."""
    pages = -(-total // rows)
    return (start // rows + 1, pages) if pages > 1 else None


def within(start: int, total: int) -> int:
    """Where to start: here, or at the first row where the list does not go on so far."""
    return start if start < total else 0
