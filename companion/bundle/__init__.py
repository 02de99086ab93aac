"""Everything of a member's in one file: made here, and read again with suspicion."""
