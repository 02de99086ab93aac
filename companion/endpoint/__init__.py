"""A community's endpoint: publishes for everyone, and takes in what members choose to send.

It needs the extra `endpoint`, and nothing outside `companion/commands/endpoint` loads it.
docs/endpoint.md is for those who run one, docs/wire.md says what it understands.
"""
