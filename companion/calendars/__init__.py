"""Sessions from calendar files (.ics) and back. A calendar may come from anyone."""
