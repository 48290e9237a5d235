"""How posts are named: in ids, in page lines, in references, in titles."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from cabletui.cable.posts import (
    canonical_post,
    full_post_title,
    is_one_post,
    is_post,
    post_of_station,
    post_title,
    printed_post,
)


@pytest.mark.parametrize(
    ("written", "in_ids"),
    [
        ("MEXICO", "MEXICO"),
        ("Mexico", "MEXICO"),
        ("LA PAZ", "LAPAZ"),
        ("THE HAGUE", "THEHAGUE"),
        ("N'DJAMENA", "NDJAMENA"),
        ("SECSTATE", "STATE"),
        ("SECSTATE WASHDC", "STATE"),
        ("STATE", "STATE"),
        ("PORT AU PR", "PORTAUPRINCE"),
        ("PORT-AU-PRINCE", "PORTAUPRINCE"),
        ("PAUP", "PORTAUPRINCE"),
        ("BUENOS AIR", "BUENOSAIRES"),
        ("BA", "BUENOSAIRES"),
        ("ADDIS ABAB", "ADDISABABA"),
        ("RIO DE JAN", "RIODEJANEIRO"),
        ("HCMC", "HOCHIMINHCITY"),
        ("SAO PAUO", "SAOPAULO"),
        ("BISHTEK", "BISHKEK"),
        ("0TTAWA", "OTTAWA"),
        ("UNVIE", "UNVIEVIENNA"),
        ("USUN", "USUNNEWYORK"),
        ("USEU BRUSSELS", "USEUBRUSSELS"),
        ("BRUSSELS", "BRUSSELS"),
        ("AMEMBASSY MEXICO", "MEXICO"),
        ("AMCONSUL HO CHI MINH CITY", "HOCHIMINHCITY"),
        ("USMISSION USUN NEW YORK", "USUNNEWYORK"),
        ("USINT HAVANA", "HAVANA"),
        ("BRUSSE", "BRUSSELS"),
        ("NEWDE", "NEWDELHI"),
        ("USUNN", "USUNNEWYORK"),
        ("BOMBAY", "BOMBAY"),
    ],
)
def test_a_post_has_one_name_in_ids(written: str, in_ids: str) -> None:
    assert canonical_post(written) == in_ids


@pytest.mark.parametrize(
    ("written", "in_ids"),
    [
        ("Colomobo", "COLOMBO"),
        ("HARARRE", "HARARE"),
        ("BAGDAD", "BAGHDAD"),
        ("SANTAIGO", "SANTIAGO"),
        ("AMEMBASSY MUSXAT", "MUSCAT"),
        ("TOKOY", "TOKOY"),  # short names are too much alike
        ("HAMNOVER", "HAMNOVER"),
    ],
)
def test_a_letter_is_corrected_where_one_post_alone_can_be_meant(written: str, in_ids: str) -> None:
    assert canonical_post(written) == in_ids
    assert is_post(written) is False


@pytest.mark.parametrize(
    ("written", "in_ids"),
    [("CAPE VERDANT", "CAPEVERDANT"), ("AMEMBASSY NOVIGRAD", "NOVIGRAD"), ("EMBASSY", "EMBASSY"), ("", "")],
)
def test_a_post_that_is_not_known_keeps_its_name(written: str, in_ids: str) -> None:
    assert canonical_post(written) == in_ids
    assert post_title(written) is None


@pytest.mark.parametrize(
    ("in_ids", "printed"),
    [("BUENOSAIRES", "BUENOS AIRES"), ("MEXICO", "MEXICO"), ("CAPEVERDANT", "CAPEVERDANT")],
)
def test_a_name_is_printed_with_its_blanks_where_they_are_known(in_ids: str, printed: str) -> None:
    assert printed_post(in_ids) == printed


def test_a_cut_name_that_two_posts_share_stands_for_neither() -> None:
    assert canonical_post("PORTO") == "PORTO"  # of Port of Spain and of Porto Alegre


@pytest.mark.parametrize(
    ("name_or_station", "title", "in_full"),
    [
        ("MEXICO", "Embassy Mexico", "Embassy Mexico City"),
        ("RUEHME", "Embassy Mexico", "Embassy Mexico City"),
        ("RUEHTN", "Consulate Cape Town", "Consulate Cape Town"),
        ("RUEHC", "Secretary of State", "Department of State"),
        ("USNATO", "Mission USNATO", "US Mission to NATO in Brussels"),
        ("HAVANA", "US Interests Section Havana", "US Interests Section Havana"),
        ("ST PETERSBURG", "Consulate St Petersburg", "Consulate St. Petersburg"),
        ("VATICAN", "Embassy Vatican", "Embassy to the Holy See"),
    ],
)
def test_a_post_is_titled_as_the_records_title_it(name_or_station: str, title: str, in_full: str) -> None:
    assert post_title(name_or_station) == title
    assert full_post_title(name_or_station) == in_full


@pytest.mark.parametrize(
    ("station", "post"),
    [
        ("RUEHME", "MEXICO"),
        ("RUEHMO", "MOSCOW"),
        ("RUEHKA", "DHAKA"),
        ("RUEHSB", "HARARE"),
        ("RUEHDIR", "IRANRPODUBAI"),
        (" ruehjo", "JOHANNESBURG"),
        ("RUEKJCS", None),
        ("MEXICO", None),
        ("", None),
    ],
)
def test_a_routing_indicator_tells_the_post_or_nothing(station: str, post: str | None) -> None:
    assert post_of_station(station) == post


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("KIEV", "KYIV", True),
        ("AMCONSUL ST PETERSBURG", "LENING", True),
        ("USEC BRUSSELS", "EC BRUSSELS", True),
        ("RANGOON", "YANGON", True),
        ("SAIGON", "HCMC", True),
        ("LAGOS", "LAGOS", True),
        ("ALMATY", "ASTANA", False),
        ("BONN", "BERLIN", False),
        ("KIEV", "KIGALI", False),
    ],
)
def test_a_renamed_post_is_one(one: str, other: str, same: bool) -> None:
    assert is_one_post(one, other) is same
    assert is_one_post(other, one) is same


def test_names_of_a_renamed_post_stay_apart_in_ids() -> None:
    assert (canonical_post("KIEV"), canonical_post("KYIV")) == ("KIEV", "KYIV")


def test_every_row_of_the_table_is_reached_by_its_own_name_and_no_other() -> None:
    table = files("cabletui.cable").joinpath("data", "posts.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.split("\n") if line and not line.startswith("#")]
    assert len(rows) >= 250
    for name, title, _, stations, forms in rows:
        assert post_title(name) == title
        assert all(post_title(station) == title for station in stations.split())
        assert all(post_title(form) == title for form in forms.split(",") if form), forms
    shared = Counter(station for row in rows for station in row[3].split())
    assert [station for station, count in shared.items() if count > 1] == []
