"""Makes the pictures of the documentation from the sample partnership: ``python packaging/make_pictures.py``.

Needs pdftoppm (Debian: poppler-utils). Equal pages give equal pictures.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from PIL import Image  # noqa: E402

from cjdesk.plans.example import load_example  # noqa: E402
from cjdesk.services.exporting import Wish, render  # noqa: E402

PAPER = (226, 231, 233)
MARGIN = 24
WISHES = {
    "plan-pages": (Wish(document="plan", edition="public"), (1, 10, 11)),
    "report-pages": (Wish(document="annual-report", edition="public", year="2024-25"), (1, 3, 5)),
}


def pages(wish: Wish, numbers: tuple[int, ...], folder: Path) -> list[Image.Image]:
    """The chosen pages of a document, 800 dots high."""
    pdf = folder / "document.pdf"
    pdf.write_bytes(render(load_example(), wish, ".pdf")[0])
    made = []
    for number in numbers:
        stem = folder / f"page-{number}"
        chosen = [
            "-f",
            str(number),
            "-l",
            str(number),
            "-singlefile",
            "-png",
            "-scale-to-x",
            "-1",
            "-scale-to-y",
            "800",
        ]
        subprocess.run(["pdftoppm", *chosen, str(pdf), str(stem)], check=True)
        made.append(Image.open(stem.with_suffix(".png")).convert("RGB"))
    return made


def side_by_side(images: list[Image.Image]) -> Image.Image:
    width = sum(image.width for image in images) + MARGIN * (len(images) + 1)
    sheet = Image.new("RGB", (width, max(image.height for image in images) + 2 * MARGIN), PAPER)
    left = MARGIN
    for image in images:
        sheet.paste(image, (left, MARGIN))
        left += image.width + MARGIN
    return sheet


def main() -> None:
    for name, (wish, numbers) in WISHES.items():
        with tempfile.TemporaryDirectory() as scratch:
            sheet = side_by_side(pages(wish, numbers, Path(scratch)))
        target = ROOT / "docs" / "pictures" / f"{name}.png"
        sheet.quantize(128).save(target, optimize=True)
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
