"""Telegrams of 1973 to 1979 as the National Archives, and those who took them over, give them out."""

from __future__ import annotations

import os
from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabletui.cable.formats import unwrap
from cabletui.cable.formats.nara import unwrap as unwrap_nara
from cabletui.cable.formats.wrapping import Wrapping
from cabletui.cable.model import Role
from cabletui.cable.parse import parse

KEY_BLOCK = """\
-----BEGIN PGP PUBLIC KEY BLOCK-----
Version: GnuPG v1.4.12 (GNU/Linux)

mQENBFHEMFwBCADP0aBcD
-----END PGP PUBLIC KEY BLOCK-----
"""
REVIEWED = "Sheryl P. Walter Declassified/Released US Department of State EO Systematic Review 20 Mar 2014"
TELEGRAM = f"""\

{REVIEWED}



{REVIEWED}
CONFIDENTIAL

PAGE 01        PORTHA  00584  01 OF 02  121545Z
ACTION EUR-12

INFO  OCT-01  ISO-00  SS-15  /043 W
                     ------------------    005511  121600Z /44
O R 121530Z JAN 75
FM AMEMBASSY PORT HALCYON
TO SECSTATE WASHDC IMMEDIATE 4411
C O N F I D E N T I A L PORT HALCYON 0584

E.O. 11652: GDS
TAGS: PFOR, XX
SUBJECT: PORT REFORM

1. SUMMARY: THE HARBOR MASTER TOLD US THAT THE FERRY WILL
GO BEFORE THE END OF THE
CONFIDENTIAL

CONFIDENTIAL

PAGE 02        PORTHA  00584  01 OF 02  121545Z

MONTH. END SUMMARY.

2. HE WAS SURE OF IT AND
{REVIEWED}
{REVIEWED}
SAID SO.
MARLOW


CONFIDENTIAL

NNNN

*** Current Handling Restrictions *** n/a
*** Current Classification *** CONFIDENTIAL
"""
KEYS = f"""\
Automatic Decaptioning: X
Capture Date: 01 JAN 1994
Channel Indicators: n/a
Current Classification: UNCLASSIFIED
Concepts: PORTS
Draft Date: 12 JAN 1975
Document Number: 1975PORTHA00584
From: PORT HALCYON
Locator: TEXT ON-LINE
Original Classification: CONFIDENTIAL
Subject: PORT REFORM
AND WHAT: NOBODY SAID
   OF IT
TAGS: PFOR, XX
Type: TE
Markings: {REVIEWED}
"""
WHOLE = f"{KEY_BLOCK}\nMessage Text\n\n{TELEGRAM}\nMessage Attributes\n\n{KEYS}"


def wrapping(text: str) -> Wrapping:
    return unwrap(text.split("\n"))


def telegram(text: str) -> list[str]:
    """The lines that are not the wrapper's, without blank ones."""
    lines = text.split("\n")
    first, last = unwrap(lines).telegram
    return [line for line in lines[first - 1 : last] if line.strip()]


def test_attributes_tell_of_the_telegram() -> None:
    found = wrapping(WHOLE)
    assert (found.format, found.id, found.title) == ("nara", "75PORTHA584", "PORT REFORM AND WHAT: NOBODY SAID OF IT")
    assert found.classification == "CONFIDENTIAL"  # all of them are UNCLASSIFIED now
    assert wrapping(WHOLE.replace("Original", "Later")).classification is None


def test_values_end_where_the_archive_stamps() -> None:
    assert wrapping(WHOLE.replace("AND WHAT", f"{REVIEWED}\nAND WHAT")).title == "PORT REFORM"


@pytest.mark.parametrize("nothing", ["n/a", "N/A", "NA", ""])
def test_values_that_say_nothing(nothing: str) -> None:
    text = WHOLE.replace("PORT REFORM\nAND WHAT: NOBODY SAID\n   OF IT", nothing)
    assert wrapping(text).title is None


def test_words_above_the_attributes_in_the_text() -> None:
    cable = parse(WHOLE.replace("SAID SO.", "SAID SO.\nMessage Attributes\nARE THEY."))
    assert cable.paragraphs[-1].text.plain.endswith("SAID SO. Message Attributes ARE THEY.")


def test_words_above_the_text_below_the_attributes() -> None:
    assert wrapping(f"Message Attributes\n{KEYS}\nMessage Text\n{TELEGRAM}").telegram == (1, 0)


def test_whole_telegram() -> None:
    cable = parse(WHOLE)
    assert (cable.id, cable.id_basis) == ("75PORTHALCYON584", "given")  # the text completes the post
    assert (cable.header.classification, cable.header.signer) == ("CONFIDENTIAL", "MARLOW")
    assert [paragraph.text.plain for paragraph in cable.paragraphs] == [
        "SUMMARY: THE HARBOR MASTER TOLD US THAT THE FERRY WILL GO BEFORE THE END OF THE MONTH. END SUMMARY.",
        "HE WAS SURE OF IT AND SAID SO.",
    ]
    assert cable.problems == ()
    roles = {cable.lines[number - 1]: run.role for run in cable.roles for number in range(run.first, run.last + 1)}
    assert roles["*** Current Handling Restrictions *** n/a"] is Role.TRAILER
    assert roles["NNNN"] is Role.TRAILER
    assert roles[REVIEWED] is Role.STAMP
    assert roles["Markings: " + REVIEWED] is Role.WRAPPER
    assert roles["mQENBFHEMFwBCADP0aBcD"] is Role.WRAPPER


@pytest.mark.parametrize(
    "text",
    [
        f"{KEY_BLOCK}\n{TELEGRAM}\nMessage Attributes\n\n{KEYS}",
        f"{KEY_BLOCK}\nMessage Text\n{TELEGRAM}\n{KEYS}",
        f"Message Text\n{TELEGRAM}",
        f"{KEY_BLOCK}\n{TELEGRAM}",
        f"{TELEGRAM}\nMessage Attributes\n{KEYS}",
    ],
)
def test_copies_that_lost_some_of_the_wrapping(text: str) -> None:
    assert wrapping(text).format == "nara"
    assert telegram(text) == [line for line in TELEGRAM.split("\n") if line.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "Message Text\n\nA letter that nobody sent.",
        f"{KEY_BLOCK}\nA letter that nobody sent.",
        f"Current Classification: SECRET\n{TELEGRAM}",
        "A letter.\n\nMessage Text",
        TELEGRAM,
    ],
)
def test_other_texts(text: str) -> None:
    assert unwrap_nara(text.split("\n")) is None


@pytest.mark.parametrize(
    ("draft", "number", "published"),
    [
        ("12 JAN 1975", "1975PORTHA00584", (1975, 1, 12)),
        ("31 DEC 1974", "1975PORTHA00001", (1974, 12, 31)),
        ("12-Jan-1975 12:00:00 am", "1975PORTHA00584", (1975, 1, 12)),
        ("01 JAN 1960", "1975PORTHA00584", None),  # a default
        ("01 JAN 1994", "1975PORTHA00584", None),
        ("31 FEB 1975", "1975PORTHA00584", None),
        ("n/a", "1975PORTHA00584", None),
        ("12 JAN 1975", "n/a", None),
    ],
)
def test_day_of_drafting_stands_for_a_lost_date(
    draft: str, number: str, published: tuple[int, int, int] | None
) -> None:
    text = WHOLE.replace("12 JAN 1975", draft).replace("1975PORTHA00584", number)
    assert wrapping(text).published is None  # the telegram has its own
    expected = datetime(*published, tzinfo=timezone.utc) if published else None
    assert wrapping(text.replace("O R 121530Z JAN 75\n", "")).published == expected


def test_archive_without_a_text() -> None:
    error = "ERROR READING TEXT INDEX FILE; TELEGRAM TEXT FOR THIS MRN IS UNAVAILABLE"
    for text in (f"Message Text\n\n{error}\n\nMessage Attributes\n\n{KEYS}", f"Message Attributes\n\n{KEYS}"):
        cable = parse(text)
        assert (cable.format, cable.id, cable.paragraphs) == ("nara", "75PORTHA584", ())
        assert [(problem.code, problem.message) for problem in cable.problems] == [
            ("text-missing", "the archive has no text of this telegram")
        ]
        assert {run.role for run in cable.roles} == {Role.WRAPPER}


@pytest.mark.parametrize("reviewer", ["Sheryl P. Walter ", "Margaret P. Grafeld ", ""])
@pytest.mark.parametrize("day", [" 20 Mar 2014", " 04 MAY 2006", ""])
def test_stamps_in_re_flowed_lines(reviewer: str, day: str) -> None:
    stamp = f"{reviewer}Declassified/Released US Department of State EO Systematic Review{day}"
    text = f"1. THE HARBOR {stamp} {stamp} IS OPEN.\n\n2. {stamp} NOBODY AGREES.\n\n{stamp} 3. AND SO ON."
    cable = parse(f"Message Text\n\nFM AMEMBASSY PORT HALCYON\nTO SECSTATE WASHDC\n\n{text}")
    assert [paragraph.text.plain for paragraph in cable.paragraphs] == [
        "THE HARBOR IS OPEN.",
        "NOBODY AGREES.",
        "AND SO ON.",
    ]
    place = cable.paragraphs[2].text.place(0)
    assert cable.lines[place.line - 1][place.column - 1 :] == "AND SO ON."


@given(
    st.lists(
        st.sampled_from(
            [
                *WHOLE.split("\n"),
                "Message Text",
                "Message Attributes",
                "Document Number: 1975",
                "Draft Date: 99 XXX 0000",
            ]
        ),
        max_size=30,
    )
)
def test_any_disorder(lines: list[str]) -> None:
    cable = parse("\n".join(lines))
    assert sum(run.last - run.first + 1 for run in cable.roles) == len(cable.lines)
    if found := unwrap_nara(lines or [""]):
        assert 1 <= found.telegram.first <= found.telegram.last + 1 <= len(lines) + 1


@pytest.mark.skipif("CABLETUI_CORPUS" not in os.environ, reason="needs the folder that CABLETUI_CORPUS names")
def test_nothing_else_is_the_archives() -> None:
    from conftest import corpus_files

    for path in corpus_files():
        assert unwrap_nara(path.read_text(encoding="utf-8", errors="replace").split("\n")) is None, path
