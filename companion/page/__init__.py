"""What a page is: blocks that carry meaning, events, wishes, and their one wording."""
