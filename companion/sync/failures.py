"""What can come back instead of an answer, whoever was asked."""


class NoAnswer(Exception):
    """Nothing that can be used came back: it is tried again later. `why` as in Unreached,
    "takes-nothing" (only reading is possible there), or "busy": then `retry_after` is what the
    host said of when, and `name` what the endpoint calls the case (one of
    companion.wire.refusals), each or ""."""

    def __init__(self, why: str, retry_after: str = "", name: str = "") -> None:
        super().__init__(why)
        self.why, self.retry_after, self.name = why, retry_after, name


class Refused(Exception):
    """The endpoint does not do it. `name` is one of companion.wire.refusals, or ""."""

    def __init__(self, name: str, status: int) -> None:
        super().__init__(name)
        self.name, self.status = name, status
