"""Tags as one line that a person types: parted by blanks or commas; one that holds such a sign stands in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_TAG = re.compile(r'"([^"]*)"?|([^\s,;"]+)')


def split_tags(line: str) -> tuple[str, ...]:
    """`drugs, #check "drug war"` has three tags. Each stands once; a leading # is no part of a tag."""
    words = ((quoted or bare.lstrip("#")).strip() for quoted, bare in _TAG.findall(line))
    return tuple(dict.fromkeys(word for word in words if word))


def tag_line(tags: Iterable[str]) -> str:
    """The line that `split_tags` makes these tags of."""
    return " ".join(_typed(tag) for tag in tags)


def begun_tag(line: str) -> str:
    """The tag that is being typed at the end of the line, empty between two."""
    quotes = line.count('"') % 2
    return re.split(r'"' if quotes else r"[\s,;]", line)[-1].lstrip("#")


def choices(line: str, known: Sequence[str]) -> list[str]:
    """Those of the known tags that the tag being typed may become, in their order, without what is there already."""
    begun = begun_tag(line)
    there = {tag.casefold() for tag in split_tags(line.removesuffix(begun))}
    return [tag for tag in known if tag.casefold().startswith(begun.casefold()) and tag.casefold() not in there]


def completed(line: str, tag: str) -> str:
    """The line with the tag that is being typed made `tag`."""
    begun = begun_tag(line)
    before = line.removesuffix(begun)
    if before.endswith('"') and before.count('"') % 2:
        return f'{before}{tag}"'
    return before + _typed(tag)


def _typed(tag: str) -> str:
    return f'"{tag}"' if re.search(r"[\s,;]", tag) or tag.startswith("#") else tag
