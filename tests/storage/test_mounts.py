from __future__ import annotations

from pathlib import Path

import pytest

from cabletui.storage import mounts
from cabletui.storage.mounts import network_warning

MOUNTS = """\
22 1 253:0 / / rw,relatime shared:1 - ext4 /dev/root rw
30 22 0:40 / /srv rw - nfs4 desk:/export rw,vers=4.2
31 30 0:41 / /srv/local\\040disk rw,relatime shared:3 master:1 - xfs /dev/vdb rw
32 22 0:42 / /media/share rw - cifs //desk/share rw
33 22 0:43 / /home/ana/remote rw - fuse.sshfs desk:/cables rw
34 22 0:44 / /host rw - 9p host rw
35 22 0:45 / /over rw - tmpfs tmpfs rw
36 35 0:46 / /over rw - nfs desk:/over rw
a line of another kind
37 22 0:47 / /broken
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", None),
        ("/home/ana", None),
        ("/srv", "nfs4"),
        ("/srv/cables/2008", "nfs4"),
        ("/srvother", None),
        ("/srv/local disk/cables", None),
        ("/media/share/x", "cifs"),
        ("/home/ana/remote", "sshfs"),
        ("/host/cables", "9p"),
        ("/over/x", "nfs"),
        ("/broken", None),
    ],
)
def test_folders_on_another_machine_are_told(folder: str, kind: str | None) -> None:
    said = network_warning(Path(folder), MOUNTS)
    if kind is None:
        assert said is None
    else:
        assert said is not None
        assert said.startswith(f"{folder} is a network folder ({kind})")


@pytest.mark.parametrize("text", ["", "\n", "nonsense", "- - - - - - -"])
def test_a_system_that_says_nothing_gives_no_warning(text: str) -> None:
    assert network_warning(Path("/srv"), text) is None


def test_the_systems_own_list_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mountinfo").write_text("22 1 0:4 / / rw - nfs desk:/ rw\n")
    monkeypatch.setattr(mounts, "MOUNTS", tmp_path / "mountinfo")
    assert "network folder (nfs)" in (network_warning(tmp_path) or "")
    monkeypatch.setattr(mounts, "MOUNTS", tmp_path / "none")
    assert network_warning(tmp_path) is None
