"""What a notebook says of the cable it belongs to, so that it is found again after a move or a rename."""

from __future__ import annotations

import re
from hashlib import sha256

from cabletui.cable.model import Cable
from cabletui.notes.model import Bare, Fields, Value


def document_of(cable: Cable, file: str, sha256_of_file: str, size: int) -> Fields:
    """The `document` of a new notebook. `file` is the cable's file name, `size` that of the file in bytes."""
    header = cable.header
    eo = header.eo
    marking: dict[str, Value] = {
        "banner": None if cable.banner is None else cable.banner.name,
        "rollup": None if cable.rollup is None else cable.rollup.name,
        "eo": None if eo is None else f"E.O. {eo.number}: {eo.declassify or ''}".strip(),
    }
    values: dict[str, Value] = {
        "file": file,
        "sha256": sha256_of_file,
        "text_sha256": text_sha256(cable),
        "bytes": Bare(size),
        "id": cable.id,
        "id_basis": cable.id_basis,
        "title": header.subject or header.title,
        "sent": None if header.date is None else header.date.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "marking": Fields.of(marking),
        "handling": Bare("normal"),
        "other_copies": (),
    }
    return Fields.of(values)


def text_sha256(cable: Cable) -> str:
    """The hash of the text alone: white space folded, page lines left out.

    A word broken at a line's end, `PRODUC-` / `TION`, is the same as on one line, where no blank follows the hyphen.
    """
    pages = {page.line for page in cable.page_breaks}
    lines = (line for number, line in enumerate(cable.lines, 1) if number not in pages)
    text = re.sub(r"(?<=[^\W\d_]-) ", "", " ".join(" ".join(lines).split()))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
