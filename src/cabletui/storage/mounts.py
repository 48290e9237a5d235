"""Whether a folder lies on another machine: locks and merges then protect less than they seem to."""

from __future__ import annotations

import os
import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    "nfs nfs4 cifs smb3 smbfs 9p afs ncpfs ceph glusterfs lustre davfs coda fuse.sshfs fuse.rclone fuse.davfs2"
    " fuse.glusterfs fuse.ceph fuse.s3fs fuse.smbnetfs fuse.curlftpfs fuse.gvfsd-fuse virtiofs vboxsf".split()
)


def network_warning(folder: Path, mounts: str | None = None) -> str | None:
    """A sentence to be said once of a folder on another machine, None for a folder of this one.

    `mounts` is a text as that of /proc/self/mountinfo, which is read if none is given.
    """
    kind = _kind_of(os.path.realpath(folder), _mounts() if mounts is None else mounts)
    if kind not in _NETWORK:
        return None
    return (
        f"{folder} is a network folder ({kind.removeprefix('fuse.')}): if others save at the same moment from"
        " another machine, notes may be overwritten."
    )


def _mounts() -> str:
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _kind_of(folder: str, mounts: str) -> str:
    """The type of the file system that holds `folder`: of the mounts above it the deepest, and of those the last.

    A line is `36 35 98:0 /root /place options - type source options`, with any number of fields before the
    dash; blanks in a place are octal (proc(5)).
    """
    deepest, kind = "", ""
    for line in mounts.split("\n"):
        fields = line.split(" ")
        if len(fields) < 7 or "-" not in fields[6:-1]:
            continue
        place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
        holds = folder == place or folder.startswith(place.rstrip("/") + "/")
        if holds and len(place) >= len(deepest):
            deepest, kind = place, fields[fields.index("-", 6) + 1]
    return kind
