"""What a reader must find in the four samples, and what holds of any text whatever."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from cable.strategies import texts
from cabletui.cable.acronyms import find_acronyms
from cabletui.cable.figures import find_figures
from cabletui.cable.head_lines import text_begins
from cabletui.cable.lineshapes import without_page_lines
from cabletui.cable.model import Block, BlockKind, Cable, Level, PageBreak, Paragraph, Place, Role
from cabletui.cable.parse import parse
from cabletui.cable.reflowed import without_asides
from conftest import SAMPLES, corpus_files


@cache
def sample(name: str) -> Cable:
    return parse((SAMPLES / f"{name}.txt").read_text("utf-8"))


def roles_by_line(cable: Cable) -> list[Role]:
    return [run.role for run in cable.roles for _ in range(run.first, run.last + 1)]


def shape(cable: Cable) -> list[tuple[str | None, str]]:
    """Each heading and the keys under it."""
    return [(section.title, " ".join(p.key for p in section.paragraphs)) for section in cable.sections]


def markings(cable: Cable) -> str:
    return " ".join(f"{p.key}{p.marking.text if p.marking else ''}" for p in cable.paragraphs)


def in_role(cable: Cable, role: str) -> str:
    return " ".join(p.key for p in cable.paragraphs if p.role.value == role)


def items(paragraph: Paragraph) -> list[tuple[str, str | None, tuple[int, int]]]:
    return [(item.marker, item.title, (item.lines.first, item.lines.last)) for item in paragraph.items]


def numbered(cable: Cable, number: str) -> Paragraph:
    return next(p for p in cable.paragraphs if p.number == number)


# The damaged copy ---------------------------------------------------------------------------------------------

MEXICO = "08MEXICO2498"


def test_damaged_copy_has_its_ten_paragraphs_under_their_headings() -> None:
    cable = sample(MEXICO)
    assert shape(cable) == [
        (None, "1"),
        ("Strengthening Law Enforcement", "2 3 4"),
        ("Stakes Rising for Security Officials", "5"),
        ("Combating Corruption", "6"),
        ("Justice Reform", "7"),
        ("Political Landscape", "8"),
        ("U.S.- Mexico Relations", "9"),
        ("Key Issues", "10"),
    ]
    assert markings(cable) == " ".join(f"{number}(SBU)" for number in range(1, 11))
    assert {paragraph.level for paragraph in cable.paragraphs} == {Level.SBU}
    assert in_role(cable, "body") == "1 2 3 4 5 6 7 8 9 10"


def test_damaged_copy_says_which_cable_it_is() -> None:
    cable = sample(MEXICO)
    assert (cable.format, cable.id, cable.id_basis) == ("scoop", MEXICO, "derived")
    assert cable.header.subject == "Scenesetter for Senator Specter's Visit to Mexico AUGUST 17-19"
    assert (cable.banner, cable.rollup, cable.header.signer) == (None, Level.SBU, None)
    assert cable.header.sections == 3


def test_damaged_copy_has_the_items_of_its_last_paragraph() -> None:
    assert items(numbered(sample(MEXICO), "10")) == [
        ("--", "Border Security", (115, 143)),
        ("--", "Drugs", (144, 158)),
        ("--", "Arms Trafficking", (159, 192)),
        ("--", "Immigration", (193, 215)),
    ]


def test_damaged_copy_keeps_the_paragraphs_inside_its_items_apart() -> None:
    blocks = numbered(sample(MEXICO), "10").blocks
    assert [block.lines.first for block in blocks] == [114, 115, 121, 127, 133, 144, 159, 167, 179, 188, 193]
    assert [block.depth for block in blocks] == [0] + [1] * 10


def test_page_lines_are_no_text_and_part_no_sentence() -> None:
    cable = sample(MEXICO)
    assert cable.page_breaks == (PageBreak(81, "2", "3"), PageBreak(153, "3", "3"))
    assert "the international financial system. While taking aggressive" in numbered(cable, "10").text.plain
    assert not any("00002498" in paragraph.text.plain for paragraph in cable.paragraphs)


def test_lines_of_the_damaged_copy_are_what_they_are() -> None:
    cable = sample(MEXICO)
    kinds = [
        (Role.WRAPPER, [1, 2, 3, 218]),
        (Role.HEADER, [4, 5, 6, 7]),
        (Role.HEADING, [22, 53, 59, 82, 93, 105, 113]),
        (Role.PAGE, [81, 153]),
        (Role.TRAILER, [216, 217]),
    ]
    roles = roles_by_line(cable)
    named = {line: role for role, lines in kinds for line in lines}
    assert roles == [named.get(line, Role.TEXT) for line in range(1, 219)]


@pytest.mark.parametrize(
    ("paragraph", "across"),
    [
        ("6", "officials dismissed nearly doubled"),
        ("6", "U.S. cooperation through the Merida Initiative"),
        ("10", "Consulate Offices in Mexico. It is"),
        ("10", "publicly said that the solution to"),
        ("10", "in all 32 Mexican States."),
    ],
)
def test_ragged_lines_stay_in_their_sentence(paragraph: str, across: str) -> None:
    assert across in numbered(sample(MEXICO), paragraph).text.plain


def test_damaged_copy_has_these_figures() -> None:
    found = [figure.text for p in sample(MEXICO).paragraphs for figure in find_figures(p.text.plain)]
    assert " / ".join(found) == (
        "ten / a billion dollar / 83 / 2007 / 55 / over 2000 / 2008 / more than 200 / 2007 / 400,000"
        " / FY 2007 / 1,073 / 28% / FY06 / FY07 / 99% / FY07 / 2006 / 2000-mile / As much as 80 percent"
        " / Approximately 95 percent / nine / ten days / 24 hours / 32"
    )


def test_figures_lead_back_to_their_lines() -> None:
    text = numbered(sample(MEXICO), "2").text
    figure = next(figure for figure in find_figures(text.plain) if figure.text == "a billion dollar")
    assert (text.place(figure.start), text.place(figure.end - 1)) == (Place(29, 51), Place(30, 6))


def test_damaged_copy_has_five_cuts_and_lacks_most_of_its_head() -> None:
    problems = sample(MEXICO).problems
    assert [problem.line for problem in problems if problem.code == "text-cut"] == [21, 73, 112, 215, 216]
    (head,) = [problem for problem in problems if problem.code != "text-cut"]
    assert (head.code, head.message) == (
        "header-missing",
        "not in this copy: classification line, FM, TO, TAGS, SUBJECT",
    )


def test_damaged_copy_explains_its_acronyms() -> None:
    assert [tuple(acronym) for acronym in find_acronyms(sample(MEXICO))] == [
        ("SFP", "Public Administration Secretariat", 63),
        ("SSP", "Public Security Secretariat", 69),
        ("CISEN", "Center for Research and National Security", 130),
    ]


# The whole telegram -------------------------------------------------------------------------------------------

HALCYON = "09PORTHALCYON204"


def test_whole_telegram_has_its_paragraphs_under_their_headings() -> None:
    cable = sample(HALCYON)
    assert shape(cable) == [
        ("SUMMARY", "1 2 3"),
        ("The Fish Came Back", "4 5 6"),
        ("A STRAIT WITH TWO NAMES", "7 8 9"),
        ("What the Minister Asked For", "10 11"),
        ("THE CONTACT IN THE STRAIT", "12 13 14"),
        ("How to Tell Them", "15 16 17 18 19"),
        ("COMMENT", "20"),
    ]
    contact = cable.sections[4]
    assert contact.marking is not None
    assert tuple(contact.marking) == ("(S)", Level.S, (), 152, 1)
    assert contact.lines == (151, 153)


def test_whole_telegram_has_these_markings() -> None:
    cable = sample(HALCYON)
    assert markings(cable) == (
        "1(C) 2(S/NF) 3(U) 4(U) 5(SBU) 6(SBU/NF) 7(C) 8(C/REL NATO) 9(SBU) 10(C) 11(U//FOUO) 12(S)"
        " 13(S//REL TO USA, FVEY) 14(TS//NF) 15(S/NF) 16(S) 17(S) 18(C) 19(SBU) 20(S/NF)"
    )
    assert (cable.banner, cable.rollup) == (Level.TS, Level.TS)


def test_summary_ends_where_it_says_so() -> None:
    cable = sample(HALCYON)
    assert in_role(cable, "summary") == "1 2"
    assert in_role(cable, "action") == "18"
    assert in_role(cable, "comment") == "20"


def test_whole_telegram_keeps_its_table_as_lines() -> None:
    text, table = numbered(sample(HALCYON), "5").blocks
    assert (text.kind, table.kind, table.lines) == (BlockKind.TEXT, BlockKind.TABLE, (77, 81))
    rows = numbered(sample(HALCYON), "5").text.plain[table.start : table.end].split("\n")
    assert [row.strip()[:14] for row in rows] == [
        "2006      2007",
        "Halcyon (tons)",
        "Orrin (tons)  ",
        "Boats at sea  ",
        "Crate (USD)   ",
    ]
    assert {len(row) for row in rows[1:]} == {len(rows[1])}


def test_whole_telegram_has_its_items() -> None:
    cable = sample(HALCYON)
    assert items(numbered(cable, "10")) == [
        ("--", "Survey", (133, 136)),
        ("--", "Hotline", (138, 140)),
        ("--", "Quiet", (142, 143)),
    ]
    concerns = numbered(cable, "15").items
    assert [(item.marker, item.title, item.marking and item.marking.text) for item in concerns] == [
        ("A.", "USG Concern", "(S/NF)"),
        ("B.", "Host Concern", "(C)"),
        ("C.", "Common Ground", "(U)"),
    ]


def test_whole_telegram_has_its_pages_and_its_signer_and_nothing_is_wrong() -> None:
    cable = sample(HALCYON)
    assert cable.page_breaks == (PageBreak(107, "2", "3"), PageBreak(177, "3", "3"))
    assert "by loudhailer to leave" in numbered(cable, "8").text.plain
    assert "of the group from up to 9 kilometers" in numbered(cable, "14").text.plain
    assert (cable.header.signer, cable.roles[-1]) == ("MARCHBANK", (Role.SIGNER, 250, 250))
    assert cable.problems == ()
    assert [acronym.acronym for acronym in find_acronyms(cable)] == ["GOHI", "JFC", "EEZ", "HBC", "OES"]


# The short one without numbers --------------------------------------------------------------------------------


def test_short_telegram_has_paragraphs_without_numbers() -> None:
    cable = sample("10SAINTORMOND15")
    assert shape(cable) == [(None, "u1 u2 u3")]
    assert [tuple(p.lines) for p in cable.paragraphs] == [(17, 21), (23, 28), (30, 30)]
    assert {p.level for p in cable.paragraphs} == {Level.U}
    assert markings(cable) == "u1 u2 u3"
    assert (cable.format, cable.id, cable.id_basis) == ("telegram", "10SAINTORMOND15", "derived")
    assert (cable.header.signer, cable.problems) == ("HARROW", ())


# The one of 1976 ----------------------------------------------------------------------------------------------

ITHACA = "1976NEWIT01187"


def test_archive_copy_has_its_paragraphs() -> None:
    cable = sample(ITHACA)
    assert shape(cable) == [(None, "1 2 3 4 5 6 7 8")]
    assert markings(cable) == "1 2 3 4 5 6 7 8"
    assert {paragraph.level for paragraph in cable.paragraphs} == {Level.C}
    assert (in_role(cable, "summary"), in_role(cable, "comment")) == ("1", "8")
    assert (cable.header.signer, cable.problems) == ("HOLLOWAY", ())


def test_archive_copy_is_given_its_id_in_full() -> None:
    cable = sample(ITHACA)
    assert (cable.format, cable.id, cable.id_basis) == ("nara", "76NEWITHACA1187", "given")


@pytest.mark.parametrize(
    ("paragraph", "across"),
    [
        ("5", "THE FLOUR, THE PRESSES AND"),
        ("6", "HE ASKED THAT WE SAY"),
        ("7", "CHILDREN TO SAY THANK YOU"),
        ("3", "ATTACHE ESTI-MATED THAT"),
    ],
)
def test_pages_and_stamps_of_the_archive_part_no_sentence(paragraph: str, across: str) -> None:
    assert across in numbered(sample(ITHACA), paragraph).text.plain


def test_archive_copy_is_wrapped_pages_and_stamps_told_apart() -> None:
    roles = roles_by_line(sample(ITHACA))
    assert [line for line, role in enumerate(roles, start=1) if role is Role.PAGE] == [6, 56, 92]
    stamps = [52, 54, 73, 75, 88, 90, 101, 103, 122]
    assert [line for line, role in enumerate(roles, start=1) if role is Role.STAMP] == stamps
    assert set(roles[126:]) == {Role.WRAPPER}
    assert roles[123] is Role.TRAILER


# What holds of any text ---------------------------------------------------------------------------------------


def hold_what_holds_of_any_text(text: str, *, sampled: bool = False) -> None:
    """`sampled`: of most paragraphs only some offsets are looked at."""
    cable = parse(text)
    every_line_has_one_role(cable, text)
    keys = [paragraph.key for paragraph in cable.paragraphs]
    assert len(set(keys)) == len(keys)
    every_text_line_is_in_a_block(cable)
    every_word_is_read_once(cable)
    for index, paragraph in enumerate(cable.paragraphs):
        blocks_and_items_are_in_order(paragraph)
        offsets_lead_back(paragraph, cable.lines, step=_STEP if sampled and index % _WHOLE else 1)
        if paragraph.marking:
            stands_where_it_says(cable, paragraph.marking.text, paragraph.marking.line, paragraph.marking.column)
    for problem in cable.problems:
        assert problem.line is None or 1 <= problem.line <= len(cable.lines)


def every_line_has_one_role(cable: Cable, text: str) -> None:
    assert "\n".join(cable.lines) in (text, text.removesuffix("\n"))
    assert cable.roles[0].first == 1
    assert cable.roles[-1].last == len(cable.lines)
    assert all(run.first <= run.last for run in cable.roles)
    for run, following in pairwise(cable.roles):
        assert following.first == run.last + 1
        assert following.role is not run.role


def every_text_line_is_in_a_block(cable: Cable) -> None:
    roles = roles_by_line(cable)
    read = (Role.TEXT, Role.TABLE)
    blocks = [block for paragraph in cable.paragraphs for block in paragraph.blocks]
    held = {line for block in blocks for line in range(block.lines.first, block.lines.last + 1)}
    assert {line for line in held if roles[line - 1] in read} == {
        line for line, role in enumerate(roles, start=1) if role in read
    }
    for block, following in pairwise(blocks):
        assert block.lines.last <= following.lines.first
    for block in blocks:
        inside = {roles[line - 1] for line in range(block.lines.first, block.lines.last + 1)}
        assert inside & set(read) == {Role.TABLE if block.kind is BlockKind.TABLE else Role.TEXT}


def every_word_is_read_once(cable: Cable) -> None:
    """A line set anew may hold several paragraphs; but each of its words is in one of them, or says what they are."""
    aside = [section.title for section in cable.sections if section.title]
    aside += [section.marking.text for section in cable.sections if section.marking]
    aside += [paragraph.marking.text for paragraph in cable.paragraphs if paragraph.marking]
    said = "".join((*aside, cable.header.signer or "", "SIPDIS", _NUMBERS_AND_RULES))
    left = left_of_lines(cable)
    if cable.format != "plain":  # a whole head may stand before paragraph 1, in the same line
        first = next((run.first for run in cable.roles if run.role is Role.TEXT), 0)
        left[first] = left[first][text_begins(cable.lines[first - 1]) or 0 :]
    for number, role in enumerate(roles_by_line(cable), start=1):
        if role in (Role.TEXT, Role.TABLE):
            line = cable.lines[number - 1]
            # captions, page lines and stamps that were run into the text
            run_in = {sign for sign, kept in zip(line, without_asides(line), strict=True) if sign != kept}
            assert set("".join(left[number].split())) <= set(said) | run_in


def left_of_lines(cable: Cable) -> list[str]:
    """Each line without what is read of it."""
    read: dict[int, list[tuple[int, int]]] = {}
    for paragraph in cable.paragraphs:
        plain, pieces = paragraph.text.plain, paragraph.text.pieces
        for piece, following in pairwise((*pieces, None)):
            assert piece
            end = following.start if following else len(plain)
            length = len(plain[piece.start : end].rstrip())
            read.setdefault(piece.line, []).append((piece.column - 1, piece.column - 1 + length))
    unsigned = (" " + line[1:] if line.startswith("¶") else line for line in cable.lines)
    lines = ["", *(without_page_lines(line, number)[0] for number, line in enumerate(unsigned, start=1))]
    for number, spans in read.items():
        line = lines[number]
        rest = []
        at = 0
        for start, end in sorted(spans):
            assert at <= start
            rest.append(line[at:start])
            at = end
        lines[number] = "".join((*rest, line[at:]))
    return lines


_NUMBERS_AND_RULES = "0123456789.¶-=*_\\"  # and the backslash at a line's end
_WHOLE = 16
"""Of every so many paragraphs of the corpus one is looked at offset by offset."""
_STEP = 61


def blocks_and_items_are_in_order(paragraph: Paragraph) -> None:
    plain = paragraph.text.plain
    assert paragraph.blocks
    assert (paragraph.blocks[0].start, paragraph.blocks[-1].end) == (0, len(plain))
    assert paragraph.lines.last == paragraph.blocks[-1].lines.last
    for block, following in pairwise(paragraph.blocks):
        assert block.start <= block.end == following.start - 1
        assert plain[block.end] == "\n"
        assert block.lines.last <= following.lines.first
    starts = {block.start: block for block in paragraph.blocks}
    for item in paragraph.items:
        assert item.start in starts
        assert item.start <= item.end <= len(plain)
        assert item.lines.first == starts[item.start].lines.first
    assert all(one.start < other.start for one, other in pairwise(paragraph.items))


def offsets_lead_back(paragraph: Paragraph, source: tuple[str, ...], *, step: int = 1) -> None:
    text = paragraph.text
    for offset in range(0, len(text.plain), step):
        character = text.plain[offset]
        line, column = text.place(offset)
        if character not in " \n":
            assert source[line - 1][column - 1] == character
            assert text.offset(line, column) == offset
    for block in paragraph.blocks:
        if block.kind is not BlockKind.TABLE:
            joining_blanks_stand_in_gaps(paragraph, block, source, step=step)


def joining_blanks_stand_in_gaps(paragraph: Paragraph, block: Block, source: tuple[str, ...], *, step: int) -> None:
    """In the place of white space, of what was left out, or just past a line's end."""
    marking = paragraph.marking
    for offset in range(block.start, block.end, step):
        place = paragraph.text.place(offset)
        raw, _ = without_page_lines(source[place.line - 1], place.line)
        if paragraph.text.plain[offset] == " " and place.column <= len(raw):
            assert raw[place.column - 1].isspace() or (marking and place == (marking.line, marking.column))


def stands_where_it_says(cable: Cable, marking: str, line: int, column: int) -> None:
    assert cable.lines[line - 1][column - 1 :].startswith(marking.split()[0])


@given(texts)
def test_any_text_is_read_and_nothing_is_lost(text: str) -> None:
    hold_what_holds_of_any_text(text)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_samples_are_read_and_nothing_is_lost(path: Path) -> None:
    hold_what_holds_of_any_text(path.read_text("utf-8"))


def test_corpus_is_read_and_nothing_is_lost() -> None:
    paths = list(corpus_files())
    if not paths:
        pytest.skip("CABLETUI_CORPUS names no folder with telegrams")
    for path in paths:
        hold_what_holds_of_any_text(path.read_text("utf-8"), sampled=True)
