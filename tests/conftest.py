"""What holds for every test: no network, nothing outside the temporary folder, the same home for all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("same every time", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("same every time")  # what decides about a change does not depend on luck; other runs search

FORBIDDEN = {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """The program never touches a network: any attempt fails the test that made it."""
    if event in FORBIDDEN:
        raise AssertionError(f"A test reached for the network: {event} {arguments[1:]}")


sys.addaudithook(refuse_network)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Data, settings and caches of the user who runs the tests are out of reach."""
    home = tmp_path_factory.mktemp("home")
    for name in (
        "HOME",
        "USERPROFILE",
        "LOCALAPPDATA",
        "APPDATA",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
    ):
        monkeypatch.setenv(name, str(home))
    yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample files beside the project; tests that need it are skipped where it is absent."""
    folder = Path(__file__).resolve().parents[1].parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared sample files are not beside this checkout")
    return folder
