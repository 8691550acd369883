"""The printed look, in points: one scale of type, one set of colours, two page formats.

Both writers read their sizes here, so that the PDF and the Word file of one document break alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

MM: Final = 72 / 25.4

INK: Final = "1F2A30"
MUTED: Final = "55626A"
ACCENT: Final = "0F5C6E"
TINT: Final = "E3EEF1"
HAIRLINE: Final = "BCC7CC"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one kind of paragraph is set; lengths in points, ``leading`` from baseline to baseline."""

    name: str
    size: float
    leading: float
    before: float = 0.0
    after: float = 0.0
    bold: bool = False
    italic: bool = False
    colour: str = INK
    indent: float = 0.0
    keep_next: bool = False
    bar: bool = False


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A page and the frame that text fills, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def frame_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def frame_height(self) -> float:
        return self.height - self.top - self.bottom


PORTRAIT: Final = PageFormat(210 * MM, 297 * MM, 22 * MM, 22 * MM, 21 * MM, 24 * MM)
LANDSCAPE: Final = PageFormat(297 * MM, 210 * MM, 18 * MM, 18 * MM, 18 * MM, 22 * MM)
FOOTER_DROP: Final = 11 * MM
"""From the foot of the frame down to the footer's baseline."""

BODY: Final = TextStyle("body", 12, 17, before=8, after=8)

PARAGRAPHS: Final[dict[str, TextStyle]] = {
    "body": BODY,
    "lead": TextStyle("lead", 14, 20, before=6, after=10, colour=ACCENT, keep_next=True),
    "quote": TextStyle("quote", 12, 17, before=8, after=8, italic=True, indent=16, bar=True),
    "note": TextStyle("note", 10.5, 14.5, before=6, after=6, colour=MUTED),
    "caption": TextStyle("caption", 10.5, 14, before=12, after=4, bold=True, colour=ACCENT, keep_next=True),
    "title": TextStyle("title", 36, 43, before=0, after=16, bold=True, colour=ACCENT),
    "subtitle": TextStyle("subtitle", 18, 24, before=0, after=8, colour=MUTED),
    "imprint": TextStyle("imprint", 12, 17, before=0, after=4),
    "attribution": TextStyle("attribution", 10.5, 14.5, before=0, after=8, italic=True, colour=MUTED),
}

HEADINGS: Final[dict[int, TextStyle]] = {
    1: TextStyle("heading1", 22, 27, before=22, after=8, bold=True, colour=ACCENT, keep_next=True),
    2: TextStyle("heading2", 16, 21, before=18, after=6, bold=True, colour=ACCENT, keep_next=True),
    3: TextStyle("heading3", 13.5, 18, before=15, after=4, bold=True, colour=INK, keep_next=True),
    4: TextStyle("heading4", 12, 17, before=12, after=4, bold=True, colour=MUTED, keep_next=True),
    5: TextStyle("heading5", 12, 17, before=10, after=3, bold=True, italic=True, colour=MUTED, keep_next=True),
    6: TextStyle("heading6", 12, 17, before=10, after=3, italic=True, colour=MUTED, keep_next=True),
}

LIST: Final = TextStyle("list", 12, 17, before=4, after=4)
_LIST_ENDS: Final = {
    (first, last): replace(LIST, before=8.0 if first else LIST.before, after=10.0 if last else LIST.after)
    for first in (False, True)
    for last in (False, True)
}
TABLE_TEXT: Final = TextStyle("table text", 10, 13.5, before=0, after=2)
TABLE_LIST: Final = TextStyle("table list", 10, 13.5, before=0, after=1)
TABLE_HEADING: Final = TextStyle("table heading", 10, 13.5, before=0, after=2, bold=True, colour=ACCENT)
ROW_HEADING: Final = TextStyle("table row heading", 10, 13.5, before=0, after=2, bold=True)
CONTENTS_TITLE: Final = HEADINGS[1]
CONTENTS: Final[dict[int, TextStyle]] = {
    1: TextStyle("contents1", 12, 17, before=5, after=1, bold=True),
    2: TextStyle("contents2", 11, 15.5, before=1, after=1, indent=14),
    3: TextStyle("contents3", 10.5, 14.5, before=0, after=1, indent=28, colour=MUTED),
}
CONTENTS_DENSE: Final[dict[int, TextStyle]] = {
    1: TextStyle("contents1", 11, 14, before=3, after=0, bold=True),
    2: TextStyle("contents2", 10, 13, before=0, after=0, indent=14),
    3: TextStyle("contents3", 9.5, 12.5, before=0, after=0, indent=28, colour=MUTED),
}
"""For contents that just do not fit on one page: a second page with a few lines serves nobody."""
FOOTER: Final = TextStyle("footer", 9, 12, colour=MUTED)

COVER_DROP: Final = 170.0
"""From the head of a title page's frame down to its title."""
COVER_RULE: Final = 4.0
COVER_RULE_GAP: Final = 18.0
IMPRINT_GAP: Final = 10.0

CELL_SIDE: Final = 5.0
CELL_TOP: Final = 4.0
CELL_FOOT: Final = 3.0
LIST_STEP: Final = 18.0
TABLE_LIST_STEP: Final = 11.0
NUMBER_WIDTH: Final = 34.0
"""Room for a page number at the right of the contents."""


def list_style(*, first: bool, last: bool) -> TextStyle:
    """A list's items; the first and the last keep more distance, because tables bring none of their own."""
    return _LIST_ENDS[first, last]
