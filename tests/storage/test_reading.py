"""What opening a file gives, and what it says of one it does not open."""

from __future__ import annotations

import hashlib
import os
import socket
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.storage.reading import FileProblem, TooLarge, read_text

CABLE = "1. (C) Zoë said “no” — naïve café, 5 € …\n\n2. (U) The rest.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cable.txt"


def refusal(path: Path) -> str:
    with pytest.raises(FileProblem) as raised:
        read_text(path)
    assert str(raised.value) == f"{path}: {raised.value.reason}"
    return raised.value.reason


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (CABLE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + CABLE.encode(), "utf-8-sig"),
        (b"\xff\xfe" + CABLE.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + CABLE.encode("utf-16-be"), "utf-16"),
        (b"\xff\xfe\x00\x00" + CABLE.encode("utf-32-le"), "utf-32"),
        (b"\x00\x00\xfe\xff" + CABLE.encode("utf-32-be"), "utf-32"),
    ],
)
def test_the_letters_are_right_in_each_encoding_that_names_itself(file: Path, data: bytes, encoding: str) -> None:
    file.write_bytes(data)
    source = read_text(file)
    assert (source.text, source.encoding, source.problems) == (CABLE, encoding, ())


@pytest.mark.parametrize(
    ("data", "encoding", "problem"),
    [
        (CABLE.encode("utf-16-le"), "utf-16-le", "no byte order mark, read as utf-16-le"),
        (CABLE.encode("utf-16-be"), "utf-16-be", "no byte order mark, read as utf-16-be"),
        (CABLE.encode("cp1252"), "cp1252", "not UTF-8, read as Windows-1252"),
    ],
)
def test_an_encoding_that_was_guessed_is_told(file: Path, data: bytes, encoding: str, problem: str) -> None:
    file.write_bytes(data)
    source = read_text(file)
    assert (source.text, source.encoding, source.problems) == (CABLE, encoding, (problem,))


@pytest.mark.parametrize(
    ("data", "text", "problem"),
    [
        (
            "é é é é ".encode() + b"\x93no\x94\n",
            "é é é é \ufffdno\ufffd\n",
            "not utf-8 in 2 places, the first at byte 13; shown as \ufffd",
        ),
        ("é é é".encode()[:-1], "é é \ufffd", "not utf-8 in 1 place, the first at byte 7; shown as \ufffd"),
        (b"\xff\xfea\x00b", "a\ufffd", "not utf-16 in 1 place, the first at byte 5; shown as \ufffd"),
    ],
)
def test_bytes_that_cannot_be_decoded_are_marked_and_told(file: Path, data: bytes, text: str, problem: str) -> None:
    file.write_bytes(data)
    source = read_text(file)
    assert (source.text, source.problems) == (text, (problem,))


def test_a_disguised_escape_is_not_decoded(file: Path) -> None:
    file.write_bytes("é é é é é é ".encode() + b"\xc0\x9b[31m")
    assert "\x1b" not in read_text(file).text


@pytest.mark.parametrize(
    ("data", "text", "newline"),
    [
        (b"one\ntwo\n", "one\ntwo\n", "lf"),
        (b"one\r\ntwo\r\n", "one\ntwo\n", "crlf"),
        (b"one\rtwo\r", "one\ntwo\n", "cr"),
        (b"one\r\ntwo\nthree\n", "one\ntwo\nthree\n", "mixed"),
        (b"UNCLASSIFIED\rSECRET\ntwo\n", "UNCLASSIFIED\rSECRET\ntwo\n", "mixed"),
        (b"one\r\r\ntwo\r\r\r\r\n", "one\ntwo\n", "mixed"),
        (b"no end", "no end", "lf"),
        (b"", "", "lf"),
        ("nel\u0085 ls\u2028 ff\f stay\n".encode(), "nel\u0085 ls\u2028 ff\f stay\n", "lf"),
    ],
)
def test_lines_end_alike_however_they_ended_in_the_file(file: Path, data: bytes, text: str, newline: str) -> None:
    file.write_bytes(data)
    source = read_text(file)
    assert (source.text, source.newline) == (text, newline)


def test_length_and_digest_are_those_of_the_bytes_in_the_file(file: Path) -> None:
    data = b"\xef\xbb\xbfone\r\ntwo\r\n"
    file.write_bytes(data)
    source = read_text(file)
    assert (source.bytes, source.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_control_and_hidden_characters_are_counted_and_kept(file: Path) -> None:
    file.write_bytes("a\x1b[31m b\u202e c\x00\n".encode())
    source = read_text(file)
    assert source.text == "a\x1b[31m b\u202e c\x00\n"
    assert source.problems == ("3 control or hidden characters shown by a sign",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF, not text; save its text as a .txt file and open that"),
        (
            b"PK\x03\x04\x14\x00",
            "is a zip archive or an office document, not text; save its text as a .txt file and open that",
        ),
        (b"\x89PNG\r\n\x1a\n", "is a picture, not text; save its text as a .txt file and open that"),
        (b"\x1f\x8b\x08\x00", "is packed with gzip; unpack it and open the text in it"),
        (b"\x7fELF\x02\x01", "is a program, not text; open a cable instead"),
        (bytes(range(256)) * 8, "is not text; open a plain text file"),
        (bytes(4096), "is not text; open a plain text file"),
        (b"\x00", "is not text; open a plain text file"),
    ],
)
def test_what_is_no_text_is_refused_by_its_name(file: Path, data: bytes, reason: str) -> None:
    file.write_bytes(data)
    assert refusal(file) == reason


def test_a_cable_with_a_torn_tail_is_shown(file: Path) -> None:
    file.write_bytes(CABLE.encode() * 20 + bytes(range(256)) * 40)
    assert read_text(file).text.startswith("1. (C) ")


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe, endless, folder, itself, dangling = (
        tmp_path / name for name in ("pipe.txt", "endless.txt", "folder.txt", "itself.txt", "dangling.txt")
    )
    os.mkfifo(pipe)
    endless.symlink_to("/dev/zero")
    folder.mkdir()
    itself.symlink_to(itself)
    dangling.symlink_to(tmp_path / "nowhere.txt")
    assert refusal(pipe) == "is a named pipe; copy what comes out of it to a file and open that"
    assert refusal(endless) == "is a device, not a file; check the name"
    assert refusal(folder) == "is a folder; name a file in it"
    assert refusal(itself) == "is a link that leads back to itself; name the file it should lead to"
    assert refusal(dangling) == "there is no such file; check the name"
    assert refusal(folder / "below.txt") == "there is no such file; check the name"


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert refusal(Path("socket.txt")) == "is a socket or a device, not a file; check the name"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read_says_whom_to_ask(file: Path) -> None:
    file.write_text(CABLE)
    file.chmod(0)
    assert refusal(file) == "may not be read; ask its owner for the right to read it"


def test_names_no_file_can_have_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("x" * 300)) == "has a longer name than this system can open; rename it"
    for name in ("nul\x00.txt", "surrogate\ud800.txt"):
        with pytest.raises(FileProblem) as raised:
            read_text(tmp_path / name)
        assert raised.value.reason == "has a name no file can have; check it"


def test_the_sentence_is_one_line_and_acts_on_no_terminal(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as raised:
        read_text(tmp_path / "evil\x1b[2J\nname.txt")
    assert str(raised.value).endswith("evil␛[2J␊name.txt: there is no such file; check the name")


def test_a_file_above_the_limit_is_not_read(file: Path) -> None:
    with file.open("wb") as sparse:
        sparse.truncate(1 << 30)
    with pytest.raises(TooLarge) as raised:
        read_text(file)
    assert raised.value.reason == "is 1,024 MB, above the limit of 32 MB; split it"


def test_the_limit_itself_may_be_reached(file: Path) -> None:
    file.write_bytes(b"a" * 10)
    assert read_text(file, limit=10).bytes == 10
    with pytest.raises(TooLarge, match="is 10 bytes, above the limit of 9 bytes; split it"):
        read_text(file, limit=9)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc here")
def test_what_a_file_says_of_its_length_is_not_believed() -> None:
    status = Path("/proc/self/status")
    assert status.stat().st_size == 0
    assert read_text(status).text.startswith("Name:")
    with pytest.raises(TooLarge, match="is above the limit of 20 bytes; split it"):
        read_text(status, limit=20)


@given(st.binary(max_size=200) | st.text("a\r\n", max_size=20).map(str.encode))
def test_any_bytes_give_a_text_or_a_reason(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    with suppress(FileProblem):
        source = read_text(path)
        assert "\r\n" not in source.text
        assert source.text.encode().decode() == source.text
