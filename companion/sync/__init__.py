"""Talks with the community's endpoint: sends what waits, gets what is new. docs/sync.md"""
