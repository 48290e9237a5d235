"""`cabletui show`: a cable to read on a terminal, or to hand on as text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cabletui.storage.opening import open_cable
from cli.running import CABLETUI, controls, run
from conftest import SAMPLES
from terminal import Terminal

SEED = SAMPLES / "08MEXICO2498.txt"
HALCYON = SAMPLES / "09PORTHALCYON204.txt"
ALL_SAMPLES = pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)


def in_terminal(*arguments: str, columns: int = 100, lines: int = 400, **env: str) -> Terminal:
    with Terminal([*CABLETUI, "show", *arguments], columns, lines, env=env) as terminal:
        assert terminal.wait_for_end() == 0
    return terminal


def words_of(text: str) -> str:
    """Its words, without what stands in the margins."""
    return " ".join(re.sub(r" +p\.\d(/\d)?$", "", text, flags=re.MULTILINE).replace("⟨cut⟩", "").split())


# -- into a pipe ---------------------------------------------------------------------------------------


@ALL_SAMPLES
def test_a_pipe_gets_plain_lines_of_80_columns(path: Path) -> None:
    done = run("show", path)
    assert (done.status, done.err) == (0, "")
    assert controls(done.out) == set()
    assert max(len(line) for line in done.out.split("\n")) <= 80
    assert [line for line in done.out.split("\n") if line != line.rstrip()] == []


@ALL_SAMPLES
def test_no_word_is_lost(path: Path) -> None:
    shown = words_of(run("show", path).out)
    for paragraph in open_cable(path).cable.paragraphs:
        assert words_of(paragraph.text.plain) in shown


def test_what_stands_at_the_top() -> None:
    lines = run("show", SEED).out.split("\n")
    assert lines[0].strip() == "SENSITIVE BUT UNCLASSIFIED"
    assert lines[2].strip() == "Scenesetter for Senator Specter's Visit to Mexico AUGUST 17-19"
    assert "Date     Thursday 14 August 2008, 18:42Z · Priority" in lines
    assert "Copy     not in this copy: classification line, FM, TO, TAGS, SUBJECT" in lines


def test_number_and_badge_hang_beside_the_text() -> None:
    lines = run("show", SEED).out.split("\n")
    start = lines.index("  5 SBU  The human price Mexico is paying remains high, with over 2000")
    assert lines[start - 2 : start + 2] == [
        " ──      Stakes Rising for Security Officials",
        "",
        "  5 SBU  The human price Mexico is paying remains high, with over 2000",
        "         drug related killings so far in 2008, including more than 200",
    ]


def test_a_heading_s_marking_and_a_long_marking_have_room() -> None:
    lines = run("show", HALCYON).out.split("\n")
    assert " ── S        THE CONTACT IN THE STRAIT" in lines
    assert " 13          S//REL TO USA, FVEY  A partner flew four sorties over the" in lines


def test_items_are_indented_and_hang() -> None:
    lines = run("show", SEED).out.split("\n")
    start = lines.index("           -- Drugs: Mexico is a central partner in USG efforts to combat")
    assert lines[start - 1] == ""
    assert lines[start + 1].startswith("              drug trafficking")


def test_a_table_keeps_its_lines_and_columns() -> None:
    shown = run("show", HALCYON).out
    table = HALCYON.read_text(encoding="utf-8").split("\n")
    first = next(index for index, line in enumerate(table) if "2009 (Jan-Apr)" in line)
    for line in table[first : first + 5]:
        assert f"{line[3:]}\n" in shown  # all are three columns in


def test_a_table_wider_than_the_measure_is_not_broken(tmp_path: Path) -> None:
    rows = [f"{name:<30}{1310:>25,}{1140:>25,}{2875:>25,}" for name in ("Halcyon", "Orrin", "Calder")]
    cable = tmp_path / "x.txt"
    cable.write_text("1. (U) Landings:\n\n" + "\n".join(rows) + "\n\n2. (U) No more.\n", encoding="utf-8")
    lines = [line.strip() for line in run("show", cable).out.split("\n")]
    assert [row for row in rows if row not in lines] == []


def test_what_is_cut_says_so_and_pages_stand_in_the_margin() -> None:
    shown = run("show", SEED).out
    assert shown.count("⟨cut⟩") == 5
    assert "and improve public ⟨cut⟩\n" in shown
    assert re.findall(r"\S+  +(p\.\d/\d)$", shown, re.MULTILINE) == ["p.2/3", "p.3/3"]
    assert re.search(r"system\. While taking aggressive measures to tackle the +p\.3/3\n", shown)


def test_the_signer_stands_below() -> None:
    assert run("show", HALCYON).out.rstrip("\n").split("\n")[-1].strip() == "MARCHBANK"


def test_a_text_without_markings_says_so(tmp_path: Path) -> None:
    cable = tmp_path / "x.txt"
    cable.write_text("1. The boat is late.\n", encoding="utf-8")
    assert run("show", cable).out.split("\n")[0].strip() == "NO MARKING IN THIS COPY"


def test_brackets_and_controls_of_a_cable_are_shown_as_they_are(tmp_path: Path) -> None:
    cable = tmp_path / "x.txt"
    text = "[SECRET] [/] :smile: [red]40[/red] \x1b]0;x\x07 \x9b31m \u202e"
    cable.write_text(f"1. (U) before {text} after\n", encoding="utf-8")
    done = run("show", cable)
    assert "before [SECRET] [/] :smile: [red]40[/red] ␛]0;x␇ ▯31m ▯ after" in words_of(done.out)
    terminal = in_terminal(str(cable))
    assert b"\x1b]" not in terminal.output
    assert b"\xc2\x9b" not in terminal.output
    assert "before [SECRET] [/] :smile: [red]40[/red] ␛]0;x␇ ▯31m ▯ after" in terminal.text


def test_several_cables_have_their_names_above() -> None:
    done = run("show", SAMPLES)
    names = [line for line in done.out.split("\n") if line.startswith("==>")]
    assert names == [f"==> {path} <==" for path in sorted(SAMPLES.glob("*.txt"))]


# -- on a terminal -------------------------------------------------------------------------------------


def test_on_a_terminal_levels_and_figures_have_their_colours() -> None:
    terminal = in_terminal(str(SEED))
    assert terminal.style_at("SENSITIVE BUT UNCLASSIFIED").bg == "502b85"
    assert terminal.style_at("SBU  Welcome").bg == "502b85"
    assert terminal.style_at("over 2000").bold
    assert terminal.style_at("over 2000").fg != terminal.style_at("human price").fg
    assert terminal.style_at("a billion dollar").fg != terminal.style_at("over 2000").fg
    assert terminal.style_at("Combating Corruption").bold
    assert terminal.style_at("⟨cut⟩").reverse
    assert (terminal.style_at("Welcome").bg, terminal.style_at("Welcome").bold) == ("default", False)


@pytest.mark.parametrize(
    ("words", "foreground", "background"),
    [
        ("TOP SECRET  ", "000000", "ff8c00"),
        ("C        The treaty", "ffffff", "0033a0"),
        ("S        THE CONTACT", "ffffff", "c8102e"),
        ("U        Landings", "ffffff", "007a33"),
        ("U//FOUO", "ffffff", "502b85"),
        ("TS//NF", "000000", "ff8c00"),
        ("S//REL TO USA, FVEY", "ffffff", "c8102e"),
        ("(C) Host Concern", "ffffff", "0033a0"),
    ],
)
def test_a_level_has_its_colour(words: str, foreground: str, background: str) -> None:
    style = in_terminal(str(HALCYON)).style_at(words)
    assert (style.fg, style.bg) == (foreground, background)


@pytest.mark.parametrize(("columns", "width"), [(200, 90), (90, 90), (60, 60), (40, 40)])
def test_lines_are_as_long_as_reads_well(columns: int, width: int) -> None:
    lines = in_terminal(str(SEED), columns=columns, lines=600).lines
    assert width - 8 <= max(len(line) for line in lines) <= width


def test_without_colour_there_is_no_escape_code() -> None:
    terminal = in_terminal(str(SEED), NO_COLOR="1")
    assert b"\x1b" not in terminal.output
    assert terminal.output.decode().replace("\r\n", "\n") == run("show", SEED).out


# -- one paragraph -------------------------------------------------------------------------------------


def test_one_paragraph_alone() -> None:
    done = run("show", SEED, "--para", "5")
    assert done.status == 0
    assert done.out.split("\n")[0] == "  5 SBU  The human price Mexico is paying remains high, with over 2000"
    assert done.out.rstrip("\n").endswith("the slaying of several senior police officials.")


def test_a_number_that_stands_twice_shows_both(tmp_path: Path) -> None:
    cable = tmp_path / "x.txt"
    cable.write_text(
        "1. (U) One.\n\n2. (C) The first two.\n\n2. (S) The second two.\n\n3. (U) Three.\n", encoding="utf-8"
    )
    assert run("show", cable, "--para", "2").out == " 2 C    The first two.\n\n 2 S    The second two.\n"
    assert run("show", cable, "--para", "2.2").out == " 2 S    The second two.\n"


def test_a_paragraph_that_is_not_there_is_said_in_a_sentence() -> None:
    done = run("show", SEED.name, "--para", "99", cwd=SAMPLES)
    assert done == (1, "", f"cabletui: {SEED.name}: there is no paragraph 99; it has 1 to 10\n")


def test_neither_the_name_nor_the_number_acts_on_the_terminal(tmp_path: Path) -> None:
    cable = tmp_path / "\x1b[31m.txt"
    cable.write_text("1. (U) One.\n", encoding="utf-8")
    done = run("show", cable, "--para", "9\x1b]0;x\x07")
    assert done == (1, "", f"cabletui: {tmp_path}/␛[31m.txt: there is no paragraph 9␛]0;x␇; it has only 1\n")


def test_a_paragraph_s_source_lines() -> None:
    lines = SEED.read_text(encoding="utf-8").split("\n")
    assert run("show", SEED, "--raw", "--para", "6").out.rstrip("\n").split("\n") == lines[59:80]


# -- the source ----------------------------------------------------------------------------------------


@ALL_SAMPLES
def test_raw_is_the_file(path: Path) -> None:
    assert run("show", "--raw", path).out == path.read_text(encoding="utf-8").rstrip("\n") + "\n"


def test_raw_on_a_terminal_has_line_numbers() -> None:
    terminal = in_terminal("--raw", str(SEED))
    assert terminal.lines[54] == " 55  over 2000 drug related killings so far in 2008, including"


def test_raw_shows_controls_by_their_signs(tmp_path: Path) -> None:
    cable = tmp_path / "x.txt"
    cable.write_text("1. (U)\tbefore \x1b[2J\x9b after\n", encoding="utf-8")
    assert run("show", "--raw", cable).out == "1. (U)\tbefore ␛[2J▯ after\n"
