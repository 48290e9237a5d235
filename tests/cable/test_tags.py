"""What the app says a TAGS code means."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from cabletui.cable.tags import TagKind, meaning, tag


@pytest.mark.parametrize(
    ("code", "means", "kind"),
    [
        ("PREL", "External Political Relations", TagKind.SUBJECT),
        ("SNAR", "Narcotics", TagKind.SUBJECT),
        ("PFOR", "Foreign Policy and Relations (1970s)", TagKind.SUBJECT),
        ("KNNP", "Nuclear Non-Proliferation", TagKind.PROGRAM),
        ("KPAO", "Public Affairs Office", TagKind.PROGRAM),
        ("EUN", "European Union", TagKind.ORGANIZATION),
        ("UNGA/C-6", "United Nations General Assembly, Sixth Committee", TagKind.ORGANIZATION),
        ("ZANU-PF", "Zimbabwe African National Union, Patriotic Front", TagKind.ORGANIZATION),
        ("MX", "Mexico", TagKind.COUNTRY),
    ],
)
def test_a_code_has_the_handbooks_meaning(code: str, means: str, kind: TagKind) -> None:
    assert tag(code) == (code, means, kind)


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("UK", "United Kingdom"),
        ("GM", "Germany"),
        ("SP", "Spain"),
        ("CH", "China"),
        ("CI", "Chile"),
        ("AU", "Austria"),
        ("AS", "Australia"),
        ("SZ", "Switzerland"),
        ("RS", "Russia"),
        ("SW", "Sweden"),
        ("SF", "South Africa"),
        ("ES", "El Salvador"),
    ],
)
def test_countries_are_not_those_of_iso_3166(code: str, country: str) -> None:
    assert meaning(code) == country


def test_case_and_blanks_do_not_matter() -> None:
    assert meaning(" prel ") == "External Political Relations"


@pytest.mark.parametrize("code", ["", "XQZW", "CLINTON, HILLARY", "XF"])
def test_what_is_not_known_is_not_guessed(code: str) -> None:
    assert meaning(code) is None


def test_no_code_stands_twice_and_each_kind_is_well_covered() -> None:
    table = files("cabletui.cable").joinpath("data", "tags.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.split("\n") if line and not line.startswith("#")]
    assert [code for code, count in Counter(row[0] for row in rows).items() if count > 1] == []
    of_kind = Counter(row[2] for row in rows)
    assert of_kind["subject"] >= 90
    assert of_kind["country"] >= 190
    assert of_kind["organization"] >= 60
    assert of_kind["program"] >= 40
