"""Pages of cablegate.wikileaks.org. All cables here are invented."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.formats import wikileaks_html
from cabletui.cable.model import Role
from cabletui.cable.parse import parse

PAGE = """\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Cable Viewer</title><script>var x = "1. (S) No text.";</script>
</head><body>
<h3>Viewing cable 09PORTHALCYON204, FERRIES &amp; FARES</h3>
<p>If you are new to these pages, please read an introduction.</p>
<table class='cable'>
<tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>
<tr><td><a href='/cable/2009/09/09PORTHALCYON204.html'>09PORTHALCYON204</a></td><td><a>2009-09-15 16:39</a></td>
<td>2011-08-30 01:44</td><td><a>UNCLASSIFIED</a></td><td><a>Embassy Port Halcyon</a></td></tr></table>
<p>Appears in these articles: <a href="http://example.org">http://example.org</a></p>
<code><pre>VZCZCXRO0204&#x000A;PP RUEHC&#x000A;DE RUEHPH #0204/01 2581639&#x000A;P 151639Z SEP 09\
&#x000A;FM AMEMBASSY PORT \
HALCYON&#x000A;TO RUEHC/SECSTATE WASHDC PRIORITY 3199&#x000A;</pre></code>
<code><pre>UNCLAS PORT HALCYON 000204 &#x000A; &#x000A;SIPDIS &#x000A; &#x000A;E.O. 12958: N/A &#x000A;TAGS: \
<a href='/tag/PGOV_0.html'>PGOV</a> <a href='/tag/ETRD_0.html'>ETRD</a> &#x000A;SUBJECT: FERRIES &amp; FARES &#x000A; \
&#x000A;<a id='par1' href='#par1'>¶</a>1. (U) The fare is &lt;5 crowns&gt;, as in &#x000A;\
<a id='par2007' href='#par2007'>¶</a>2007.  &#x000A; &#x000A;\
<a id='par2' href='#par2'>¶</a>2. (SBU) Text. &#x000A;ORRIN &#x000A;</pre></code>
<div>Courage is contagious</div></body></html>
"""


def test_a_page_is_its_text() -> None:
    cable = parse(PAGE)
    assert (cable.format, cable.id, cable.id_basis) == ("wikileaks-html", "09PORTHALCYON204", "given")
    header = cable.header
    assert (header.subject, header.tags, header.signer) == ("FERRIES & FARES", ("PGOV", "ETRD"), "ORRIN")
    assert header.date == datetime(2009, 9, 15, 16, 39, tzinfo=timezone.utc)
    assert header.to[0].name == "SECSTATE WASHDC"
    assert [(p.number, p.marking and p.marking.text, p.text.plain) for p in cable.paragraphs] == [
        ("1", "(U)", "The fare is <5 crowns>, as in 2007."),
        ("2", "(SBU)", "Text."),
    ]
    assert [problem.code for problem in cable.problems] == ["marking-above-banner"]


def test_what_is_around_the_telegram_is_wrapper() -> None:
    cable = parse(PAGE)
    wrapped = [cable.lines[n - 1] for run in cable.roles if run.role is Role.WRAPPER for n in range(run[1], run[2] + 1)]
    assert "Reference ID  09PORTHALCYON204" in wrapped
    assert "Courage is contagious" in wrapped
    assert not any("No text" in line for line in cable.lines)


def test_a_page_cut_off_is_read_as_far_as_it_goes() -> None:
    cable = parse(PAGE[: PAGE.index("(SBU) Text")])
    assert [p.number for p in cable.paragraphs] == ["1", "2"]


def test_one_block_holds_head_and_text() -> None:
    cable = parse(PAGE.replace("</pre></code>\n<code><pre>", "&#x000A;"))
    assert [p.number for p in cable.paragraphs] == ["1", "2"]
    assert cable.header.classification == "UNCLASSIFIED"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("UNCLAS PORT HALCYON 000204", "UNCLAS NEW ITHACA 000204", "id-mismatch"),
        ("09PORTHALCYON204", "09PORTHALCYON205", "id-mismatch"),
        ("UNCLAS PORT HALCYON 000204", "S E C R E T PORT HALCYON 000204", "classification-mismatch"),
        ("2009-09-15 16:39", "2009-09-17 16:39", "date-mismatch"),
    ],
)
def test_what_the_page_says_otherwise_than_the_text(old: str, new: str, code: str) -> None:
    assert code in [problem.code for problem in parse(PAGE.replace(old, new)).problems]


@pytest.mark.parametrize("new", ["PORT HALCIYON 000204", "PTHALCYON 000204", "PORT HAL 000204"])
def test_a_post_cut_or_misspelt_is_the_same(new: str) -> None:
    cable = parse(PAGE.replace("UNCLAS PORT HALCYON 000204", f"UNCLAS {new}"))
    assert "id-mismatch" not in [problem.code for problem in cable.problems]


def test_another_page_is_plain_text() -> None:
    assert parse("<html><body><h3>Viewing cables</h3><pre>1. Text</pre></body></html>").format == "plain"


@pytest.mark.parametrize("unit", ["<", "<!--", "<a", "<pre>", "&#", "<table><tr>", "&amp", "</pre", "<!", "¶<a>"])
def test_hostile_markup_is_text_or_nothing(unit: str) -> None:
    assert parse(PAGE.replace("SUBJECT:", unit * 20_000 + "SUBJECT:")).format == "wikileaks-html"


@given(st.text(), st.text(st.sampled_from("<>/pre&#;¶ 1.\n\"'a!-")))
def test_any_page_has_a_telegram_at_most(one: str, other: str) -> None:
    assert len(list(wikileaks_html.documents(PAGE[:700] + one + other + PAGE[900:]))) <= 1
