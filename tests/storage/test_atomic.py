from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cabletui.storage.atomic import PREFIX, NotSaved, read_bytes, remove_leftovers, write_bytes


def test_a_new_file_is_the_users_own(tmp_path: Path) -> None:
    write_bytes(tmp_path / "new", b"text")
    assert (tmp_path / "new").read_bytes() == b"text"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
    write_bytes(tmp_path / "shared", b"text", 0o660)
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o660


def test_a_file_keeps_its_mode_and_attributes(tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(0o640)
    kept = True
    try:
        os.setxattr(path, "user.origin", b"desk")
    except OSError:
        kept = False  # this file system has none
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert not kept or os.getxattr(path, "user.origin") == b"desk"


def test_the_group_stays(tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")
    groups = [group for group in os.getgroups() if group != path.stat().st_gid] or ([12] if os.geteuid() == 0 else [])
    if not groups:
        pytest.skip("the user is in one group alone")
    os.chown(path, -1, groups[0])
    write_bytes(path, b"new")
    assert path.stat().st_gid == groups[0]


def test_a_name_as_long_as_can_be_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    write_bytes(path, b"x")
    assert path.read_bytes() == b"x"
    with pytest.raises(NotSaved, match="shorter name"):
        write_bytes(tmp_path / ("n" * 256), b"x")


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    victim, link = tmp_path / "victim", tmp_path / "link"
    victim.write_bytes(b"old")
    link.symlink_to(victim)
    with pytest.raises(NotSaved, match="is a link"):
        write_bytes(link, b"new")
    assert victim.read_bytes() == b"old"
    assert link.is_symlink()


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_left_alone(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "odd")
    with pytest.raises(NotSaved, match="not a regular file"):
        write_bytes(tmp_path / "odd", b"new")
    assert os.listdir(tmp_path) == ["odd"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_file_is_respected(tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(NotSaved, match="read-only for you"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_read_only_file_is_respected_whoever_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_args, **_kwargs: False)
    with pytest.raises(NotSaved, match="read-only for you"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="the folder is gone"):
        write_bytes(tmp_path / "gone" / "x", b"")


@pytest.mark.parametrize(
    ("call", "error", "advice"),
    [
        ("write", errno.ENOSPC, "free some space"),
        ("write", errno.EIO, "the disk has a fault"),
        ("fsync", errno.EDQUOT, "your quota"),
        ("fchmod", errno.EIO, "the disk has a fault"),
        ("rename", errno.EROFS, "a folder of your own"),
        ("rename", errno.EBUSY, "try again"),
    ],
)
def test_when_the_disk_refuses_the_old_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: int, advice: str
) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(NotSaved) as caught:
        write_bytes(path, b"new")
    monkeypatch.undo()
    assert caught.value.reason == error
    assert str(path) in caught.value.sentence
    assert os.strerror(error) in caught.value.sentence
    assert advice in caught.value.sentence
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["old"]


def test_a_write_that_takes_a_part_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    write_bytes(tmp_path / "x", b"0123456789")
    assert (tmp_path / "x").read_bytes() == b"0123456789"


@pytest.mark.parametrize(("error", "said"), [(errno.EIO, True), (errno.EINVAL, False)])
def test_a_folder_that_does_not_confirm_is_told_apart_from_one_that_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, said: bool
) -> None:
    fsync = os.fsync

    def folder_refuses(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(error, os.strerror(error))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", folder_refuses)
    if said:
        with pytest.raises(NotSaved, match="did not confirm"):
            write_bytes(tmp_path / "x", b"new")
    else:
        write_bytes(tmp_path / "x", b"new")
    assert (tmp_path / "x").read_bytes() == b"new"


def test_everything_is_on_the_disk_before_the_name_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    calls: list[str] = []
    fsync, rename, close = os.fsync, os.rename, os.close

    def note_fsync(descriptor: int) -> None:
        calls.append("fsync folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "fsync file")
        fsync(descriptor)

    def note_close(descriptor: int) -> None:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            calls.append("close file")
        close(descriptor)

    def note_rename(*args: Any, **kwargs: Any) -> None:
        calls.append("rename")
        rename(*args, **kwargs)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "close", note_close)
    monkeypatch.setattr(os, "rename", note_rename)
    write_bytes(path, b"x")
    monkeypatch.undo()
    assert calls == ["fsync file", "close file", "rename", "fsync folder"]


def test_reading_takes_no_more_than_is_asked_and_follows_links_only_if_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"0123456789")
    (tmp_path / "link").symlink_to(tmp_path / "x")
    assert read_bytes(tmp_path / "x", 4) == b"01234"
    assert read_bytes(tmp_path / "link", 99, follow=True) == b"0123456789"
    with pytest.raises(OSError, match="symbolic links"):
        read_bytes(tmp_path / "link", 99)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_reading_what_is_no_file_returns_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "odd")
    before = len(os.listdir("/dev/fd"))
    with pytest.raises(OSError, match="not a regular file"):
        read_bytes(tmp_path / "odd", 4)
    assert len(os.listdir("/dev/fd")) == before


def test_what_a_killed_save_left_is_removed_later(tmp_path: Path) -> None:
    for name, age in ((PREFIX + "old", 100), (PREFIX + "new", 300), ("other", 100)):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (age, age))
    (tmp_path / (PREFIX + "folder")).mkdir()
    os.utime(tmp_path / (PREFIX + "folder"), (100, 100))
    (tmp_path / (PREFIX + "link")).symlink_to("other")
    os.utime(tmp_path / (PREFIX + "link"), (100, 100), follow_symlinks=False)
    remove_leftovers(tmp_path, before=200)
    assert sorted(os.listdir(tmp_path)) == [PREFIX + "folder", PREFIX + "link", PREFIX + "new", "other"]
    remove_leftovers(tmp_path / "gone", before=200)


def test_what_is_ten_minutes_old_is_a_leftover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for age in (500, 700):
        (tmp_path / f"{PREFIX}{age}").write_bytes(b"")
        os.utime(tmp_path / f"{PREFIX}{age}", (10_000 - age, 10_000 - age))
    monkeypatch.setattr(time, "time", lambda: 10_000.0)
    remove_leftovers(tmp_path)
    assert os.listdir(tmp_path) == [PREFIX + "500"]


def test_what_others_left_is_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / (PREFIX + "old")).write_bytes(b"")
    os.utime(tmp_path / (PREFIX + "old"), (100, 100))
    monkeypatch.setattr(os, "geteuid", lambda: (tmp_path / (PREFIX + "old")).stat().st_uid + 1)
    remove_leftovers(tmp_path, before=200)
    assert os.listdir(tmp_path) == [PREFIX + "old"]
