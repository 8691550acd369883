"""A slip in a file of the sample is an error that names the file, the place and the reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import resources
from cjdesk.errors import UserProblem
from cjdesk.plans.example import load_example, load_example_board
from cjdesk.plans.example_text import passages

Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(monkeypatch: pytest.MonkeyPatch) -> Edit:
    """Reads one file of the sample as if its first ``old`` were ``new``."""
    read = resources.read_bytes

    def apply(file: str, old: str, new: str) -> None:
        def edited(name: str) -> bytes:
            data = read(name)
            if name != f"example/{file}":
                return data
            assert old.encode() in data
            return data.replace(old.encode(), new.encode(), 1)

        monkeypatch.setattr(resources, "read_bytes", edited)

    return apply


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("plan.toml", "subtitle", "subtitel", "plan.toml cannot be used: at “subtitel”: this key is not known here"),
        ("plan.toml", "title = ", "title ", "plan.toml cannot be used: as a whole: it is not TOML"),
        ("actions-1.toml", '"pa-2"', '"pa-20"', "the framework has no “pa-20”"),
        ("actions-2.toml", '"outcome-3"', '"outcome-33"', "at “pa-3.outcome”: the framework has no “outcome-33”"),
        ("actions-3.toml", 'pa-8 = "8.5"', 'pa-14 = "8.5"', "at “release-remand.also”: there is no “pa-14”"),
        ("actions-3.toml", '["SPS"]', '["SPQR"]', "at “release-meeting.lead”: there is no partner “SPQR”"),
        ("actions-4.toml", '"lead-needs"', '"lead-returns"', "at “lead-returns”: this key is used twice"),
        ("actions-4.toml", 'moscow = "M"', 'moscow = "Q"', "“Q” is not one of “M”, “S”, “C”, “W”"),
        ("progress.csv", "dfp-briefings,", "dfp-brief,", "at “dfp-brief”: there is no such action"),
        ("progress.csv", "2025-03-31,G", "2025-03-31,Z", "line 2, status”: “Z” is no letter of the status scheme"),
        ("progress.csv", "2025-03-31", "31/3/2025", "line 2, as_at”: “31/3/2025” is not a date like 2025-06-30"),
        ("indicators.toml", 'official = "ni-1"', 'official = "ni-99"', "at “ni-1.official”: “ni-99” is no indicator"),
        ("indicators.toml", 'under = "pa-1"', 'under = "aim-1"', "at “ni-1.under”: “aim-1” is no priority action"),
        ("quarters.csv", "ni-1,i,", "ni-0,i,", "line 2, indicator”: there is no indicator “ni-0”"),
        ("quarters.csv", "ni-1,i,", "ni-1,iv,", "line 2, part”: “ni-1” has no part “iv”"),
        ("quarters.csv", "ni-1,i,", "ni-1,,", "line 2, part”: “ni-1” has no part “”"),
        ("quarters.csv", "Under 18s", "Over 18s", "breakdown”: “ni-1” has no breakdown “Over 18s”"),
        ("quarters.csv", "2024-25 Q1", "Spring", "line 2, Spring”: this heading names no period"),
        ("quarters.csv", ",28,", ",l2,", "line 2, 2023-24 Q4”: “l2” is not a figure"),
        ("quarters.csv", ",25,28,", ",25,", "line 2”: it has 9 cells, not 10"),
        ("years.csv", "2025-09-12", "soon", "line 2, received_on”: “soon” is not a date"),
        ("assessments.toml", '"outcome-9"', '"outcome-10"', "the framework has no “outcome-10”"),
        ("case-studies.toml", '"New Ground"', '"Old Ground"', "there is no partner “Old Ground”"),
        ("partners.toml", '"CJSW"', '"SPS"', "“SPS” is already a name of another partner"),
        ("chapters-1.toml", "](governance.png) How", "](governance.png)How", "a picture needs"),
    ],
)
def test_a_slip_is_named_with_its_file_and_place(edit: Edit, file: str, old: str, new: str, said: str) -> None:
    edit(file, old, new)
    with pytest.raises(UserProblem) as caught:
        load_example.__wrapped__()
    assert said in caught.value.what
    assert f"The file {file} cannot be used" in caught.value.what
    assert caught.value.safe == "Nothing was changed."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",applied,", ",lost,", "stage”: “lost” is no stage of a return"),
        ("2023-24 Q3", "last autumn", "line 2, period”: “last autumn” is no period"),
        ("2024-01-08", "", "line 2, issued_on”: a date is needed"),
        ("Justice Social Work", "Justice Work", "line 2, partner”: there is no partner “Justice Work”"),
    ],
)
def test_a_slip_on_the_board_is_named(edit: Edit, old: str, new: str, said: str) -> None:
    edit("board.csv", old, new)
    with pytest.raises(UserProblem) as caught:
        load_example_board.__wrapped__()
    assert said in caught.value.what


def test_a_body_becomes_passages_in_its_order() -> None:
    body = """
## Heading

One **bold** and one *italic* and
one [link](https://example.org/a).

- first
- second

1. one
2. two

> Said once.
>
> By somebody

| Area | People |
| Town | 5 |
A caption
"""
    found = passages(body, lambda name: name, "here.toml")
    assert [one.kind for one in found] == [
        "heading",
        "paragraph",
        "bullet",
        "bullet",
        "numbered",
        "numbered",
        "quote",
        "table",
    ]
    assert found[1].text == "One bold and one italic and one link."
    assert [(mark.kind, found[1].text[mark.start : mark.end], mark.target) for mark in found[1].marks] == [
        ("bold", "bold", ""),
        ("italic", "italic", ""),
        ("link", "link", "https://example.org/a"),
    ]
    assert found[6].text == "Said once.\nBy somebody"
    assert (found[7].rows, found[7].text, found[7].has_header) == (
        (("Area", "People"), ("Town", "5")),
        "A caption",
        True,
    )
