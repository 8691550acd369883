"""Makes the pictures of the documentation from the sample partnership: ``python packaging/make_pictures.py``.

Needs pdftoppm (Debian: poppler-utils). Which pages are shown is found by what stands on them, so that the pictures
stay right when the sample grows. Equal pages give equal pictures.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from PIL import Image  # noqa: E402

from cjdesk.documents.layout import lay_out  # noqa: E402
from cjdesk.documents.layout.boxes import Page, RowBox, TextBox  # noqa: E402
from cjdesk.documents.writers.pdf import write_pdf  # noqa: E402
from cjdesk.plans.example import load_example  # noqa: E402
from cjdesk.services.exporting import Wish, build  # noqa: E402

PAPER = (226, 231, 233)
MARGIN = 24
HEIGHT = 800
LARGEST = 120_000
"""Bytes of a picture, at most: it is loaded with the page that shows it."""

Kind = Callable[[Page], bool]


def is_front(page: Page) -> bool:
    return page.cover


def is_narrative(page: Page) -> bool:
    """Whether a page has running text: paragraphs under headings, no table and no line of the contents."""
    texts = [item.box for item in page.items if isinstance(item.box, TextBox)]
    plain = len(texts) == len(page.items) and not any(box.entry for box in texts)
    return plain and not page.cover and sum(len(box.lines) for box in texts if box.heading is None) > 12


def is_table(page: Page, column: str = "") -> bool:
    """Whether a wide page is filled by a table (with that column)."""
    rows = [item.box for item in page.items if isinstance(item.box, RowBox)]
    heads = [_words(box) for row in rows if row.header for cell in row.cells for box in cell.boxes]
    return page.width > page.height and len(rows) > 4 and (not column or column in heads)


def is_opening(page: Page) -> bool:
    """Whether a wide page begins with a heading and holds a table below."""
    first = page.items[0].box if page.items else None
    tabled = any(isinstance(item.box, RowBox) for item in page.items)
    return page.width > page.height and tabled and isinstance(first, TextBox) and first.heading is not None


def is_figures(page: Page) -> bool:
    return is_table(page, "Baseline")


def _words(box: TextBox) -> str:
    return "".join(span.text for line in box.lines for span in line.spans).strip()


WISHES: dict[str, tuple[Wish, tuple[Kind, ...]]] = {
    "plan-pages": (Wish(document="plan", edition="public"), (is_front, is_narrative, is_table)),
    "report-pages": (
        Wish(document="annual-report", edition="public", year="2024-25"),
        (is_front, is_opening, is_figures),
    ),
}


def pages(wish: Wish, kinds: Sequence[Kind], folder: Path) -> list[Image.Image]:
    """The first page of each kind in a document. Raises StopIteration where there is none."""
    document = build(load_example(), wish)
    pdf = folder / "document.pdf"
    pdf.write_bytes(write_pdf(document))
    laid = lay_out(document).pages
    numbers = [next(number for number, page in enumerate(laid, 1) if kind(page)) for kind in kinds]
    return [picture(pdf, number, folder) for number in numbers]


def picture(pdf: Path, number: int, folder: Path) -> Image.Image:
    """One page, ``HEIGHT`` dots high."""
    stem = folder / f"page-{number}"
    chosen = ["-f", str(number), "-l", str(number), "-singlefile", "-png"]
    size = ["-scale-to-x", "-1", "-scale-to-y", str(HEIGHT)]
    subprocess.run(["pdftoppm", *chosen, *size, str(pdf), str(stem)], check=True)
    return Image.open(stem.with_suffix(".png")).convert("RGB")


def side_by_side(images: Sequence[Image.Image]) -> Image.Image:
    """Pages on a grey ground."""
    width = sum(image.width for image in images) + MARGIN * (len(images) + 1)
    sheet = Image.new("RGB", (width, max(image.height for image in images) + 2 * MARGIN), PAPER)
    left = MARGIN
    for image in images:
        sheet.paste(image, (left, MARGIN))
        left += image.width + MARGIN
    return sheet


def main() -> None:
    """Make all pictures and say how large they are."""
    for name, (wish, kinds) in WISHES.items():
        with tempfile.TemporaryDirectory() as scratch:
            sheet = side_by_side(pages(wish, kinds, Path(scratch)))
        target = ROOT / "docs" / "pictures" / f"{name}.png"
        sheet.quantize(32).save(target, optimize=True)
        size = target.stat().st_size
        print(f"{target.relative_to(ROOT)}: {size} bytes{', too large' if size > LARGEST else ''}")


if __name__ == "__main__":
    main()
