"""What is worth keeping between requests: compiled statements, and what one release has been asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import sqlalchemy as sa

from app.kit.rows.counts import Counts
from app.kit.rows.prepared import Prepared

Key = tuple[Any, ...]
"""What tells a statement, a total or an item from others."""

PLANS = 500
"""Statements kept, at most; what clients ask for decides which there are."""

TOTALS = 20_000
"""Totals kept of a release, at most."""

ITEMS = 32 * 1024 * 1024
"""Bytes of items kept of a release, at most."""

OVERHEAD = 250
"""Bytes that keeping an item takes besides its own, about."""


@dataclass
class Kept:
    """What is known of one release, and holds as long as that is served; `made` has what was made of all its rows."""

    release: object = None
    totals: dict[Key, int] = field(default_factory=dict)
    counts: dict[Key, Counts | None] = field(default_factory=dict)
    items: dict[Key, bytes] = field(default_factory=dict)
    size: int = 0
    made: dict[Key, Any] = field(default_factory=dict)

    def keep_total(self, key: Key, total: int) -> int:
        """Keep a total."""
        if len(self.totals) >= TOTALS:
            self.totals = {}
        self.totals[key] = total
        return total

    def keep_item(self, key: Key, item: bytes) -> bytes:
        """Keep an item as JSON; once there are too many all are let go of, which is quicker than to choose."""
        if self.size >= ITEMS:
            self.items, self.size = {}, 0
        self.items[key] = item
        self.size += len(item) + OVERHEAD
        return item


@dataclass
class Memory:
    """What a process keeps. Threads share it: whoever comes second does some work again, and nothing else is lost.

    `watch` is the connection of whoever looks whether the release is still served. `shown` is the state that was read
    last; `changed` is called when another one is.
    """

    plans: dict[Key, Prepared] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)
    watch: sa.Connection | None = None
    shown: object = None
    changed: Callable[[], None] = lambda: None
    counting: Lock = field(default_factory=Lock)
    ended: bool = False

    def keep_plan(self, key: Key, plan: Prepared) -> Prepared:
        """Keep a statement."""
        if len(self.plans) >= PLANS:
            self.plans = {}
        self.plans[key] = plan
        return plan

    def of(self, release: object) -> Kept:
        """Return what is known of a release; what was known of another is forgotten."""
        kept = self.kept
        if kept.release != release:
            kept = self.kept = Kept(release)
        return kept
