"""Drawings, photos and voices that a member shares: chosen or recorded, cleaned, and played."""
