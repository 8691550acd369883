"""What a person sees of a number or a date in Excel, for the number formats that returns use.

Known: General, whole numbers, decimals, thousands, per cent, scientific, currency signs and fixed words, sections for
negative numbers and zero, dates, times and elapsed hours. A rarer format (fractions, conditions, digits among words)
is not imitated: the number is then shown as General would. Month and day names are English, as in a British Excel.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

Number = int | float

#: Formats that a file names by number only (ECMA-376, part 1, 18.8.30), as a British Excel shows them.
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"£"#,##0',
    6: '"£"#,##0',
    7: '"£"#,##0.00',
    8: '"£"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "dd-mmm-yy",
    16: "dd-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "hh:mm",
    21: "hh:mm:ss",
    22: "dd/mm/yyyy hh:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0",
    42: '"£"#,##0',
    43: "#,##0.00",
    44: '"£"#,##0.00',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?) | \\(?P<escaped>.) | _(?P<pad>.) | \*(?P<fill>.)
    | \[\$(?P<currency>[^\]-]*)[^\]]*\] | \[(?P<elapsed>h+|m+|s+)\] | \[(?P<mark>[^\]]*)\]
    | (?P<half>AM/PM|A/P) | (?P<date>y+|m+|d+|h+|s+(?:\.0+)?) | (?P<digits>[0\#?.,]+) | (?P<power>E[+-]0+)
    | (?P<other>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d+", re.IGNORECASE)
_LITERAL = frozenset(" -+/():£$€%,.'&!^~{}<>=")

Token = tuple[str, str]


class Rare(Exception):
    """A number format that is not imitated."""


def general(number: Number) -> str:
    """A number as the format General shows it in a wide column: at most eleven characters of digits."""
    if isinstance(number, int):
        return str(number) if abs(number) < 10**11 else f"{number:.5E}"
    if number.is_integer() and abs(number) < 1e11:
        return str(int(number))
    if 1e-9 <= abs(number) < 1e11:
        whole = len(str(int(abs(number))))
        return _rounded(number, max(0, 10 - whole)).rstrip("0").rstrip(".")
    mantissa, _, power = f"{number:.5E}".partition("E")
    return mantissa.rstrip("0").rstrip(".") + "E" + power


@lru_cache(maxsize=512)
def is_date_format(number_format: str) -> bool:
    """Whether numbers of this format are days: it shows a year, a day, or a month without an hour beside it."""
    tokens = _tokens(number_format.partition(";")[0])
    letters = {text[0].lower() for kind, text in tokens if kind == "date"}
    if any(kind == "elapsed" for kind, _ in tokens):
        return False
    return bool(letters & {"y", "d"}) or ("m" in letters and not letters & {"h", "s"})


@lru_cache(maxsize=512)
def shower(number_format: str) -> Callable[[Number], str]:
    """The function that shows a number, not a date, in this format."""
    if number_format in ("General", "@", ""):
        return general
    try:
        sections = [_section(part) for part in _split_sections(number_format)]
    except Rare:
        return general

    def show(number: Number) -> str:
        if number == 0 and len(sections) > 2:
            return sections[2](number)
        if number < 0 and len(sections) > 1:
            return sections[1](-number)
        return sections[0](number)

    return show


@lru_cache(maxsize=4096)
def show_day(moment: datetime, number_format: str) -> str:
    """A date, with its time where the format has one, as the format shows it."""
    tokens = _tokens(number_format.partition(";")[0])
    twelve = any(kind == "half" for kind, _ in tokens)
    return "".join(_date_piece(tokens, number, moment, twelve) for number in range(len(tokens))).strip()


def _split_sections(number_format: str) -> list[str]:
    parts, start = [], 0
    for found in _TOKEN.finditer(number_format):
        if found.lastgroup == "other" and found[0] == ";":
            parts.append(number_format[start : found.start()])
            start = found.end()
    return [*parts, number_format[start:]][:3]


@lru_cache(maxsize=512)
def _tokens(section: str) -> list[Token]:
    """The pieces of one section as (kind, text); what is not shown is left out."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(section):
        kind = found.lastgroup or "other"
        text = found[kind]
        if kind == "quoted":
            tokens.append(("literal", text.strip('"')))
        elif kind in ("escaped", "currency"):
            tokens.append(("literal", text))
        elif kind == "pad":
            tokens.append(("literal", " "))
        elif kind == "mark" and not _COLOUR.fullmatch(text):
            tokens.append(("condition", text))
        elif kind not in ("fill", "mark"):
            tokens.append((kind, text))
    return tokens


def _section(section: str) -> Callable[[Number], str]:
    """The function that shows numbers in one section of a format; raises `Rare`."""
    tokens = _tokens(section)
    kinds = [kind for kind, _ in tokens]
    if "condition" in kinds:
        raise Rare
    if "date" in kinds or "elapsed" in kinds:
        return lambda number: _clock(tokens, number)
    if any(kind == "other" and text not in _LITERAL for kind, text in tokens) or kinds.count("digits") > 1:
        raise Rare
    return _numeric(tokens)


def _numeric(tokens: list[Token]) -> Callable[[Number], str]:
    pattern = "".join(text for kind, text in tokens if kind == "digits")
    power = "".join(text for kind, text in tokens if kind == "power")
    percents = sum(kind == "other" and text == "%" for kind, text in tokens)
    bare = pattern.rstrip(",")
    scale = Decimal(100) ** percents / Decimal(1000) ** (len(pattern) - len(bare))
    whole, point, decimals = bare.partition(".")

    def digits(number: Number) -> str:
        value = Decimal(repr(number)) * scale
        if power:
            return _scientific(value, len(decimals), power)
        text = _rounded(value, len(decimals))
        left, _, right = text.partition(".")
        left = left.lstrip("0").rjust(whole.count("0"), "0")
        right = _trimmed(right, decimals)
        return (_thousands(left) if "," in whole else left) + point + right

    def show(number: Number) -> str:
        sign = "-" if number < 0 else ""
        body = [digits(abs(number)) if kind == "digits" else "" if kind == "power" else text for kind, text in tokens]
        text = "".join(body).strip()
        return sign + text if any(sign in text for sign in "123456789") or not sign else text

    return show


def _scientific(value: Decimal, places: int, power: str) -> str:
    """With a power of ten as wide as the format's: "E+00" gives 1.23E+04."""
    mantissa, _, exponent = f"{float(value):.{places}E}".partition("E")
    sign = "-" if exponent.startswith("-") else "+" if "+" in power else ""
    return f"{mantissa}E{sign}{str(abs(int(exponent))).rjust(power.count('0'), '0')}"


def _trimmed(decimals: str, pattern: str) -> str:
    """Take off closing noughts where the format has # instead of 0."""
    while decimals and pattern[len(decimals) - 1] != "0" and decimals.endswith("0"):
        decimals = decimals[:-1]
    return decimals


def _thousands(digits: str) -> str:
    """Commas between groups of three; leading noughts stay."""
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    return ",".join(groups + [digits[at : at + 3] for at in range(first, len(digits), 3)])


def _rounded(number: Number | Decimal, places: int) -> str:
    """Rounded half up on the decimal digits, as Excel does (2.675 is 2.68)."""
    value = number if isinstance(number, Decimal) else Decimal(repr(number))
    if abs(value) >= Decimal(10) ** 20:
        return f"{value:.{places}f}"
    return str(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def _clock(tokens: list[Token], number: Number) -> str:
    """A time of day or an elapsed time, kept as a part of a day."""
    if not 0 <= number < 100_000:
        return general(number)
    elapsed = timedelta(seconds=round(number * 86_400))
    moment = datetime(1900, 1, 1) + timedelta(seconds=elapsed.seconds)
    twelve = any(kind == "half" for kind, _ in tokens)
    hours = int(elapsed.total_seconds()) // 3600
    totals = {"h": hours, "m": int(elapsed.total_seconds()) // 60, "s": int(elapsed.total_seconds())}
    pieces = []
    for place, (kind, text) in enumerate(tokens):
        if kind == "elapsed":
            pieces.append(str(totals[text[0].lower()]).rjust(len(text), "0"))
        else:
            pieces.append(_date_piece(tokens, place, moment, twelve))
    return "".join(pieces).strip()


def _date_piece(tokens: list[Token], place: int, moment: datetime, twelve: bool) -> str:
    kind, text = tokens[place]
    if kind == "half":
        return "AM" if moment.hour < 12 else "PM"
    if kind != "date":
        return text
    letter, width = text[0].lower(), len(text)
    if letter == "m" and not _is_minute(tokens, place):
        return _month(moment, width)
    if letter == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if letter == "d":
        return _day(moment, width)
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    value = {"h": hour, "m": moment.minute, "s": moment.second}[letter]
    return f"{value:02d}" if width > 1 else str(value)


def _is_minute(tokens: list[Token], place: int) -> bool:
    """An m beside an hour or a second is a minute."""
    dates = [(at, text[0].lower()) for at, (kind, text) in enumerate(tokens) if kind in ("date", "elapsed")]
    order = [at for at, _ in dates].index(place)
    before = dates[order - 1][1] if order else ""
    after = dates[order + 1][1] if order + 1 < len(dates) else ""
    return before == "h" or after == "s"


def _month(moment: datetime, width: int) -> str:
    name = _MONTHS[moment.month - 1]
    return {1: str(moment.month), 2: f"{moment.month:02d}", 3: name[:3], 4: name}.get(width, name[0])


def _day(moment: datetime, width: int) -> str:
    name = _DAYS[moment.weekday()]
    return {1: str(moment.day), 2: f"{moment.day:02d}", 3: name[:3]}.get(width, name)
