"""The things a member has, as frozen records with their rules."""
