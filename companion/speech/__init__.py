"""A voice: pages read to the member, and the member's lines said to the room."""
