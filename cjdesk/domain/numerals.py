"""Numbers in figures, exactly: text to decimal and back, spreadsheet numbers as a person sees them.

British writing only: a comma groups thousands, a point begins the decimals. "1,20" and "1.204,5" are no numbers here.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SIGNS = {0x2264: "<=", 0x2265: ">=", 0x2248: "~", 0x2026: "..."}

NUMBER = r"(?:-?(?:(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|0|[1-9]\d{0,11})(?:\.\d{1,24})?|\.\d{1,24}))"
"""A number for use inside a pattern. "007" and numbers of more than twelve whole digits are references."""


def tidy(text: str) -> str:
    """Full-width letters, digits and signs as ordinary ones; superscripts stay, they are footnotes and no digits."""
    return text.translate(_WIDE).translate(_SIGNS)


def number_of(written: str) -> Decimal:
    """The decimal of text that matched `NUMBER`; more than 15 significant digits are some program's, see `exact`."""
    number = Decimal(re.sub(r"[, ]", "", written)) + 0  # so that "-0" is 0
    return number if len(number.as_tuple().digits) <= 15 else exact(float(number))


def exact(raw: int | float | Decimal) -> Decimal:
    """A spreadsheet's number as a decimal of at most 15 significant digits, which is what Excel itself keeps.

    So the noise of binary arithmetic goes (0.1 + 0.2 is 0.3, 38.00000000000001 is 38) and nothing a person typed does.
    """
    if isinstance(raw, float):
        raw = Decimal(format(raw, ".15g"))
    number = Decimal(raw)
    return (
        number.to_integral_value() if number == number.to_integral_value() else Decimal(format(number.normalize(), "f"))
    )


def is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def share(part: Decimal, whole: Decimal) -> Decimal:
    """A part of a whole in per cent, to one decimal place, halves away from nought: the rule for every worked-out
    percentage of the product."""
    percent = (part * 100 / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return percent.to_integral_value() if is_whole(percent) else percent


def show_number(number: Decimal) -> str:
    """With a comma between thousands and every decimal place the number holds: "1,204.50"."""
    return format(number, ",f")
