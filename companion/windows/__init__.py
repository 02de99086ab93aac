"""The bigger window: which terminals there are, and how one is opened with larger letters."""
