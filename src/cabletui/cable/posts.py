"""The posts that send telegrams: their names in ids, titles in the records and routing indicators."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from cabletui.cable.spelling import one_edit_apart, without_a_letter
from cabletui.cable.tables import rows

# A page line keeps ten characters of a post's name, an id of the 1970s six: `PORT AU PR`, `NEW DE`.
CUTS = (10, 6)
LONGEST_NAME = 40
SHORTEST_MISSPELT = 6
"""Shorter names are too much alike for a letter to be corrected."""


class Post(NamedTuple):
    """A row of the table: `BUENOSAIRES` as in ids, `BUENOS AIRES` as printed, and the rest.

    `full_title` may be the same as `title`.
    """

    name: str
    printed: str
    title: str
    full_title: str
    stations: tuple[str, ...]
    forms: tuple[str, ...]


def canonical_post(name: str) -> str:
    """The name as it stands in ids: `PORT AU PR` and `AMEMBASSY PORT-AU-PRINCE` -> `PORTAUPRINCE`,
    `SECSTATE WASHDC` -> `STATE`, `HARARRE` -> `HARARE`. A name that is not known only loses what is no letter.
    """
    bare = _without_kind(_squeezed(name))
    return _known(name) or _corrected(bare) or bare


def is_post(name: str) -> bool:
    """Whether the table has a post of this name, cut short or spelled as it may be, but for misprints."""
    return _known(name) is not None


def _known(name: str) -> str | None:
    plain = _squeezed(name)
    bare = _without_kind(plain)
    for spelling in (plain, bare):
        if spelling in _posts():
            return spelling
    return _spellings().get(plain) or _spellings().get(bare)


def _corrected(bare: str) -> str | None:
    """The only post whose name is one edit from this one."""
    if not SHORTEST_MISSPELT <= len(bare) <= LONGEST_NAME:
        return None
    alike = {name for short in without_a_letter(bare) for name in _names_without_a_letter().get(short, ())}
    near = [name for name in alike if one_edit_apart(bare, name)]
    return near[0] if len(near) == 1 else None


def is_one_post(one: str, other: str) -> bool:
    """Whether two names are a post's: one name in ids, or that which it had before and the later one, `KIEV` and
    `KYIV`. Ids keep the name each copy has: a post's telegrams of both names are counted by year all the same.
    """
    first, second = canonical_post(one), canonical_post(other)
    return first == second or second in _names_by_name().get(first, ())


def printed_post(name: str) -> str:
    """The name with its blanks, as a telegram prints it: `BUENOSAIRES` -> `BUENOS AIRES`."""
    post = _post(name)
    return post.printed if post else name


def post_title(name_or_station: str) -> str | None:
    """The title that the records print: `MEXICO` or `RUEHME` -> `Embassy Mexico`."""
    post = _post(name_or_station)
    return post.title if post else None


def full_post_title(name_or_station: str) -> str | None:
    """The title that tells a reader where it is: `MEXICO` or `RUEHME` -> `Embassy Mexico City`."""
    post = _post(name_or_station)
    return post.full_title if post else None


def post_of_station(station: str) -> str | None:
    """The post of a routing indicator (ACP 117): `RUEHME` -> `MEXICO`."""
    post = _stations().get(station.strip().upper())
    return post.name if post else None


def _post(name_or_station: str) -> Post | None:
    name = post_of_station(name_or_station) or _known(name_or_station)
    return _posts().get(name) if name else None


def _squeezed(name: str) -> str:
    """Letters only; a zero was meant as the letter: `0TTAWA`."""
    return name if name.isalpha() and name.isupper() else re.sub("[^A-Z]", "", name.upper().replace("0", "O"))


def _without_kind(name: str) -> str:
    for kind in ("AMEMBASSY", "EMBASSY", "AMCONSUL", "AMCONGEN", "CONSULATE", "USMISSION", "USINT", "USLO"):
        if name.startswith(kind) and name != kind:
            return name.removeprefix(kind)
    return name


@cache
def _posts() -> dict[str, Post]:
    """The posts by name."""
    posts = {}
    for printed, title, full_title, stations, forms in rows("posts"):
        name = _squeezed(printed)
        posts[name] = Post(name, printed, title, full_title or title, tuple(stations.split()), tuple(forms.split(",")))
    return posts


@cache
def _spellings() -> dict[str, str]:
    """The names by each other spelling that stands for one post alone."""
    posts = _posts()
    cuts = [(_squeezed(post.printed[:cut]), name) for name, post in posts.items() for cut in CUTS]
    counts = Counter(spelling for spelling, _ in cuts)
    spellings = {spelling: name for spelling, name in cuts if counts[spelling] == 1}
    spellings |= {_squeezed(form): name for name, post in posts.items() for form in post.forms if form}
    return spellings


@cache
def _names_without_a_letter() -> dict[str, list[str]]:
    """The posts' names by what is left of each with a letter out, and by the whole."""
    found: dict[str, list[str]] = {}
    for name in _posts():
        for short in without_a_letter(name):
            found.setdefault(short, []).append(name)
    return found


@cache
def _names_by_name() -> dict[str, frozenset[str]]:
    """The names that a post had, by each of them."""
    renamed = [frozenset(map(_squeezed, names)) for names in rows("renamed")]
    return {name: names for names in renamed for name in names}


@cache
def _stations() -> dict[str, Post]:
    return {station: post for post in _posts().values() for station in post.stations}
