"""Ways to reach a member while the companion is closed: only if they asked."""
