"""Matching a line of a return to a line of the plan: id or code, exact words, a remembered decision, then likeness.

Likeness ranks and explains; it never makes a match certain. Where two lines fit, both are named and it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from cjdesk.domain.text import plain
from cjdesk.returns.identity import IssuedFor
from cjdesk.returns.model import Confidence, Known, KnownSeries
from cjdesk.returns.series_index import SeriesIndex, Wording
from cjdesk.returns.wording import (
    content,
    difference,
    is_misspelling,
    key,
    same_content,
    split_label,
    without_line_number,
)

NAME_FROM = 60.0
"""Likeness (0 to 100) from which a line is named as a candidate."""
LEAD = 4.0
"""By how much the best must lead the next to be proposed alone."""

_GROUP = re.compile(
    r"(?:(?:under|over|aged?|ages)[ -]?\d{1,3}s?(?: (?:and|or) (?:over|under|above|below))?"
    r"|\d{1,3}s? (?:and|or) (?:over|under)"
    r"|\d{1,3} ?(?:-|to) ?\d{1,3}(?: years?| year olds?)?|\d{1,3} ?\+"
    r"|(?:fe)?males?|wom[ae]n|men|boys|girls|young people|adults|children|care experienced(?: young people)?"
    r"|non[- ]?binary|transgender(?: people)?|prefer not to say"
    r"|(?:of which )?(?:under|over) \d{1,3}s?)"
)


@dataclass(frozen=True, slots=True)
class Match:
    """What a line means: ``series`` (or none), how sure, why, and what else it could mean."""

    series: KnownSeries | None
    confidence: Confidence
    reasons: tuple[str, ...] = ()
    candidates: tuple[int, ...] = ()
    breakdown: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A line as the table gives it.

    ``words`` are the line's own; ``stem`` what stands over it or beside it as its indicator; ``topic`` are the words of
    titles and names around the table; ``nearby`` the indicators its neighbours were matched to.
    """

    words: str
    stem: str = ""
    code: str = ""
    topic: frozenset[str] = frozenset()
    nearby: tuple[int, ...] = ()
    anchored: str = ""


@lru_cache(maxsize=16384)
def is_group(words: str) -> bool:
    """Whether words name a group of people that figures are broken down by ("Under 18s", "females")."""
    return len(words) <= 60 and bool(_GROUP.fullmatch(plain(words).strip("()")))


@dataclass(slots=True)
class SeriesMatcher:
    """Matches lines of one partner's return; equal questions are answered once."""

    index: SeriesIndex
    partner_id: int | None = None
    issued_for: IssuedFor = "nobody knows"
    _remembered: dict[str, int | None] = field(init=False)
    _ignored: frozenset[str] = field(init=False)
    _answers: dict[Ask, Match] = field(init=False, default_factory=dict)
    _texts: list[str] = field(init=False)
    _liked: dict[object, Match] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._remembered = _decisions(self.index.known, self.partner_id)
        self._ignored = frozenset(
            plain(one.words)
            for one in self.index.known.remembered
            if one.target == "ignore" and one.partner_id in (None, self.partner_id)
        )
        self._texts = [wording.text_key for wording in self.index.wordings]

    def match(self, ask: Ask) -> Match:
        if ask not in self._answers:
            self._answers[ask] = self._match(ask)
        return self._answers[ask]

    def ignores(self, words: str) -> bool:
        """Whether it was decided to leave a line with these words out."""
        return bool(self._ignored) and plain(words) in self._ignored

    def is_stem(self, words: str) -> bool:
        """Whether words are exactly the text of an indicator that has parts."""
        return any(self._has_parts(one) for one in self.index.stems.get(key(words), ()))

    def is_line(self, words: str) -> bool:
        """Whether words are exactly those of one line of the plan."""
        return any(form in self.index.whole or form in self.index.parts for form in _forms(words))

    def is_whole(self, words: str) -> bool:
        """Whether words are exactly those of a line with its indicator."""
        return any(form in self.index.whole for form in _forms(words))

    def knows(self, words: str, stem: str, codes: Iterable[str]) -> bool:
        """Whether a row without figures is surely a line of the plan, by its words or its code."""
        if any(plain(code) in self.index.by_code for code in codes):
            return True
        return bool(words) and (self.is_line(words) or (bool(stem) and key(f"{stem} {words}") in self.index.whole))

    def _has_parts(self, indicator_id: int) -> bool:
        return any(line.part_text or line.part_label for line in self.index.lines[indicator_id])

    def _match(self, ask: Ask) -> Match:
        for attempt in (self._by_code, self._by_words, self._by_decision, self._by_group):
            found = attempt(ask)
            if found:
                return found
        return self._by_likeness(ask)

    # --- by id or code ---------------------------------------------------------------------------------------------

    def _by_code(self, ask: Ask) -> Match | None:
        """The visible code first: a hidden id knows a row only by its place, and rows are sorted and moved."""
        if self.issued_for == "another plan":
            return None  # its codes name that plan's lines
        visible, hidden = "the code of the line", "the hidden id of our own template"
        for code, reason in ((ask.code, visible), (ask.anchored, hidden)):
            series = self.index.by_code.get(plain(code)) if code else None
            if series is None:
                continue
            if not ask.words:
                return self._bare(series, reason, placed=reason == hidden)
            if self._agrees(ask, series):
                return Match(series, "certain", (reason,))
            alone = Ask(ask.words, ask.stem)
            other = self._by_words(alone) or self._by_group(alone)
            if other and other.series is series:
                return other
            if reason == hidden and other and other.confidence == "certain":
                return other  # the row was moved: the hidden id knows only its old place
            if other is None and reason == visible:
                return self._reworded(ask, series, reason)
            ids = (series.series_id, *_ids([other.series] if other and other.series else ()))
            ids = (*ids, *(other.candidates if other else ()))
            return Match(None, "ask", (f"{reason} says one line, its words say another",), tuple(dict.fromkeys(ids)))
        return None

    def _bare(self, series: KnownSeries, reason: str, *, placed: bool) -> Match:
        """A code without words: another plan may have it too, unless the return names this one.

        A hidden id is the place of a row (``placed``): with neither code nor words left, the row may have been moved.
        """
        if placed:
            return Match(series, "suggested", (reason, "only its place says so"), (series.series_id,))
        if self.issued_for == "this plan":
            return Match(series, "certain", (reason,))
        return Match(series, "suggested", (reason, "nothing says that it is this plan's"), (series.series_id,))

    def _agrees(self, ask: Ask, series: KnownSeries) -> bool:
        whole = key(f"{series.indicator_text} {series.part_text} {series.breakdown}")
        return key(f"{ask.stem} {ask.words}") == whole or any(form == whole for form in _forms(ask.words))

    def _reworded(self, ask: Ask, series: KnownSeries, reason: str) -> Match:
        """A line with its code and new words: a shorter or misspelt wording is the line, other words are asked."""
        whole = key(f"{series.indicator_text} {series.part_text} {series.breakdown}")
        forms = (key(f"{ask.stem} {ask.words}"), *_forms(ask.words))
        if any(same_content(form, whole) and not difference(form, whole) for form in forms):
            return Match(series, "certain", (reason, "its words were changed"))
        if any(content(form) and content(form) <= content(whole) and not _says_more(form, whole) for form in forms):
            return Match(series, "suggested", (reason, "its words are fewer"), (series.series_id,))
        ids = (series.series_id, *self._by_likeness(Ask(ask.words, ask.stem)).candidates)
        return Match(None, "ask", (reason, "its words were changed"), tuple(dict.fromkeys(ids)))

    # --- by exact words --------------------------------------------------------------------------------------------

    def _by_words(self, ask: Ask) -> Match | None:
        if ask.stem and (found := self._under_stem(ask, self._stem_ids(ask.stem), exact_stem=True)):
            return found
        for form in _forms(ask.words):
            lines = self.index.whole.get(form, [])
            if lines:
                return self._one_of(lines, "the words are exactly those of the line", ask)
        return self._by_part(ask)

    def _stem_ids(self, stem: str) -> list[int]:
        return next((ids for form in _forms(stem) if (ids := self.index.stems.get(form))), [])

    def _one_of(self, lines: list[KnownSeries], reason: str, ask: Ask) -> Match:
        if len(lines) == 1:
            return Match(lines[0], "certain", (reason,))
        told_apart = [line for line in lines if content(key(line.indicator_text)) <= ask.topic and ask.topic]
        if len(told_apart) == 1 and len({line.indicator_text for line in lines}) > 1:
            return Match(told_apart[0], "suggested", (reason, "the title names its indicator"), _ids(lines))
        return Match(None, "ask", ("the words are those of more than one line",), _ids(lines))

    def _under_stem(self, ask: Ask, indicator_ids: Iterable[int], *, exact_stem: bool) -> Match | None:
        """The part a line names under its indicator: by its words, or by its label alone where it has no words."""
        lines = [line for one in indicator_ids for line in self.index.lines[one]]
        if not lines:
            return None
        label, rest = split_label(ask.words)
        bare = ask.words.strip(" ().:").casefold()
        if not ask.words or bare in {line.part_label.casefold() for line in lines if line.part_label}:
            chosen = [line for line in lines if line.part_label.casefold() == bare]
            return self._one_of(chosen, "the label of the part under its indicator", ask) if chosen else None
        chosen = [
            line for line in lines if key(line.part_text) and key(line.part_text) in (key(rest), *_forms(ask.words))
        ]
        if not chosen:
            return None
        found = self._one_of(chosen, "the words of the part under its indicator", ask)
        if found.series and label and self._label_disagrees(label, found.series):
            return Match(None, "ask", (f"the label says {label}), the words are those of another part",), _ids(lines))
        return (
            found if exact_stem or found.confidence == "ask" else _lowered(found, "its indicator is worded differently")
        )

    def _label_disagrees(self, label: str, series: KnownSeries) -> bool:
        labels = self.index.part_labels(series.indicator_id)
        return label in labels and series.part_label.casefold() != label

    def _by_part(self, ask: Ask) -> Match | None:
        """A part without its indicator. Certain only where a title names the indicator, or the part needs none."""
        label, rest = split_label(ask.words)
        lines = next((found for form in _forms(rest) if (found := self.index.parts.get(form))), [])
        if not lines:
            return None
        named = [line for line in lines if self._named_by(line, ask.topic)]
        if len(named) == 1 or (len(lines) == 1 and not content(key(lines[0].indicator_text))):
            line = (named or lines)[0]
            if label and self._label_disagrees(label, line):
                return Match(
                    None, "ask", (f"the label says {label}), the words are those of another part",), _ids(lines)
                )
            title = "and the title names its indicator" if named else "which needs no more"
            return Match(line, "certain", (f"the words of the part, {title}",))
        rivals = self._covered(ask, lines)
        if rivals:
            return Match(None, "ask", ("the title speaks of another line",), _ids([*rivals, *lines]))
        near = [line for line in lines if line.indicator_id in ask.nearby] or lines
        others = (
            self._spoken_of_around(ask, near[0]) if len(near) == 1 and near[0].indicator_id not in ask.nearby else ()
        )
        if others:
            return Match(None, "ask", ("what stands around it speaks of another line",), _ids([*others, *near]))
        if len(near) == 1:
            return Match(near[0], "suggested", ("the words of the part, without its indicator",), _ids(near))
        return Match(None, "ask", ("parts of more than one indicator have these words",), _ids(lines))

    def _named_by(self, line: KnownSeries, topic: frozenset[str]) -> bool:
        telling = content(key(line.indicator_text))
        return bool(telling) and telling <= topic

    def _covered(self, ask: Ask, besides: list[KnownSeries]) -> list[KnownSeries]:
        """Other lines all of whose telling words stand in the line's words and the titles together."""
        own = frozenset(key(ask.words).split())
        around = ask.topic | content(key(ask.stem))
        everything = own | around
        found = []
        for wording in self.index.wordings:
            telling = content(wording.text_key)
            if wording.whole and telling and telling <= everything and telling & around - own and telling & own:
                found.append(wording.series)
        return [line for line in found if line not in besides]

    def _spoken_of_around(self, ask: Ask, part: KnownSeries) -> list[KnownSeries]:
        """Other lines with the telling words of a part that titles speak of, where they do not speak of the part's own.

        Under "Throughcare" the words "cases commenced" are not those of diversion.
        """
        around = ask.topic | content(key(ask.stem))
        telling = content(key(part.part_text))
        if part.indicator_id in ask.nearby or not telling or around & content(key(part.indicator_text)):
            return []
        return [
            one.series
            for one in self.index.wordings
            if one.whole
            and one.series.indicator_id != part.indicator_id
            and telling <= content(one.text_key)
            and (content(one.text_key) - telling) & around
        ]

    # --- by an earlier decision, by a group ------------------------------------------------------------------------

    def _by_decision(self, ask: Ask) -> Match | None:
        for words in (f"{ask.stem} {ask.words}", ask.words) if self._remembered else ():
            target = self._remembered.get(plain(words)) if words.strip() else None
            if target is not None and target in self.index.by_id:
                return Match(self.index.by_id[target], "certain", ("decided earlier for this partner",))
        return None

    def _by_group(self, ask: Ask) -> Match | None:
        """A breakdown: the words of a line, or the one word that tells a part from its siblings, with a group."""
        if ask.stem and is_group(ask.words):
            splits: Iterable[tuple[str, str]] = [(ask.stem, ask.words)]
        else:
            splits = _group_splits(ask.words)
        for line_words, group in splits:
            parent = self._by_words(Ask(line_words, ask.stem, topic=ask.topic)) if line_words else None
            if parent is None or parent.series is None:
                series = self._by_telling_word(line_words, ask)
                parent = (
                    Match(series, "certain", ("the word that tells the part from its siblings",)) if series else None
                )
            if parent and parent.series:
                own = self.index.breakdown_of(parent.series, group)
                reasons = (*parent.reasons, f"broken down by {group}")
                return Match(own or parent.series, parent.confidence, reasons, parent.candidates, group)
        return None

    def _by_telling_word(self, words: str, ask: Ask) -> KnownSeries | None:
        """The part of a neighbouring indicator that alone has these words ("commenced")."""
        wanted = set(key(words).split())
        ids = self._stem_ids(ask.stem) or list(ask.nearby)
        lines = [line for one in dict.fromkeys(ids) for line in self.index.lines[one] if line.part_text]
        found = [line for line in lines if wanted and wanted <= set(key(line.part_text).split())]
        return found[0] if len(found) == 1 else None

    # --- by likeness -----------------------------------------------------------------------------------------------

    def _by_likeness(self, ask: Ask) -> Match:
        """The line most like the words, proposed only where it has the same telling words and nothing forbids it."""
        spot = (ask.stem, ask.words, ask.topic, ask.nearby)
        if spot not in self._liked:
            self._liked[spot] = self._most_like(ask)
        return self._liked[spot]

    def _most_like(self, ask: Ask) -> Match:
        ranked = self._ranked(ask)
        if not ranked:
            return Match(None, "ask", ("no line of the plan is like it",))
        ids = tuple(dict.fromkeys(wording.series.series_id for _score, wording, _form in ranked))[:5]
        fitting = [
            (score, wording, form)
            for score, wording, form in ranked
            if same_content(form, wording.text_key) and not difference(form, wording.text_key)
        ]
        score, best, form = (fitting or ranked)[0]
        if not fitting:
            why = difference(form, best.text_key) or "a word that tells lines apart is only in one of them"
            return Match(None, "ask", (f"{score:.0f} of 100 like a line of the plan, but {why}",), ids)
        others = [other for other, wording, _form in fitting if wording.series is not best.series]
        if others and score - others[0] < LEAD:
            return Match(None, "ask", ("more than one line of the plan is like it",), ids)
        if not best.whole and not self._is_spoken_of(best.series, ask):
            return Match(None, "ask", ("like the words of a part, and nothing names its indicator",), ids)
        how = "misspelt" if is_misspelling(form, best.text_key) else "worded differently"
        return Match(best.series, "suggested", (how, f"{score:.0f} of 100 like the line"), ids)

    def _is_spoken_of(self, series: KnownSeries, ask: Ask) -> bool:
        """Whether something around a line speaks of the indicator: its neighbours, what stands over it, or a title."""
        beside = content(key(ask.stem)) & content(key(series.indicator_text))
        return series.indicator_id in ask.nearby or bool(beside) or self._named_by(series, ask.topic)

    def _ranked(self, ask: Ask) -> list[tuple[float, Wording, str]]:
        """The most alike wordings, best first; of equals, one that nothing forbids first, then the plan's order."""
        best: dict[int, tuple[float, Wording, str]] = {}
        forms = {key(f"{ask.stem} {ask.words}"): None, **dict.fromkeys(_forms(ask.words))}
        for form in forms:
            found = process.extract(form, self._texts, scorer=fuzz.ratio, score_cutoff=NAME_FROM, limit=12)
            for _text, score, place in found:
                if place not in best or score > best[place][0]:
                    best[place] = (score, self.index.wordings[place], form)
        return sorted(best.values(), key=lambda one: (-one[0], bool(difference(one[2], one[1].text_key))))


def _forms(words: str) -> tuple[str, ...]:
    """The keys a wording may have in the plan: as written, without its label, without its line number."""
    stripped = without_line_number(words)
    forms = (
        key(words),
        key(split_label(words)[1]),
        key(stripped),
        key(re.sub(r":\s*\(?[ivx]{1,4}[).]\s*", ": ", words)),
    )
    return tuple(dict.fromkeys(form for form in forms if form))


def _says_more(form: str, whole: str) -> bool:
    """Whether words say something that the line does not, be it only by leaving out its "not"."""
    fewer = set(form.split()) <= set(whole.split())
    return not fewer or difference(form, whole) == "one of them says not"


def _ids(lines: Iterable[KnownSeries]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(line.series_id for line in lines))


def _lowered(match: Match, reason: str) -> Match:
    return Match(match.series, "suggested", (*match.reasons, reason), match.candidates, match.breakdown)


def _decisions(known: Known, partner_id: int | None) -> dict[str, int | None]:
    """Remembered words by their plain form; a decision for this partner beats one for all."""
    ordered = sorted(known.remembered, key=lambda one: one.partner_id is not None)
    return {
        plain(one.words): one.target_id
        for one in ordered
        if one.target == "series" and one.partner_id in (None, partner_id)
    }


def _group_splits(words: str) -> Iterable[tuple[str, str]]:
    """Ways to part words into a line and a group: "Under 18s commenced", "Cases commenced (males)", "- females"."""
    text = " ".join(words.split())
    if (bracketed := re.fullmatch(r"(.*\S)\s*\(([^()]+)\)", text)) and is_group(bracketed[2]):
        yield bracketed[1], bracketed[2]
    if dashed := re.fullmatch(r"(.*\S)\s*(?: [-–—] ?|[:,;|])\s*(.+)", text):
        if is_group(dashed[2]):
            yield dashed[1], dashed[2]
        if is_group(dashed[1]):
            yield dashed[2], dashed[1]
    tokens = text.split(" ")
    for length in range(min(4, len(tokens) - 1), 0, -1):
        if is_group(" ".join(tokens[:length])):
            yield " ".join(tokens[length:]), " ".join(tokens[:length])
        if is_group(" ".join(tokens[-length:])):
            yield " ".join(tokens[:-length]), " ".join(tokens[-length:])
