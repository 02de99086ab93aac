"""The companion: sessions, charter, notes and journal for one member, at their own pace."""

__version__ = "0.1.0"
