"""What travels between a member's companion and the community's endpoint, version 1.

Both sides import this package, and nothing else of each other. docs/wire.md tells it to those
who write another endpoint.
"""

VERSION = 1
