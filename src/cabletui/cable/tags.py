"""What the codes of the TAGS line mean (Traffic Analysis by Geography and Subject, 5 FAH-3)."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import NamedTuple

from cabletui.cable.tables import rows


class TagKind(str, Enum):
    SUBJECT = "subject"
    PROGRAM = "program"
    COUNTRY = "country"
    ORGANIZATION = "organization"


class Tag(NamedTuple):
    code: str
    meaning: str
    kind: TagKind


def tag(code: str) -> Tag | None:
    """The tag `code`, in any case; None where the table does not have it, or it is a person's name."""
    return _tags().get(code.strip().upper())


def meaning(code: str) -> str | None:
    """`PREL` -> `External Political Relations`, `CH` -> `China` (FIPS 10-4); None where it is not known."""
    known = tag(code)
    return known.meaning if known else None


@cache
def _tags() -> dict[str, Tag]:
    return {code: Tag(code, meaning, TagKind(kind)) for code, meaning, kind in rows("tags")}
