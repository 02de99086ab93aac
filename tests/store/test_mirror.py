"""What the log says, whatever the order of its lines."""

from itertools import permutations

from companion.store.lines import Record
from companion.store.mirror import CONTENTS, Mirror

RECORDS = (
    Record("t", "a", 1, {"n": 1}),  # dropped by the compaction: it was changed
    Record("t", "b", 2, {"n": 2}),  # dropped: it was removed
    Record("t", "a", 3, {"n": 3}),
    Record(CONTENTS, "", 4, {"kept": [3]}),
    Record("t", "c", 5, {"n": 5}),
)


def test_lines_in_any_order_say_the_same() -> None:
    for order in permutations(RECORDS):
        mirror = Mirror()
        for at, record in enumerate(order):
            mirror.take(record, at * 10, 10)
        assert mirror.tables["t"] == {"a": {"n": 3}, "c": {"n": 5}}
        assert mirror.numbers() == {("t", "a"): 3, ("t", "c"): 5}
        assert (mirror.last_n, mirror.live_bytes) == (5, 20)
        assert not mirror.has_removed("t")
        assert mirror.places["t"]["a"].start == order.index(RECORDS[2]) * 10
