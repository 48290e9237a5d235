"""The same invented telegram in each distribution: whatever is put around it, its head says the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

import pytest

from cabletui.cable.model import Cable
from cabletui.cable.parse import parse

HEAD = """\
VZCZCXRO6156
OO RUEHDU RUEHJO
DE RUEHPH #0204/01 2581639
ZNY CCCCC ZZH
O P 151639Z SEP 09 ZDK
FM AMEMBASSY PORT HALCYON
TO RUEHC/SECSTATE WASHDC IMMEDIATE 3199
INFO RUEHSA/AMEMBASSY SAINT ORMOND PRIORITY 6511
RUEHJO/AMCONSUL NEW ITHACA 2178
RHMFISS/HQ USSOUTHCOM MIAMI FL"""

BODY = """\
C O N F I D E N T I A L SECTION 01 OF 02 PORT HALCYON 000204\x20

SIPDIS\x20

NOFORN\x20

STATE FOR AF/S\x20

E.O. 12958: DECL: 09/15/2019\x20
TAGS: PREL, PGOV, ECON, SF\x20
SUBJECT: (C) PORT REFORM IN THE CAPE: WHO PAYS FOR THE US-\x20
LATIN TERMINAL\x20

REF: A. SAINT ORMOND 1201\x20
     B. 08 PORT HALCYON 88 AND PREVIOUS (NOTAL)\x20

Classified By: DCM Jane Doe. Reasons 1.4 (b) and (d).\x20

1. (C) Summary: The harbor board met on Tuesday and agreed\x20
that nobody pays.  End summary.\x20

PORT HALCY 00000204  002 OF 002\x20

2. (C) The ferry minister was glad.\x20
MARLOW"""

TITLE = "PORT REFORM IN THE CAPE: WHO PAYS FOR THE US-LATIN TERMINAL"


def raw(head: str, body: str) -> str:
    return f"{head}\n\n{body}\n"


def scoop(head: str, body: str) -> str:
    above = "Cablegate: Port Reform in the Cape: Who Pays for the US-\n\nPublished: Tue 15 Sep 2009 04:39 PM"
    return f"{above}\n{head}\n\n{body}\n\nView as: DESKTOP | MOBILE © Scoop Media"


def page(head: str, body: str, blocks: int = 2) -> str:
    columns = "".join(f"<th>{name}</th>" for name in ("Reference ID", "Created", "Classification", "Origin"))
    said = ("09PORTHALCYON204", "2009-09-15 16:39", "CONFIDENTIAL//NOFORN", "Embassy Port Halcyon")
    values = "".join(f"<td><a href='/x'>{value}</a></td>" for value in said)
    between = "</pre></code>\n<code><pre>" if blocks == 2 else "&#x000A;&#x000A;"
    return (
        f"<html><body><h3>Viewing cable 09PORTHALCYON204, {TITLE}</h3>\n<p>Help us extend these pages.</p>\n"
        f"<table class='cable'><tr>{columns}</tr><tr>{values}</tr></table>\n"
        f"<code><pre>{_marked_up(head)}{between}{_marked_up(body)}</pre></code></body></html>"
    )


def _marked_up(text: str) -> str:
    """TAGS as links, an anchor before whatever number or letter a line begins with, line ends as references."""
    text = re.sub(r"(?<=TAGS: ).*", lambda tags: re.sub(r"\w+", r"<a href='/tag'>\g<0></a>", tags[0]), escape(text))
    return re.sub(r"(?m)^( *)(\d+|[A-Z])\.", r"\1<a id='par\2' href='#par\2'>¶</a>\2.", text).replace("\n", "&#x000A;")


def page_of_one_block(head: str, body: str) -> str:
    return page(head, body, blocks=1)


def five_lines(head: str, body: str) -> str:
    said = f"09PORTHALCYON204\n{TITLE}\nTue Sep 15 00:00:00 +0200 2009\nCONFIDENTIAL//NOFORN\nEmbassy Port Halcyon"
    anchored = re.sub(r"(?m)^( *)(\d+|[A-Z])\.", r"\1¶\2.", body)
    return f"{said}\n{head}{anchored}\n"  # glued, as the archive does


def row(head: str, body: str) -> str:
    said = ("204", "9/15/2009 16:39", "09PORTHALCYON204", "Embassy Port Halcyon", "CONFIDENTIAL//NOFORN", "08X1|09Y2")
    columns = (re.sub(r"[\"'\\]", r"\\\g<0>", column) for column in (*said, head, body))
    return ",".join(f'"{column}"' for column in columns) + "\n"


def archive(head: str, body: str) -> str:
    keys = f"Automatic Decaptioning: X\nCapture Date: 01 JAN 1994\nDocument Number: 2009PORTHA00204\nSubject: {TITLE}"
    return f"Message Text\n\n{head}\n\n{body}\n\nMessage Attributes\n\n{keys}\nTAGS: PREL, PGOV\nType: TE\n"


def release(head: str, body: str) -> str:
    stamp = "UNCLASSIFIED U.S. Department of State Case No. F-2016-07743 Doc No. C17980027 Date: 07/31/2017"
    return f"{stamp}\n\nRELEASE IN PART B1,1.4(D)\n{head}\n{stamp}\n{stamp}\n{body}\n{stamp}\n"


def backslashes(head: str, body: str) -> str:
    return raw(head, body).replace("\n", "\\\n")


DISTRIBUTIONS = {
    "scoop": scoop,
    "wikileaks-html": page,
    "wikileaks-html of one block": page_of_one_block,
    "alx": five_lines,
    "cables-csv": row,
    "nara": archive,
    "foia": release,
    "a backslash at each line's end": backslashes,
}

WITHOUT_ADDRESSEES = "R 151639Z SEP 09\nFM\nTO"
PARTS = "This record is a partial extract of the original cable. The full text of the original cable is not available."


def changed(*changes: tuple[str, str]) -> str:
    body = BODY
    for before, after in changes:
        assert before in body
        body = body.replace(before, after)
    return body


TELEGRAMS = {
    "as it was sent": (HEAD, BODY),
    "tags go on below, the subject stands below its label": (
        HEAD,
        changed(("ECON, SF", "\nOVIP (DOE, JANE), SF"), ("SUBJECT: ", "SUBJECT:\n\n")),
    ),
    "quotes, signs of markup": (HEAD, changed(("THE CAPE", '"THE CAPE\'S" & <ITS> TOWNS'))),
    "labels doubled, what is no cable": (
        HEAD,
        changed(("REF: A. ", "REF: A. A) "), (" (NOTAL)", "\n     C. DOE-ROE EMAIL 05/11/07")),
    ),
    "the reference glued to the subject": (HEAD, changed(("TERMINAL \n\nREF", "TERMINALREF"))),
    "a heading with its rules, classified in paragraph 1": (
        HEAD,
        changed(
            ("2. (C)", "3. (C)"),
            ("1. (C)", "2. (C)"),
            ("Classified By: ", "-------\nSUMMARY\n-------\n\n1. (U) Classified by "),
        ),
    ),
    "no paragraph has a number": (HEAD, changed(("1. (C) ", ""), ("2. (C) ", ""))),
    "nothing is left of the addressees": (WITHOUT_ADDRESSEES, BODY),
    "a date is all that is left above": (f"{PARTS}\nR 151639Z SEP 09", BODY),
}


@pytest.mark.parametrize("wrapped", DISTRIBUTIONS.values(), ids=DISTRIBUTIONS)
@pytest.mark.parametrize(("head", "body"), TELEGRAMS.values(), ids=TELEGRAMS)
def test_one_telegram_is_read_alike(wrapped: Callable[[str, str], str], head: str, body: str) -> None:
    assert read(parse(wrapped(head, body))) == read(parse(raw(head, body)))


def read(cable: Cable) -> tuple[object, ...]:
    """What a reader takes from a telegram: its head but for what the wrapper calls it, and its paragraphs."""
    marking = cable.header.subject_marking
    header = cable.header._replace(title=None, subject_marking=marking and marking._replace(line=0, column=0))
    paragraphs = [(each.number, each.marking and each.marking.label, each.text.plain) for each in cable.paragraphs]
    return (*header, paragraphs, cable.banner, [problem.code for problem in cable.problems])


def test_the_telegram_is_read_whole() -> None:
    cable = parse(raw(*TELEGRAMS["as it was sent"]))
    head = cable.header
    assert (cable.id, cable.problems) == ("09PORTHALCYON204", ())
    assert (head.precedence, head.dtg, head.sender) == (("O", "P"), "151639Z SEP 09", "AMEMBASSY PORT HALCYON")
    assert [each.name for each in head.info] == [
        "AMEMBASSY SAINT ORMOND",
        "AMCONSUL NEW ITHACA",
        "HQ USSOUTHCOM MIAMI FL",
    ]
    assert (head.classification, head.captions, head.tags[-1]) == ("CONFIDENTIAL", ("SIPDIS", "NOFORN"), "SF")
    assert (head.subject, head.reasons, head.signer) == (TITLE, ("1.4 (b)", "1.4 (d)"), "MARLOW")
