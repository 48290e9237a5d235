"""Which paragraphs are SUMMARY, COMMENT, NOTE or ACTION REQUEST (5 FAH-1 H-246.3).

A heading says so for its whole section; opening words say so from their paragraph to the matching
`End summary`, and for their paragraph alone where none follows soon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cabletui.cable.model import Paragraph, ParagraphRole, Section

# each word as copies have it: letters are lost in the long ones
_SPELLINGS = {
    ParagraphRole.SUMMARY: "SUMM?A?R?Y",
    ParagraphRole.COMMENT: "COMM?E?N?TS?",
    ParagraphRole.ACTION: "ACTION REQUEST(?:ED)?",
    ParagraphRole.NOTE: "NOTE|N\\.?B|FYI",
}
_WHOSE = "(?:(?:EMBASSY|POST|CONSULATE|MISSION|AMBASSADOR|CHARGE|EXECUTIVE|BRIEF|FINAL|BIO)(?:['’]S)? )?"
_ALSO = "(?:(?: AND | ?/ ?)[A-Z ]{4,18})?"
_REACH = 6
"""How many paragraphs a summary without heading may span before its end is given up as lost."""
_AFTER = 10
"""Characters that may follow a note's end: `.)`, `. HARROW.`"""
_BRACKETS = {"(": ")", "[": "]"}


def _named(name: str) -> str:
    return "|".join(f"(?P<{name}{role.name}>{spelling})" for role, spelling in _SPELLINGS.items())


@cache
def _opening() -> re.Pattern[str]:
    """`Summary:`, `(Embassy comment.`, `BEGIN NOTE`: a span begins."""
    return re.compile(
        rf"[(\[]?(?P<begins>BEGIN )?{_WHOSE}(?:{_named('')})(?(begins)\b|{_ALSO} ?[:.–—-])", re.IGNORECASE
    )


@cache
def _title() -> re.Pattern[str]:
    """A heading that names a role first or last."""
    return re.compile(rf"(?:{_named('')})\b|.*\b(?:{_named('LAST')})$", re.IGNORECASE)


@cache
def _ending(role: ParagraphRole) -> re.Pattern[str]:
    """`END SUMMARY`, `End of embassy comment`, `end summary and comment`."""
    return re.compile(
        rf"(?<![\w-])END (?:OF )?{_WHOSE}(?:[A-Z]{{4,10}}(?: AND | ?/ ?))?(?:{_SPELLINGS[role]})\b", re.IGNORECASE
    )


def with_roles(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections, their paragraphs told what part they play."""
    roles = _from_openings([paragraph for section in sections for paragraph in section.paragraphs])
    return tuple(_with_roles(section, roles) for section in sections)


def _with_roles(section: Section, roles: dict[str, ParagraphRole]) -> Section:
    named = _role_of(_title().match(section.title or ""))
    paragraphs = []
    for paragraph in section.paragraphs:
        role = roles.get(paragraph.key, named or ParagraphRole.BODY)
        paragraphs.append(paragraph._replace(role=role) if role is not ParagraphRole.BODY else paragraph)
        if named and _end(paragraph, named):
            named = None
    return section._replace(paragraphs=tuple(paragraphs))


def _role_of(found: re.Match[str] | None) -> ParagraphRole | None:
    if found is None:
        return None
    name = next(name for name, text in found.groupdict().items() if text and name.isupper())
    return next(role for role in _SPELLINGS if name.endswith(role.name))


def _from_openings(paragraphs: Sequence[Paragraph]) -> dict[str, ParagraphRole]:
    roles: dict[str, ParagraphRole] = {}
    index = 0
    while index < len(paragraphs):
        role = _role_of(_opening().match(paragraphs[index].text.plain))
        reach = 1
        if role and not _is_remark(paragraphs[index], role):
            reach = _span(paragraphs[index : index + _REACH], role)
            roles.update((paragraph.key, role) for paragraph in paragraphs[index : index + reach])
        index += reach
    return roles


def _span(paragraphs: Sequence[Paragraph], role: ParagraphRole) -> int:
    """How many of these paragraphs are of the span that the first one opens."""
    if _closing(paragraphs[0].text.plain) is not None:
        return 1
    return next((count for count, one in enumerate(paragraphs, start=1) if _end(one, role)), 1)


def _end(paragraph: Paragraph, role: ParagraphRole) -> int | None:
    """The offset after the words that end a span in this paragraph."""
    found = _ending(role).search(paragraph.text.plain)
    return found.end() if found else None


def _is_remark(paragraph: Paragraph, role: ParagraphRole) -> bool:
    """The paragraph only begins with a note, or with a comment in parentheses, and its own text follows."""
    plain = paragraph.text.plain
    end = _closing(plain) or (_end(paragraph, role) if role is ParagraphRole.NOTE else None)
    return end is not None and len(plain) - end > _AFTER


def _closing(plain: str) -> int | None:
    """The offset after the parenthesis that closes the one which the text begins with."""
    closing = _BRACKETS.get(plain[0])
    depth = 0
    for found in re.finditer(rf"[{re.escape(plain[0])}{re.escape(closing)}]", plain) if closing else ():
        depth += 1 if found.group() == plain[0] else -1
        if not depth:
            return found.end()
    return None
