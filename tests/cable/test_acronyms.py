"""Acronyms that a cable explains itself."""

from __future__ import annotations

import pytest

from cabletui.cable.parse import parse


def explained(text: str) -> list[tuple[str, str]]:
    return [(found.acronym, found.expansion) for found in parse(f"1. (U) {text}").acronyms]


@pytest.mark.parametrize(
    ("text", "acronym", "name"),
    [
        ("their exclusive economic zone (EEZ), and", "EEZ", "exclusive economic zone"),
        ("the Joint Fisheries Commission (JFC) names", "JFC", "Joint Fisheries Commission"),
        ("The Government of the Halcyon Islands (GOHI) and", "GOHI", "Government of the Halcyon Islands"),
        ("The Public Administration Secretariat (SFP), created", "SFP", "Public Administration Secretariat"),
        ("by a surface-to-air missile (SAM) site", "SAM", "surface-to-air missile"),
        ("CISEN (Center for Research and National Security) has", "CISEN", "Center for Research and National Security"),
        ("and HBC (Halcyon Broadcasting Corporation) now", "HBC", "Halcyon Broadcasting Corporation"),
        ("THE EXCLUSIVE ECONOMIC ZONE (EEZ) IS", "EEZ", "EXCLUSIVE ECONOMIC ZONE"),
    ],
)
def test_acronym_beside_its_name(text: str, acronym: str, name: str) -> None:
    assert explained(text) == [(acronym, name)]


@pytest.mark.parametrize(
    "text",
    [
        "the portion (SBU) is marked",
        "he asked for help (ASAP) and left",
        "in Mexico (MX) today",
        "THE MINISTER OF DEFENSE (GOM) SAID",
        "GOM (PROTECT) said",
        "the report (NOTE) and the White House (NF)",
        "nothing (here) at all",
    ],
)
def test_parenthesis_that_explains_nothing(text: str) -> None:
    assert explained(text) == []


def test_first_explanation_counts_and_tells_its_line() -> None:
    cable = parse(
        "1. (U) The Joint Fisheries\nCommission (JFC) met.\n\n2. (U) The Joint Fishing Council (JFC) did not."
    )
    assert [tuple(found) for found in cable.acronyms] == [("JFC", "Joint Fisheries Commission", 2)]
