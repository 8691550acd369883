"""Pictures in line with the text, with their alternative text."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import quoteattr

from cjdesk.documents.layout.compose import printed_size
from cjdesk.documents.layout.style import PageFormat
from cjdesk.documents.model import Picture

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_DECORATIVE: Final = "http://schemas.microsoft.com/office/drawing/2017/decorative"
PICTURE_NAMESPACES: Final = (
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"'
)
_EMU: Final = 12700
"""English Metric Units in a point."""


def picture_xml(block: Picture, page: PageFormat, relation: str, number: int) -> str:
    """A run that shows a picture already in the package under ``relation``."""
    width, height = (round(points * _EMU) for points in printed_size(block, page))
    name = quoteattr(f"Picture {number}")
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>{_properties(block, number, name)}'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _properties(block: Picture, number: int, name: str) -> str:
    if not block.decorative:
        return f'<wp:docPr id="{number}" name={name} descr={quoteattr(block.alt)}/>'
    return (
        f'<wp:docPr id="{number}" name={name} descr=""><a:extLst><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
        f'<adec:decorative xmlns:adec="{_DECORATIVE}" val="1"/></a:ext></a:extLst></wp:docPr>'
    )
