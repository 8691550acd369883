"""Where a live store may not lie, on computers of every kind."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from db.places import Place, Surroundings, read_mounts, unfit

OFFICE = {
    "USERPROFILE": r"C:\Users\morag",
    "OneDrive": r"C:\Users\morag\OneDrive - Testshire Council",
    "OneDriveCommercial": r"C:\Users\morag\OneDrive - Testshire Council",
}


def windows(env: dict[str, str] | None = None, shares: str = "", marked: str = "", marker: str = "") -> Surroundings:
    return Surroundings(
        OFFICE if env is None else env,
        (),
        lambda folder, name: folder == PureWindowsPath(marked) and name == marker,
        lambda drive: drive in shares.split(),
    )


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (r"C:\Users\morag\AppData\Local\CJ Desk\Testshire.cjplan", None),
        (r"D:\Plans\Testshire.cjplan", None),
        (r"C:\Users\morag\Documents\My OneDrive notes\p.cjplan", None),
        (r"C:\Users\morag\Documents\Dropboxes\p.cjplan", None),
        (r"C:\Users\morag\OneDrive - Testshire Council\Documents\p.cjplan", Place("synced path", "OneDrive")),
        (r"C:\Users\morag\ONEDRIVE - Testshire Council\p.cjplan", Place("synced path", "OneDrive")),
        (r"C:\Users\morag\Testshire Council\Justice - Documents\p.cjplan", Place("synced path", "SharePoint")),
        (r"C:\Users\morag\Dropbox (Testshire)\p.cjplan", Place("synced path", "Dropbox")),
        (r"C:\Users\morag\Google Drive\p.cjplan", Place("synced path", "Google Drive")),
        (r"G:\My Drive\Plans\p.cjplan", Place("synced path", "Google Drive")),
        (r"G:\Shared drives\Justice\p.cjplan", Place("synced path", "Google Drive")),
        (r"C:\Users\morag\iCloudDrive\p.cjplan", Place("synced path", "iCloud")),
        (r"C:\Users\morag\Box Sync\p.cjplan", Place("synced path", "Box")),
        (r"C:\Users\morag\Nextcloud\p.cjplan", Place("synced path", "Nextcloud")),
        (r"\\server\justice\p.cjplan", Place("network path", r"\\server\justice")),
        (r"\\?\UNC\server\justice\p.cjplan", Place("network path", r"\\?\UNC\server\justice")),
        (r"\\?\C:\Plans\p.cjplan", None),
        (r"H:\p.cjplan", Place("network path", "network drive H:")),
    ],
)
def test_windows(path: str, place: Place | None) -> None:
    assert unfit(PureWindowsPath(path), windows(shares="H: Z:")) == place


def test_onedrive_under_another_name_is_known_by_its_variable() -> None:
    moved = {"OneDrive": r"D:\Work files"}
    assert unfit(PureWindowsPath(r"D:\Work files\p.cjplan"), windows(moved)) == Place("synced path", "OneDrive")
    assert unfit(PureWindowsPath(r"D:\Work files of 2019\p.cjplan"), windows(moved)) is None


@pytest.mark.parametrize(
    ("marker", "name"),
    [
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive or SharePoint"),
        (".dropbox.cache", "Dropbox"),
        (".tmp.driveupload", "Google Drive"),
        (".stfolder", "Syncthing"),
    ],
)
def test_folders_are_known_by_what_sync_programs_leave_there(marker: str, name: str) -> None:
    around = windows(marked=r"D:\Team", marker=marker)
    assert unfit(PureWindowsPath(r"D:\Team\2025\p.cjplan"), around) == Place("synced path", name)
    assert unfit(PureWindowsPath(r"D:\Other\p.cjplan"), around) is None


MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /users/morag/Shared\\040files nfs4 rw,vers=4.2 0 0
//server/justice /mnt/justice cifs rw 0 0
tmpfs /mnt/justice/local tmpfs rw 0 0
morag@host: /users/morag/far fuse.sshfs rw 0 0
remote: /users/morag/cloud fuse.rclone rw 0 0
short line
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/users/morag/.local/share/cjdesk/p.cjplan", None),
        ("/users/morag/Shared files/p.cjplan", Place("network path", "network drive /users/morag/Shared files")),
        ("/users/morag/Shared files too/p.cjplan", None),
        ("/mnt/justice/deep/er/p.cjplan", Place("network path", "network drive /mnt/justice")),
        ("/mnt/justice/local/p.cjplan", None),
        ("/users/morag/far/p.cjplan", Place("network path", "network drive /users/morag/far")),
        ("/users/morag/cloud/p.cjplan", Place("synced path", "cloud drive")),
        ("/users/morag/Dropbox/p.cjplan", Place("synced path", "Dropbox")),
        (
            "/Users/morag/Library/Mobile Documents/com~apple~CloudDocs/p.cjplan",
            Place("synced path", "iCloud"),
        ),
        ("/Users/morag/Library/CloudStorage/OneDrive-Council/p.cjplan", Place("synced path", "OneDrive")),
        ("/Users/morag/Library/CloudStorage/GoogleDrive-a@b.example/p.cjplan", Place("synced path", "Google Drive")),
    ],
)
def test_linux_and_mac(path: str, place: Place | None) -> None:
    around = Surroundings({}, read_mounts(MOUNTS), nothing_there, lambda drive: False)
    assert unfit(PurePosixPath(path), around) == place


def nothing_there(folder: PurePath, name: str) -> bool:
    return False
