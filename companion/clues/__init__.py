"""What in a member's words may say who someone is: found on this computer, told, never changed."""
