"""Drawings for the tests, which do not depend on those that are shipped."""

from tests.printing.documents import drawn

__all__ = ["drawn"]
