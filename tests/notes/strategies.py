"""Notebooks of every shape, for tests that say something of all of them."""

from __future__ import annotations

from hypothesis import strategies as st

from cabletui.notes.model import (
    KINDS,
    RELATIONS,
    STATUSES,
    Anchor,
    Bare,
    Code,
    Deleted,
    Fields,
    Link,
    Note,
    Notebook,
    Quote,
    Value,
)

# Mostly plain characters and one odd one: an all-odd text never stands as a block of lines.
SPECIAL = "\n\n\n \t#:-'\"\\|>{}[],&*!%@`~=<\r\x00\x07\x1b\x7f\x85\x9b\xa0\xad"
SPECIAL += "\u200b\u200d\u2028\u2029\u202e\ufdd0\ufeff\ufffd\uffff😀\U000e0041\U0010fffe\ud83d\udcff"
MISREAD = "no NO off yes y n N ~ null Null NULL true 1_000 017 010 00123 0o17 0x1F 0b1 12:30 12:30:45 1.10 1e3".split()
MISREAD += ".5 .inf .nan 2024-01-01 2008-08-14 2024-02-30 2008-08-14T18:42:00Z".split()
MISREAD += ["", " ", *"= << - -- --- ... ? : | |- > >- % @ ` [] {} 08STATE1234 *a &a !a !!int #".split()]
MISREAD += [
    "a: b",
    "a #b",
    "- a",
    "? a",
    "key:",
    "'a'",
    '"a"',
    "\\",
    "\\n",
    "\uffffd83d",
    "--- |\n  a\n...\n",
    "\ta",
    "a\t",
]

texts = st.one_of(
    st.sampled_from(MISREAD),
    st.text(max_size=20),
    st.text(alphabet="ab" + SPECIAL, max_size=30),
    st.builds(
        lambda lines, odd, at: "\n".join(lines)[:at] + odd + "\n".join(lines)[at:],
        st.lists(st.text(alphabet="abc é#:- ", max_size=8), max_size=5),
        st.sampled_from(SPECIAL) | st.just(""),
        st.integers(0, 30),
    ),
)
maybe_texts = st.none() | texts
bare = st.sampled_from(["5", "-1", "1.10", "017", "true", "2024-02-30", "x", "null", "a b", "a,b", "---", "é"]).map(
    Bare
)

values: st.SearchStrategy[Value] = st.recursive(
    st.none() | texts | bare,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(texts, inner, max_size=3).map(lambda pairs: Fields(tuple(pairs.items())))
    ),
    max_leaves=6,
)


def unknown(*known: str) -> st.SearchStrategy[Fields]:
    keys = texts.filter(lambda key: key not in known) | st.sampled_from(["x-team", "no", "k" * 1100])
    return st.dictionaries(keys, values, max_size=2).map(lambda pairs: Fields(tuple(pairs.items())))


quotes = st.builds(Quote, texts, texts, texts, extra=unknown("exact", "prefix", "suffix"))
offsets = st.integers(0, 10**9)
anchors = st.builds(
    Anchor,
    para=maybe_texts,
    item=maybe_texts,
    para_hash=maybe_texts,
    quote=st.none() | quotes,
    hint=st.none() | st.tuples(offsets, offsets),
    marking=maybe_texts,
    extra=unknown("para", "item", "para_hash", "quote", "hint", "marking"),
)
links = st.builds(
    Link,
    rel=st.sampled_from(RELATIONS) | texts,
    to=texts,
    note=maybe_texts,
    extra=unknown("rel", "to", "note"),
)
NOTE_KEYS = "id author created modified kind status tags anchor body links reply_to figure".split(" ")
notes = st.builds(
    Note,
    id=texts.filter(bool),
    author=texts,
    created=texts,
    modified=texts,
    kind=st.sampled_from(KINDS) | texts,
    status=st.sampled_from(STATUSES) | texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    anchor=st.none() | anchors,
    body=texts,
    links=st.lists(links, max_size=2).map(tuple),
    reply_to=maybe_texts,
    figure=st.none() | unknown(),
    extra=unknown(*NOTE_KEYS),
)
codes = st.builds(Code, texts, maybe_texts, maybe_texts, extra=unknown("about", "colour"))
tombstones = st.builds(Deleted, texts, texts, texts, extra=unknown("id", "author", "when"))
NOTEBOOK_KEYS = "format version created modified revision document codebook notes deleted".split(" ")
notebooks = st.builds(
    Notebook,
    document=unknown(),
    codebook=st.lists(codes, max_size=2, unique_by=lambda code: code.tag).map(tuple),
    notes=st.lists(notes, max_size=3, unique_by=lambda note: note.id).map(tuple),
    deleted=st.lists(tombstones, max_size=2).map(tuple),
    created=texts,
    modified=texts,
    revision=st.integers(0, 10**9),
    extra=unknown(*NOTEBOOK_KEYS),
)
