"""Where a live store may not lie: on a network share, or in a folder that a program copies elsewhere.

Such programs copy a database piecemeal while it is written, which corrupts the copy; shares do not lock as SQLite
needs. Judged by path and surroundings alone, so that every case can be tried anywhere.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal


@dataclass(frozen=True, slots=True)
class Place:
    """Why a store may not lie live at a path; ``name`` as people call it: "OneDrive", "network drive"."""

    kind: Literal["network path", "synced path"]
    name: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of this computer. ``mounts`` are (folder, file system type); ``has`` tells whether a folder holds
    an entry; ``is_remote`` whether a drive ("Z:") is a share."""

    env: Mapping[str, str]
    mounts: tuple[tuple[str, str], ...]
    has: Callable[[PurePath, str], bool]
    is_remote: Callable[[str], bool]


_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "davfs"}
    | {f"fuse.{name}" for name in ("sshfs", "davfs2", "glusterfs", "gvfsd-fuse", "smbnetfs", "curlftpfs")}
)
_CLOUD_MOUNTS = {
    "fuse.rclone": "cloud drive",
    "fuse.google-drive-ocamlfuse": "Google Drive",
    "fuse.onedriver": "OneDrive",
    "fuse.insync": "Insync",
}
_NAMES = (
    (re.compile(r"onedrive(?: ?- ?.+)?"), "OneDrive"),
    (re.compile(r"dropbox(?: ?\(.+\))?"), "Dropbox"),
    (re.compile(r"google ?drive(?: ?[-(].+)?|googledrive-.+"), "Google Drive"),
    (re.compile(r"icloud ?drive|icloud~.+|com~apple~clouddocs"), "iCloud"),
    (re.compile(r"box sync"), "Box"),
    (re.compile(r"nextcloud\d*"), "Nextcloud"),
    (re.compile(r"owncloud\d*"), "ownCloud"),
    (re.compile(r"sharepoint"), "SharePoint"),
)
_MARKERS = (
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive or SharePoint"),
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.driveupload", "Google Drive"),
    (".tmp.drivedownload", "Google Drive"),
    (".owncloudsync.log", "Nextcloud"),
    (".stfolder", "Syncthing"),
)
_VARIABLES = (
    ("OneDriveCommercial", "OneDrive"),
    ("OneDriveConsumer", "OneDrive"),
    ("OneDrive", "OneDrive"),
    ("iCloudDrive", "iCloud"),
)


def unfit(path: PurePath, around: Surroundings) -> Place | None:
    """Why the store file ``path`` (absolute, links followed) may not be live where it lies; None where it may."""
    network = _network(path, around)
    if network:
        return network
    for told in (_by_variable, _by_tenant, _by_name, _by_marker):
        name = told(path, around)
        if name:
            return Place("synced path", name)
    return None


def _network(path: PurePath, around: Surroundings) -> Place | None:
    drive = path.drive
    if drive.startswith(("\\\\", "//")) and not re.match(r"[\\/]{2}[?.][\\/][A-Za-z]:", drive):
        return Place("network path", drive)
    if drive and around.is_remote(drive):
        return Place("network path", f"network drive {drive}")
    inside = [(folder, kind) for folder, kind in around.mounts if _lies_in(path, type(path)(folder))]
    if not inside:
        return None
    folder, kind = max(inside, key=lambda mount: len(type(path)(mount[0]).parts))
    if kind in _CLOUD_MOUNTS:
        return Place("synced path", _CLOUD_MOUNTS[kind])
    return Place("network path", f"network drive {folder}") if kind in _NETWORK else None


def _lies_in(path: PurePath, folder: PurePath) -> bool:
    return path.is_relative_to(folder)


def _by_variable(path: PurePath, around: Surroundings) -> str:
    for variable, name in _VARIABLES:
        folder = around.env.get(variable, "")
        if folder and _lies_in(path, type(path)(folder)):
            return name
    return ""


def _by_tenant(path: PurePath, around: Surroundings) -> str:
    """SharePoint libraries are kept in a folder of the home named as the organisation is behind "OneDrive - "."""
    tenant = type(path)(around.env.get("OneDriveCommercial", "")).name.partition(" - ")[2]
    home = around.env.get("USERPROFILE", "")
    return "SharePoint" if tenant and home and _lies_in(path, type(path)(home) / tenant) else ""


def _by_name(path: PurePath, around: Surroundings) -> str:
    for folder in _folders(path):
        for pattern, name in _NAMES:
            if pattern.fullmatch(folder.name.casefold()):
                return name
    letters = path.drive.endswith(":") and [part.casefold() for part in path.parts[1:2]]
    return "Google Drive" if letters in (["my drive"], ["shared drives"]) else ""


def _by_marker(path: PurePath, around: Surroundings) -> str:
    for folder in _folders(path):
        for marker, name in _MARKERS:
            if around.has(folder, marker):
                return name
    return ""


def _folders(path: PurePath) -> Iterator[PurePath]:
    return (folder for folder in path.parents if folder.name)


def here() -> Surroundings:
    """This computer."""
    return Surroundings(os.environ, _mounts(), lambda folder, name: (Path(folder) / name).exists(), _is_remote)


def _mounts() -> tuple[tuple[str, str], ...]:
    table = Path("/proc/self/mounts")
    if not sys.platform.startswith("linux") or not table.exists():
        return ()
    return read_mounts(table.read_text(encoding="utf-8", errors="surrogateescape"))


def read_mounts(table: str) -> tuple[tuple[str, str], ...]:
    """(folder, type) of each line of a Linux mount table; blanks in folders are written there in octal."""
    fields = (line.split(" ") for line in table.splitlines() if line.count(" ") >= 2)
    return tuple((re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), one[1]), one[2]) for one in fields)


def _is_remote(drive: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\")) == 4  # DRIVE_REMOTE
    return False
