"""The logical tree of a document in reading order, as assistive technology will walk it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of one page: its number in the page's own count."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Pointer:
    """An annotation that belongs to an element: its internal name, its key in the parent tree and its page."""

    name: str
    key: int
    page: int


@dataclass(slots=True, eq=False)
class Node:
    """An element. ``role`` is a standard structure type of ISO 32000-1; ``attributes`` are ready dictionary entries.

    ``address`` or ``target`` makes it a link, outwards or to a heading of the same document.
    """

    role: str
    alt: str = ""
    attributes: str = ""
    address: str = ""
    target: str = ""
    kids: list[Node | Mark | Pointer] = field(default_factory=list)
    box: tuple[float, float, float, float] | None = None

    def add(self, role: str, *, alt: str = "", attributes: str = "", target: str = "") -> Node:
        """A new element at the end of this one."""
        node = Node(role, alt=alt, attributes=attributes, target=target)
        self.kids.append(node)
        return node

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()
