"""Texts that look like telegrams, in every disorder."""

from __future__ import annotations

from hypothesis import strategies as st

_LINES = """\
1. (SBU) Welcome to the city.
2. (C/NF) The
3.
2. (U) Again.
10. (S) Far off.
7.(C)
4 (C) The
5. Summary: (SBU) Text
¶1. (SBU) Text.
2007. Analysts agree
1.4 (b/d).
32 Mexican States.
1) one
2) two
(i) two
(ii) three
A. (S/NF) Concern: x
B. (C) Other: y
-- Drugs: text
- text
--text
* star
o bullet
a. small
b) next
(C) Marked text.
(S//REL AFGHANISTAN, KYRGYZSTAN,
TURKEY) text
(C - ENTIRE TEXT).
SUMMARY
-------
=====
---- COMMENT ----
Key Issues
(C) KEY POINTS
End summary.
(Note: A note.
End note.)
MEXICO 00002498  002 OF 003
PAGE 02        HANOI  03294  01 OF 02  201049Z
PAGE 02 RUEHFRA5129 S E C R E T
CONFIDENTIAL
S E C R E T SECTION 02 OF 02 BAKU 000744
SIPDIS
RELEASE IN PART B1
text without an end
A sentence.
and see para 12
see para
PRODUC-
TION
   2006      2007      2008
tons   1,310     1,140
GARZA
DE PREE
Burghardt
FORWARD.   BURGHARDT
NNNN
BT
Visit Ankara's Classified Web Site at
XXXXXXXX
E.O. 12958: N/A
TAGS: PREL, MX
SUBJECT: A BRIDGE
REF: A. PARIS 1501
FM AMEMBASSY MEXICO
UNCLAS MEXICO 2498
VZCZCXRO6156
DE RUEHME #2498/01 2271842
P 141842Z AUG 08
Cablegate: A Title
Published: Thu 14 Aug 2008 06:42 PM
View as: DESKTOP | MOBILE
Message Text
Message Attributes
Document Number: 1976NEWIT01187
44. Telegram 115833 From the Embassy in Chad to the Department of State, May 4, 1973, 1100Z.
London, May 4, 1973, 1100Z.
1449. Subject: Bridges.""".split("\n")
_ODD = ["", "", "", "  ", "(", ")", "¶", "É", "\t", "\r", "\x00", "\x1c", "\x85", "\xa0", "\u2028", "\ufffd"]

_pieces = st.sampled_from(_LINES + _ODD)
_lines = st.one_of(_pieces, st.text(max_size=12), st.lists(_pieces, max_size=4).map("".join))
# a line set anew holds what stood on several
_reflowed = st.lists(_pieces, min_size=8, max_size=16).map(" ".join)
_spaced = st.lists(_pieces, max_size=4).map(" ".join)

texts = st.one_of(st.text(), st.lists(st.one_of(_lines, _spaced, _reflowed), max_size=40).map("\n".join))
