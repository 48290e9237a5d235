"""The posts that send telegrams: their names in ids, titles in the records and routing indicators."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from cabletui.cable.tables import rows

# A page line keeps ten characters of a post's name, an id of the 1970s six: `PORT AU PR`, `NEW DE`.
CUTS = (10, 6)


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
    `SECSTATE WASHDC` -> `STATE`. A name that is not known only loses what is no letter.
    """
    plain = _squeezed(name)
    bare = _without_kind(plain)
    for spelling in (plain, bare):
        if spelling in _posts():
            return spelling
    return _spellings().get(plain) or _spellings().get(bare, bare)


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
    name = post_of_station(name_or_station) or canonical_post(name_or_station)
    return _posts().get(name)


def _squeezed(name: str) -> str:
    """Letters only; a zero was meant as the letter: `0TTAWA`."""
    return name if name.isalpha() and name.isupper() else re.sub("[^A-Z]", "", name.upper().replace("0", "O"))


def _without_kind(name: str) -> str:
    for kind in ("AMEMBASSY", "EMBASSY", "AMCONSUL", "CONSULATE", "USMISSION"):
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
def _stations() -> dict[str, Post]:
    return {station: post for post in _posts().values() for station in post.stations}
