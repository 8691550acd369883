"""The program's data files: frameworks, layouts, fonts, the sample. Read here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path


def read_bytes(name: str) -> bytes:
    """The bytes of a resource named by its path below this package ("fonts/DejaVuSans.ttf")."""
    return files(__name__).joinpath(*name.split("/")).read_bytes()


def names(folder: str, ending: str) -> list[str]:
    """Names of the files in a resource folder that end so, sorted."""
    return sorted(entry.name for entry in files(__name__).joinpath(folder).iterdir() if entry.name.endswith(ending))


@contextmanager
def on_disk(name: str) -> Iterator[Path]:
    """A resource as a real file, for libraries that insist on a path."""
    with as_file(files(__name__).joinpath(*name.split("/"))) as path:
        yield path
