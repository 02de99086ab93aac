"""Lets every call that writes go wrong, one by one, and looks whether all promises hold."""
