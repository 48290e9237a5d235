"""Bytes on a disk -> the text of a cable, or one sentence that says why not.

Nothing a path may name makes the reader wait, read without end or take over its terminal: a file is opened
without blocking, only a regular one is read, and never more of it than a limit (what `stat` says of a
file below /proc is not true, so it is the reading that counts). It is not mapped into memory: one that is
cut short meanwhile would end the program.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import Literal, NamedTuple

from cabletui.cable.visible import count_unseen, one_line

MEGABYTE = 1 << 20
LIMIT = 32 * MEGABYTE
SAMPLE = 64 * 1024

Newline = Literal["lf", "crlf", "cr", "mixed"]


class FileProblem(Exception):
    """A file that cannot be opened as a text. Its `str` is one line: the path, what is wrong, what to do."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{one_line(os.fspath(self.path), 1000)}: {self.reason}"


class TooLarge(FileProblem):
    """A file above the limit. It can be read with a higher one, if the user wants it."""


class SourceText(NamedTuple):
    """A file's text, with "\\n" at its line ends whatever they were, and what its bytes were.

    `encoding` is Python's name of it, `newline` how the lines ended in the file, `bytes` and `sha256`
    (hexadecimal) those of the whole file. `problems` are sentences, each without a full stop.
    """

    text: str
    encoding: str
    newline: Newline
    bytes: int
    sha256: str
    problems: tuple[str, ...] = ()


class _Decoded(NamedTuple):
    text: str
    encoding: str
    problems: tuple[str, ...] = ()


_NO_TEXT = "save its text as a .txt file and open that"
_PACKED = "unpack it and open the text in it"

# What a file that is no text begins with: "file" and the formats' own specifications name these bytes.
_SIGNATURES = (
    (b"%PDF-", "is a PDF, not text", _NO_TEXT),
    (b"PK\x03\x04", "is a zip archive or an office document, not text", _NO_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an office document, not text", _NO_TEXT),
    (b"\x89PNG\r\n", "is a picture, not text", _NO_TEXT),
    (b"\xff\xd8\xff", "is a picture, not text", _NO_TEXT),
    (b"GIF8", "is a picture, not text", _NO_TEXT),
    (b"II*\x00", "is a picture, not text", _NO_TEXT),
    (b"MM\x00*", "is a picture, not text", _NO_TEXT),
    (b"\x1f\x8b", "is packed with gzip", _PACKED),
    (b"BZh91AY&SY", "is packed with bzip2", _PACKED),
    (b"\xfd7zXZ\x00", "is packed with xz", _PACKED),
    (b"\x28\xb5\x2f\xfd", "is packed with zstd", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive", _PACKED),
    (b"Rar!\x1a\x07", "is a rar archive", _PACKED),
    (b"SQLite format 3\x00", "is a database, not text", "open a cable instead"),
    (b"\x7fELF", "is a program, not text", "open a cable instead"),
)

_KINDS = (
    (stat.S_ISDIR, "is a folder; name a file in it"),
    (stat.S_ISFIFO, "is a named pipe; copy what comes out of it to a file and open that"),
    (stat.S_ISSOCK, "is a socket, not a file; check the name"),
    (stat.S_ISCHR, "is a device, not a file; check the name"),
    (stat.S_ISBLK, "is a device, not a file; check the name"),
)

_ERRORS = {
    errno.ENOENT: "there is no such file; check the name",
    errno.ENOTDIR: "lies below a file, not a folder; check the name",
    errno.EACCES: "may not be read; ask its owner for the right to read it",
    errno.EPERM: "may not be read; ask its owner for the right to read it",
    errno.ELOOP: "is a link that leads back to itself; name the file it should lead to",
    errno.ENAMETOOLONG: "has a longer name than this system can open; rename it",
    errno.ENXIO: "is a socket or a device, not a file; check the name",
    errno.EIO: "cannot be read, the disk or the network failed; try again, or open another copy",
    errno.ESTALE: "has gone from the network folder it was in; open it again",
}

# The longer marks stand first: that of UTF-32 begins as that of UTF-16 does.
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)

# Bytes that no text has: C0 without tab, line ends, form feed, the shifts of ISO 2022 and escape.
_NEVER_IN_TEXT = bytes({*range(0x20)} - {*b"\t\n\r\f\x0e\x0f\x1b"})


def read_text(path: Path, limit: int = LIMIT) -> SourceText:
    """The text of the regular file at `path`, of at most `limit` bytes.

    A byte order mark decides the encoding; else it is UTF-8, UTF-16 where half of the bytes are NUL, and
    Windows-1252 where much of the text is not UTF-8. What cannot be decoded becomes U+FFFD and is told in
    `problems`. Raises FileProblem, and TooLarge above the limit.
    """
    data = _read(path, limit)
    for signature, what, advice in _SIGNATURES:
        if data.startswith(signature):
            raise FileProblem(path, f"{what}; {advice}")
    decoded = _decode(data)
    if decoded is None:
        raise FileProblem(path, "is not text; open a plain text file")
    text, newline = _with_plain_newlines(decoded.text)
    unseen = count_unseen(text)
    problems = decoded.problems
    if unseen:
        problems += (f"{_count(unseen, 'control or hidden character')} shown by a sign",)
    return SourceText(text, decoded.encoding, newline, len(data), hashlib.sha256(data).hexdigest(), problems)


def _read(path: Path, limit: int) -> bytes:
    descriptor = open_regular(path)
    try:
        size = os.fstat(descriptor).st_size
        if size > limit:
            raise TooLarge(path, f"is {_size(size)}, above the limit of {_size(limit)}; split it")
        chunks, length = [], 0
        while chunk := os.read(descriptor, min(MEGABYTE, limit + 1 - length)):
            chunks.append(chunk)
            length += len(chunk)
    except OSError as error:
        raise FileProblem(path, _reason(error)) from error
    finally:
        os.close(descriptor)
    if length > limit:
        raise TooLarge(path, f"is above the limit of {_size(limit)}; split it")
    return b"".join(chunks)


def open_regular(path: Path) -> int:
    """A descriptor of the regular file at `path`, to be closed by the caller. Raises FileProblem."""
    try:
        # Without O_NONBLOCK a named pipe would be waited for; without O_NOCTTY a terminal could become ours.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        raise FileProblem(path, _reason(error)) from error
    except ValueError as error:
        raise FileProblem(path, "has a name no file can have; check it") from error
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError as error:
        os.close(descriptor)
        raise FileProblem(path, _reason(error)) from error
    for is_kind, reason in _KINDS:
        if is_kind(mode):
            os.close(descriptor)
            raise FileProblem(path, reason)
    return descriptor


def _reason(error: OSError) -> str:
    return _ERRORS.get(error.errno or 0) or f"cannot be read: {os.strerror(error.errno or 0).lower()}"


def _decode(data: bytes) -> _Decoded | None:
    """None where the bytes are no text: half NULs, or no UTF-8 and full of controls from the start."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _with_replacements(data, encoding)
    unmarked = _utf16_without_mark(data[:SAMPLE])
    if unmarked:
        decoded = _with_replacements(data, unmarked)
        return decoded._replace(problems=(f"no byte order mark, read as {unmarked}", *decoded.problems))
    if data[:SAMPLE].count(0) > len(data[:SAMPLE]) // 2:
        return None
    decoded = _with_replacements(data, "utf-8")
    if not decoded.problems:
        return decoded
    # A text may have a binary tail, from a torn download: only its beginning says what it is.
    beginning = data[:512]
    if len(beginning) - len(beginning.translate(None, _NEVER_IN_TEXT)) > len(beginning) // 20:
        return None
    beyond_ascii = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if decoded.text.count("\ufffd") < beyond_ascii // 2:
        return decoded
    told = "not UTF-8, read as Windows-1252"
    decoded = _with_replacements(data, "cp1252")
    return decoded._replace(problems=(told, *decoded.problems))


def _with_replacements(data: bytes, encoding: str) -> _Decoded:
    try:
        return _Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        first = error.start
    text = data.decode(encoding, "replace")
    places = _count(text.count("\ufffd"), "place")
    return _Decoded(text, encoding, (f"not {encoding} in {places}, the first at byte {first + 1:,}; shown as \ufffd",))


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a NUL in every second byte, and none in the others."""
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if half == 0 or max(even, odd) < 0.7 * half or min(even, odd) > 0.05 * half:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _with_plain_newlines(text: str) -> tuple[str, Newline]:
    """A CR within a line ends it only where no line ends otherwise; else it stays, and is seen as a sign."""
    if "\r" not in text:
        return text, "lf"
    crlf = text.count("\r\n")
    lf, cr = text.count("\n") - crlf, text.count("\r") - crlf
    if not crlf and not lf:
        return text.replace("\r", "\n"), "cr"
    text = "\n".join(line.rstrip("\r") for line in text.split("\n"))
    return text, "mixed" if lf or cr else "crlf"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _size(number: int) -> str:
    return f"{number:,} bytes" if number < MEGABYTE else f"{-(-number // MEGABYTE):,} MB"
