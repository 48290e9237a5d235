"""Acronyms that a cable explains itself."""

from __future__ import annotations

import pytest

from cabletui.cable.acronyms import find_acronyms
from cabletui.cable.parse import parse


def explained(text: str) -> list[tuple[str, str]]:
    return [(found.acronym, found.expansion) for found in find_acronyms(parse(f"1. (U) {text}"))]


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
        ("fired on by the Hill Workers' Party (PTM) and", "PTM", "Hill Workers' Party"),
        ("the Secretariat of Public Safety (or SSP) said", "SSP", "Secretariat of Public Safety"),
        ('the National Harbor Party (the "PNP") won', "PNP", "National Harbor Party"),
        ("the Harbor Police (BAHIA, by its Cytheran acronym)", "BAHIA", "Harbor Police"),
        ("Ormond's Foreign Ministry (SRE) said", "SRE", "Foreign Ministry"),
        ("the Attorney General's Office (PGR) told", "PGR", "Attorney General's Office"),
        ("Vane of the Foreign Ministry (SRE) said", "SRE", "Foreign Ministry"),
        ("the coast-led Popular Movement (MPX) said", "MPX", "Popular Movement"),
        ("Petroleos Halcyonos (PEHALC) sells", "PEHALC", "Petroleos Halcyonos"),
        ("local non-governmental organizations (NGOs) say", "NGO", "non-governmental organizations"),
        ("THE LEAST DEVELOPED ISLANDS (LDIS) MET", "LDI", "LEAST DEVELOPED ISLANDS"),
        ("the UN High Commissioner for Ferries (UNHCF) is", "UNHCF", "UN High Commissioner for Ferries"),
        ("the U.S. Agency for Harbors (USAH) gave", "USAH", "U.S. Agency for Harbors"),
        ("the Ministry of Defense (MoD) and", "MoD", "Ministry of Defense"),
        ("the government of Halcyon (GOH) is", "GOH", "government of Halcyon"),
        ("and DTO (drug trafficking organization) heads", "DTO", "drug trafficking organization"),
        ("the Partido de Acción Portuaria (PAP) lost", "PAP", "Partido de Acción Portuaria"),
        ("He left. International Ferry Fund (IFF) staff", "IFF", "International Ferry Fund"),
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
        "Senator Juan Teren (PHL) and Governor Ana Vane (PNP) voted",
        "EU (France and Germany) said; UN (New York) said; PHL (Governor Vane)",
        "in (2007) and (C) and (S/NF) text (see para 3)",
        "IN THE INTEREST (SUCCESSFULLY IN CASE OF CONVENTION)",
        "the Chief of the Harbor Bureau (Di-Puro) said",
    ],
)
def test_parenthesis_that_explains_nothing(text: str) -> None:
    assert explained(text) == []


def test_first_explanation_counts_and_tells_its_line() -> None:
    cable = parse(
        "1. (U) The Joint Fisheries\nCommission (JFC) met.\n\n2. (U) The Joint Fishing Council (JFC) did not."
    )
    assert [tuple(found) for found in find_acronyms(cable)] == [("JFC", "Joint Fisheries Commission", 2)]


def test_name_and_acronym_may_stand_on_two_lines() -> None:
    assert explained("the Joint Fisheries\nCommission\n(JFC) met") == [("JFC", "Joint Fisheries Commission")]
