from __future__ import annotations

from datetime import datetime, timezone
from hashlib import sha256
from random import Random

import pytest

from cabletui.cable.model import Cable, ExecutiveOrder, Header, Level, PageBreak
from cabletui.cable.parse import parse
from cabletui.notes.document import document_of, text_sha256
from cabletui.notes.model import Fields
from conftest import SAMPLES
from notes.other_copies import Copy, Traced, noisy, rewrapped, with_wide_blanks, without_page_lines


def cable(*lines: str, pages: tuple[int, ...] = (), header: Header | None = None) -> Cable:
    breaks = tuple(PageBreak(line, "1", None) for line in pages)
    return Cable("plain", "08MEXICO2498", "derived", header or Header(), (), lines, page_breaks=breaks)


def test_the_text_hash_is_blind_to_white_space_and_page_lines() -> None:
    one = text_sha256(cable("1. (U)  Welcome to", "Mexico City.", ""))
    assert one == sha256(b"1. (U) Welcome to Mexico City.").hexdigest()
    assert one == text_sha256(cable("1. (U) Welcome", "MEXICO 00002498  002 OF 003", "to Mexico City.", pages=(2,)))
    assert one != text_sha256(cable("1. (U) Welcome", "MEXICO 00002498  002 OF 003", "to Mexico City."))


@pytest.mark.parametrize("name", ["08MEXICO2498", "09PORTHALCYON204", "10SAINTORMOND15", "1976NEWIT01187"])
def test_the_text_hash_is_that_of_every_copy_set_in_other_lines(name: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_text("utf-8")
    copy = Copy(Traced.of(text))
    expected = text_sha256(copy.cable)
    for change in (rewrapped, without_page_lines, with_wide_blanks):
        assert text_sha256(Copy(change(copy, Random(name))).cable) == expected
    assert text_sha256(parse(text.replace("\n", "\r\n"))) == expected
    assert text_sha256(parse(text.replace("\n", "\n\n"))) == expected
    assert text_sha256(Copy(noisy(0.02)(copy, Random(name))).cable) != expected


def test_the_document_says_what_the_cable_is() -> None:
    header = Header(
        subject="Scenesetter",
        date=datetime(2008, 8, 14, 18, 42, tzinfo=timezone.utc),
        eo=ExecutiveOrder("12958", "N/A", None),
    )
    document = document_of(
        Cable("plain", None, None, header, (), ("x",), rollup=Level.SBU), "x.txt", sha256(b"x").hexdigest(), 1
    )
    assert document["file"] == "x.txt"
    assert document["bytes"] == "1"
    assert document["sha256"] == sha256(b"x").hexdigest()
    assert document["title"] == "Scenesetter"
    assert document["sent"] == "2008-08-14T18:42:00Z"
    assert document["marking"] == Fields.of({"banner": None, "rollup": "SBU", "eo": "E.O. 12958: N/A"})
