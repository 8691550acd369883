"""The tables, one module a subject. Importing this package fills `metadata` with all of them."""

from db.models import casework, framework, indicators, plan, returns, system
from db.models.base import JOURNALED, metadata

__all__ = ["JOURNALED", "casework", "framework", "indicators", "metadata", "plan", "returns", "system"]
