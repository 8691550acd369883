"""How cells of a workbook look: number formats and fills, by the number of their style."""

from __future__ import annotations

import colorsys
from datetime import datetime
from typing import TYPE_CHECKING

from cjdesk.returns.read.shown import BUILT_IN, Number, general, is_date_format, show_day, shower

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_STYLES = 70_000  # Excel's own limit is 65,490
_NO_COLOUR = frozenset({"", "FFFFFF"})

#: Colours 8 to 63 of the old palette, six letters each; files of today still name them (ECMA-376, part 1, 18.8.27).
_PALETTE = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080C0C0C0808080"
    "9999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF8000808000000080800000FF"
    "00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00FF9900FF6600666699969696"
    "003366339966003300333300993300993366333399333333"
)
#: Where a theme's colours stand when a cell names them: light and dark change places in pairs.
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


class Look:
    """How one style shows its cells. ``fill`` is RRGGBB, empty for none and for white."""

    __slots__ = ("_numbers", "_show", "fill", "is_date", "number_format")

    def __init__(self, number_format: str = "General", fill: str = "") -> None:
        self.number_format = number_format
        self.fill = fill
        self.is_date = is_date_format(number_format)
        self._show = shower(number_format)
        self._numbers: dict[Number, str] = {}

    def number(self, number: Number) -> str | None:
        """A number as this look shows it; None where it shows no more than General would."""
        if self._show is general:
            return None
        shown = self._numbers.get(number)
        if shown is None:
            shown = self._numbers[number] = self._show(number)
        return shown

    def day(self, moment: datetime) -> str:
        """A date as this look shows it, or day, month and year where the look is none of a date."""
        return show_day(moment, self.number_format if self.is_date else "dd/mm/yyyy")


def looks_of(styles: _Element | None, theme: _Element | None) -> list[Look]:
    """The looks of a workbook in the order of their numbers; the first is the plain one."""
    if styles is None:
        return [Look()]
    formats = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "General")
        for one in styles.iterfind("{*}numFmts/{*}numFmt")
        if one.get("numFmtId", "").isdigit()
    }
    colours = _theme_colours(theme)
    fills = [_fill(one, colours) for one in styles.iterfind("{*}fills/{*}fill")]
    known: dict[tuple[str, str], Look] = {}
    looks = []
    for one in list(styles.iterfind("{*}cellXfs/{*}xf"))[:_MOST_STYLES]:
        number = _whole(one.get("numFmtId"))
        place = _whole(one.get("fillId"))
        key = (formats.get(number) or BUILT_IN.get(number, "General"), fills[place] if place < len(fills) else "")
        looks.append(known.setdefault(key, Look(*key)))
    return looks or [Look()]


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() else 0


def _fill(fill: _Element, theme: dict[str, str]) -> str:
    """The colour of a plain fill; patterns and gradients carry no meaning that could be named."""
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return ""
    colour = pattern.find("{*}fgColor")
    found = _colour(colour, theme) if colour is not None else ""
    return "" if found in _NO_COLOUR else found


def _colour(colour: _Element, theme: dict[str, str]) -> str:
    rgb = colour.get("rgb", "")
    if rgb:
        base = rgb[-6:].upper()
        base = base if len(rgb) in (6, 8) and all(letter in "0123456789ABCDEF" for letter in base) else ""
    elif colour.get("theme") is not None:
        place = _whole(colour.get("theme"))
        base = theme.get(_THEME_ORDER[place], "") if place < len(_THEME_ORDER) else ""
    else:
        base = _indexed(_whole(colour.get("indexed")))
    return _tinted(base, colour.get("tint", "")) if base else ""


def _indexed(place: int) -> str:
    """A colour of the old palette; 0 to 7 repeat 8 to 15, and 64 and above are the window's own colours."""
    start = (place if place < 8 else place - 8) * 6
    return _PALETTE[start : start + 6] if place < 64 else ""


def _tinted(base: str, tint: str) -> str:
    """Lighten (tint above 0) or darken a colour, as ECMA-376 says (part 1, 18.8.19)."""
    try:
        amount = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        amount = 0.0
    if amount == 0:
        return base
    red, green, blue = (int(base[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + amount) if amount < 0 else light * (1 - amount) + amount
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def _theme_colours(theme: _Element | None) -> dict[str, str]:
    """A theme's colours by name."""
    colours: dict[str, str] = {}
    scheme = theme.find(".//{*}clrScheme") if theme is not None else None
    if scheme is None:
        return colours
    for slot in scheme.iterfind("{*}*"):
        for one in slot.iterfind("{*}*"):
            value = one.get("lastClr") or one.get("val") or ""
            if len(value) == 6:
                colours[str(slot.tag).rpartition("}")[2]] = value.upper()
    return colours
