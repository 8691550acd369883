"""Case studies as blocks."""

from __future__ import annotations

from cjdesk.documents.builders.blocks import heading, line_blocks, paragraph
from cjdesk.documents.model import Block
from cjdesk.domain.plan import CaseStudy
from cjdesk.plans.tables import lines_of


def study_blocks(study: CaseStudy, level: int) -> list[Block]:
    """One case study under its heading. What the consent says stays inside the partnership."""
    blocks: list[Block] = [heading(study.title, level), *line_blocks(lines_of(study.text))]
    if study.pseudonym:
        blocks.append(paragraph(f"“{study.pseudonym}” is not the person's real name.", "note"))
    if study.provider:
        blocks.append(paragraph(f"Told by {study.provider}.", "note"))
    return blocks
