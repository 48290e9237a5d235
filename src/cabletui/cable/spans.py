"""Which paragraphs are SUMMARY, COMMENT, NOTE or ACTION REQUEST (5 FAH-1 H-246.3).

A heading says so for its whole section; opening words say so from their paragraph to the matching
`End summary`, and for their paragraph alone where none follows soon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cabletui.cable.model import Paragraph, ParagraphRole, Section

_ROLES = {
    "SUMMARY": ParagraphRole.SUMMARY,
    "COMMENT": ParagraphRole.COMMENT,
    "ACTION REQUEST": ParagraphRole.ACTION,
    "NOTE": ParagraphRole.NOTE,
}
_WORDS = "|".join(_ROLES)
_OPENING = re.compile(
    rf"[(\[]?(?:BEGIN )?(?:EMBASSY |POST )?({_WORDS})(?: AND [A-Z ]{{4,18}})? ?[:.\-]",
    re.IGNORECASE,
)
_TITLE = re.compile(rf"({_WORDS})\b|.*\b({_WORDS})$", re.IGNORECASE)
_REACH = 6
"""How many paragraphs a summary without heading may span before its end is given up as lost."""
_END = 80
"""Characters at a paragraph's end among which the words that end a span stand."""

_CLOSING = 10
"""Characters that may close a note: `.)`, `. HARROW.`"""


def with_roles(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections, their paragraphs told what part they play."""
    roles = _from_openings([paragraph for section in sections for paragraph in section.paragraphs])
    return tuple(_with_roles(section, roles) for section in sections)


def _with_roles(section: Section, roles: dict[str, ParagraphRole]) -> Section:
    found = _TITLE.match(section.title or "")
    named = _ROLES[(found.group(1) or found.group(2)).upper()] if found else None
    paragraphs = []
    for paragraph in section.paragraphs:
        role = roles.get(paragraph.key, named or ParagraphRole.BODY)
        paragraphs.append(paragraph._replace(role=role) if role is not ParagraphRole.BODY else paragraph)
        if named and _ends(paragraph, named):
            named = None
    return section._replace(paragraphs=tuple(paragraphs))


def _from_openings(paragraphs: Sequence[Paragraph]) -> dict[str, ParagraphRole]:
    roles: dict[str, ParagraphRole] = {}
    index = 0
    while index < len(paragraphs):
        found = _OPENING.match(paragraphs[index].text.plain)
        role = _ROLES[found.group(1).upper()] if found else None
        reach = 1
        if role and not (role is ParagraphRole.NOTE and _goes_on(paragraphs[index])):
            following = paragraphs[index : index + _REACH]
            reach = next((count for count, one in enumerate(following, start=1) if _ends(one, role)), 1)
            roles.update((paragraph.key, role) for paragraph in following[:reach])
        index += reach
    return roles


def _ends(paragraph: Paragraph, role: ParagraphRole) -> bool:
    return _end_of(role) in paragraph.text.plain[-_END:].upper()


def _goes_on(paragraph: Paragraph) -> bool:
    """A note ends, and text follows: the paragraph only begins with it."""
    _, ended, rest = paragraph.text.plain.upper().partition(_end_of(ParagraphRole.NOTE))
    return bool(ended) and len(rest) > _CLOSING


def _end_of(role: ParagraphRole) -> str:
    return f"END {role.value.upper()}"
