"""Pages out of a document: lines broken, rows kept whole, contents numbered. Knows no file format."""

from cjdesk.documents.layout.flow import Layout, has_cover, lay_out

__all__ = ["Layout", "has_cover", "lay_out"]
