"""Pages of cablegate.wikileaks.org, whole, later ones and torn ones. All cables here are invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable.test_linear import lines_run
from cabletui.cable.formats import documents, wikileaks_html
from cabletui.cable.formats.wrapping import Document
from cabletui.cable.model import Role
from cabletui.cable.parse import parse

ABOVE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Cable Viewer</title>
<script type="text/javascript">//<![CDATA[
if (a<b) document.write("<pre>1. (S) script</pre>");
//]]></script><style>pre { color: red }</style></head><body>
<div class="main"><ul><li><a href='/'>Home</a></li><li>Origins</li></ul><!-- <pre>1. (S) comment</pre> -->
<h3>Viewing cable 09SAINTORMOND15, FERRIES &amp; FARES</h3>
<p>If you are new to these pages, please read an <a href='/intro'>introduction</a>.</p>
<table class='cable'>
<tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>
<tr>
<td>
<a href='/cable/2009/09/09SAINTORMOND15.html'>09SAINTORMOND15</a>
</td>
<td><a href='/date/2009-09_0.html'>2009-09-15 16:39</a></td>
<td><a href='/reldate'>2010-12-16 21:09</a></td>
<td><a href='/classification'>UNCLASSIFIED//FOR OFFICIAL USE ONLY</a></td>
<td><a href='/origin'>Consulate Saint Ormond</a></td>
</tr>
</table>
"""
HEAD = (
    "VZCZCXRO6156&#x000A;RR RUEHC&#x000A;DE RUEHSO #0015/01 2581639&#x000A;ZNR UUUUU ZZH&#x000A;"
    "R 151639Z SEP 09&#x000A;FM AMCONSUL SAINT ORMOND&#x000A;TO RUEHC/SECSTATE WASHDC 3199"
)
TEXT = (
    "UNCLAS SECTION 01 OF 02 SAINT ORMOND 000015 &#x000A; &#x000A;SENSITIVE &#x000A; &#x000A;E.O. 12958: N/A &#x000A;"
    "TAGS: <a href='/tag/PREL_0.html'>PREL</a> <a href='/tag/ECON_0.html'>ECON</a> &#x000A;"
    "SUBJECT: FERRIES &amp; FARES &#x000A; &#x000A;"
    "REF: A. NEW ITHACA 7 &#x000A;<a id='parB' href='#parB'>¶</a>B. PORT HALCYON 201 &#x000A; &#x000A;"
    "<a id='par1' href='#par1'>¶</a>1. (SBU) The fare rose in &#x000A;"
    "<a id='par2007' href='#par2007'>¶</a>2007. AT&amp;T, AT&T and <ana@example.org> paid it. &#x000A; &#x000A;"
    "<a id='par2' href='#par2'>¶</a>2. (U) The ferry waits. &#x000A;OSEI "
)
TWO_BLOCKS = (
    f"{ABOVE}<code><pre>{HEAD}</pre></code>\n<code><pre>{TEXT}</pre></code></div>"
    "<p>Mirror this page.</p></body></html>\n"
)
ONE_BLOCK = (
    f"{ABOVE}<p>Appears in these articles:<br/><a>The Ferry Post</a></p>\n"
    f"<code><pre>\n{HEAD}\n\n{TEXT}</pre></code></body></html>".replace("&#x000A;", "\n")
)
TORN = TWO_BLOCKS[: TWO_BLOCKS.index("OSEI")]
READ = [("1", "The fare rose in 2007. AT&T, AT&T and <ana@example.org> paid it."), ("2", "The ferry waits.")]


def read(text: str) -> Document:
    (document,) = wikileaks_html.documents(text)
    return document


@pytest.mark.parametrize("page", [TWO_BLOCKS, ONE_BLOCK, TORN], ids=["two blocks", "one block", "torn"])
def test_a_page_is_a_cable(page: str) -> None:
    cable = parse(page)
    assert (cable.format, cable.id, cable.id_basis) == ("wikileaks-html", "09SAINTORMOND15", "given")
    assert [(p.number, p.text.plain) for p in cable.paragraphs] == READ
    header = cable.header
    assert (header.title, header.subject, header.tags) == ("FERRIES & FARES", "FERRIES & FARES", ("PREL", "ECON"))
    assert [reference.id for reference in header.references] == ["09NEWITHACA7", "09PORTHALCYON201"]
    assert (header.classification, header.to[0].serial) == ("UNCLASSIFIED", "3199")
    assert cable.problems == ()


def test_what_the_page_says_of_the_telegram() -> None:
    wrapping = read(TWO_BLOCKS).wrapping
    assert wrapping.published == datetime(2009, 9, 15, 16, 39, tzinfo=timezone.utc)
    assert (wrapping.title, wrapping.classification, wrapping.origin) == (
        "FERRIES & FARES",
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        "Consulate Saint Ormond",
    )


def test_the_window_s_title_stands_for_no_subject() -> None:
    named = TWO_BLOCKS.replace("<body", "<title>Viewing cable 09SAINTORMOND15</title><body", 1)
    assert parse(named).header.title == parse(TWO_BLOCKS).header.title is not None


def test_lines_are_those_that_a_reader_of_the_page_sees() -> None:
    lines, wrapping = read(TWO_BLOCKS)
    first, last = wrapping.telegram
    assert list(lines[: first - 1]) == [
        "Cable Viewer",
        "Home",
        "Origins",
        "Viewing cable 09SAINTORMOND15, FERRIES & FARES",
        "If you are new to these pages, please read an introduction.",
        "Reference ID  09SAINTORMOND15",
        "Created  2009-09-15 16:39",
        "Released  2010-12-16 21:09",
        "Classification  UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        "Origin  Consulate Saint Ormond",
    ]
    assert list(lines[last:]) == ["Mirror this page."]
    telegram = lines[first - 1 : last]
    assert telegram[6:9] == ["TO RUEHC/SECSTATE WASHDC 3199", "", "UNCLAS SECTION 01 OF 02 SAINT ORMOND 000015 "]
    assert "B. PORT HALCYON 201 " in telegram
    assert "2007. AT&T, AT&T and <ana@example.org> paid it. " in telegram


def test_articles_are_no_part_of_the_telegram() -> None:
    cable = parse(ONE_BLOCK)
    roles = {line: run.role for run in cable.roles for line in cable.lines[run.first - 1 : run.last]}
    assert roles["Appears in these articles:"] is roles["The Ferry Post"] is Role.WRAPPER
    assert roles["VZCZCXRO6156"] is Role.HEADER


def test_what_stands_between_head_and_text_is_the_page_s_own() -> None:
    page = TWO_BLOCKS.replace("</code>\n<code>", "</code><p>Help with reading.</p><code>")
    assert [(p.number, p.text.plain) for p in parse(page).paragraphs] == READ
    lines, wrapping = read(page)
    assert lines[wrapping.telegram.first - 2] == "Help with reading."


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: page.replace("</pre>", ""),
        lambda page: page.replace("</table>", "").replace("</tr>", "").replace("</td>", ""),
        lambda page: page.replace("<", " <").replace("<code>", "").replace("</code>", ""),
        lambda page: page.replace("<pre>", "<PRE class='a'\n>").replace("</pre>", "</PRE >"),
        lambda page: page.replace("<h3>", "<table><tr><td><h3>"),
        lambda page: page.replace("<body>", "<body><!-- never closed"),
        lambda page: page.replace("'#par1'>¶", "'#par1'>&#182;\u200b").replace("'#par2'>¶", "'#par2'>&para;"),
    ],
)
def test_pages_in_disorder(spoil: Callable[[str], str]) -> None:
    cable = parse(spoil(TWO_BLOCKS))
    assert (cable.format, cable.id) == ("wikileaks-html", "09SAINTORMOND15")
    assert [p.number for p in cable.paragraphs][:2] == ["1", "2"]


def test_a_page_torn_above_the_telegram_has_none() -> None:
    cable = parse(ABOVE)
    assert (cable.format, cable.id, cable.paragraphs) == ("wikileaks-html", "09SAINTORMOND15", ())


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><h1>Viewing cable cars from Port Halcyon</h1><pre>1. (U) Text.</pre></body></html>",
        "<html><body><h3>Viewing cable 09SAINTORMOND15, FERRIES</h3><p>An article on it.</p></body></html>",
        "<table><tr><th>Reference ID</th><th>Origin</th></tr><tr><td>A-15</td><td>Harbor</td></tr></table><pre>x</pre>",
        "A text that says Viewing cable 09SAINTORMOND15, and <pre> and </pre>.",
        "<TEI>Reference ID</TEI>",
        "<",
        "",
    ],
)
def test_other_texts_are_no_pages(text: str) -> None:
    assert list(wikileaks_html.documents(text)) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("UNCLAS SECTION 01 OF 02 SAINT ORMOND", "UNCLAS SECTION 01 OF 02 NEW ITHACA", "id-mismatch"),
        (">09SAINTORMOND15<", ">09SAINTORMOND16<", "id-mismatch"),
        ("UNCLAS SECTION", "S E C R E T SECTION", "classification-mismatch"),
        ("2009-09-15 16:39", "2009-09-16 16:39", "date-mismatch"),
    ],
)
def test_what_the_page_says_otherwise_than_the_text(old: str, new: str, code: str) -> None:
    assert code in [problem.code for problem in parse(TWO_BLOCKS.replace(old, new)).problems]


@pytest.mark.parametrize("post", ["SAINT ORMUND", "ST ORMOND", "SAINT ORMO", "SAINTORMOND"])
def test_a_post_cut_or_misspelt_is_the_same(post: str) -> None:
    assert parse(TWO_BLOCKS.replace("02 SAINT ORMOND", f"02 {post}")).problems == ()


# Any text, and texts that are meant to do harm ------------------------------------------------------------

_ODD = st.sampled_from(
    "< > <pre> </pre> <!-- --> <a &# &#9; &#xD800; &#99999999; &lt; <table> <tr> <td> </td> <h3> <script> </script> "
    "¶ <br/> <![CDATA[ ]]> </ <? \x00".split(" ")
)


@given(st.lists(st.one_of(_ODD, st.text(max_size=5)), max_size=30).map("".join))
def test_any_markup_is_read(text: str) -> None:
    for page in (text, f"<h3>Viewing cable 09SAINTORMOND15, X</h3><pre>{text}"):
        for document in documents(page):
            assert not any("\n" in line for line in document.lines)
    parse(f"<h3>Viewing cable 09SAINTORMOND15, X</h3><pre>{text}")


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_no_character_of_the_telegram_is_lost(text: str) -> None:
    escaped = f"a{text}z".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    lines, wrapping = read(f"<h3>Viewing cable 09SAINTORMOND15, X</h3><pre>{escaped}</pre>")
    expected = [line.rstrip("\r") for line in f"a{text}z".split("\n")]
    assert list(lines[wrapping.telegram.first - 1 :]) == expected


HOSTILE = (
    "<", "<!", "<a", "<!--", "<!-- -->", "&#", "&", "&#9", "<pre>", "<table><tr>", "<td>x", "</", "¶<a>", "<script>",
    "<pre>x</pre><p>y", "<![CDATA[", "-->", "<br>", "<h1>", "<tr><td>", "</pre>", "<style></style>", "x<y>",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_twice_the_markup_is_twice_the_work(unit: str) -> None:
    def read_page(text: str) -> object:
        return list(wikileaks_html.documents(f"<h3>Viewing cable 09SAINTORMOND15, X</h3><pre>x{text}"))

    read_page(unit)  # what is made once
    once, twice = (lines_run(read_page, unit * times) for times in (100, 200))
    assert twice <= 2.2 * once


class Scanned(str):
    """A text that counts the characters in which something is looked for."""

    looked_at = 0

    def find(self, *arguments: Any) -> int:
        found = super().find(*arguments)
        self.looked_at += (len(self) if found < 0 else found) - arguments[1]
        return found


@pytest.mark.parametrize("unit", ["<!--", "<!-- -->", "<!-- <!-- -->", "<!----"])
def test_ends_of_comments_are_looked_for_once(unit: str) -> None:
    text = Scanned(unit * 500)
    for _ in wikileaks_html._pieces(text):
        pass
    assert text.looked_at <= len(text)


def test_ten_megabytes_of_nothing_are_read() -> None:
    lines, _ = read("<h3>Viewing cable 09SAINTORMOND15, X</h3><pre>" + "<" * 10_000_000)
    assert len(lines[-1]) == 10_000_000
