"""How the lines of a head look: their labels, the forms of the transmission, and passing lines, as tables.

`head_lines` cuts the lines at them.
"""

from __future__ import annotations

# The labelled lines in the order of a cable: how the label looks at the beginning of a line, and inside a
# line that began with an earlier one (`E.O. 12958: N/A TAGS: AMGT`, `VISIT TO EGYPTREF: CAIRO 493`).
LABELS = (
    (
        "eo",
        r"(?i:E ?[.:,] ?[O0] ?[.,]?|EO|EXECUTIVE ORDER) {0,3}:? {0,20}(?=\d{3,6})|(?i:E\. ?O\.? ?:)$"
        r"|(?i:E\. ?O\.?) ?:? {1,20}(?=N/A\b)"
        r"|(?=1\d{4}: ?(?:X?GDS|N/A))",
        r"(?i:\bE\.? ?O\.?):? {0,3}(?=\d{4,5}\b)",
    ),
    ("declassify", r"DECL ?:", r"(?!)"),
    (
        "tags",
        r"(?![Tt]ags [a-z])(?i:TAGS\b ?:?|(?:TAGE?[SZ]?|TABS|TGS|AGS) ?:)|TAG(?= [A-Z])",
        r"\b(?=[A-Z])(?i:(?:TAGE?[SZ]?|TABS|TGS|AGS) ?:)|\bTAGS\b|(?<=[A-Z0-9])TAGS ?:",
    ),
    (
        "subject",
        r"(?i:S?UBJ(?:ECTS?)? ?[:;])|SUBJ(?:ECT)?\b",
        r"\b(?=S)(?i:SUBJ(?:ECTS?)? ?:)|(?<=[A-Z0-9])SUBJECT ?:",
    ),
    (
        "references",
        r"(?i:REF(?:S|TELS?|ERENCES?|\(S\)|ERENCE\(S\))? ?:)|REF(?:S|ERENCE)?\b(?=[^\n]{0,60}\d)"
        r"|REF(?:S|TELS?)?$",
        r"\b(?=R)(?i:REF(?:S|TELS?|ERENCES?|\(S\))? ?:)|(?<=[A-Z])REFS? ?:",
    ),
    (
        "classified",
        r"(?i:(?:\(U\) ?)?Clas(?:s\.|\w{2,8}) {1,2}By\b) ?:?",
        r"(?i:(?:\(U\) ?)?\bClas\w{2,8} {1,2}By) ?:|\bClassified [Bb]y\b",
    ),
    ("reason", r"(?i:REASONS? ?:)", r"(?!)"),
    ("derived", r"(?i:DERIVED FROM\b|DECLASSIFY ON\b) ?:?", r"(?!)"),
    # between the label and paragraph 1 of a copy without lines: its marking, its summary, or a sentence's beginning
    (
        "text",
        r"1\.(?!\d)",
        r"(?<=[ .])1\. {0,2}(?:\([A-Z]{1,4}(?:/{1,2}[A-Z]{2,6})?\)|(?i:Summary\b)|(?=[A-Z][a-z]* [a-z]))",
    ),
)

# The labels of the messages that are no telegrams any more (SMART, 2009 on), which stand before their values or above
# them. What follows those that are plain words is in capitals.
_COPIES = r"[A-Z/]{1,8}-\d\d\b"  # for each office: ACTION EUR-12
_VALUE = rf"(?= {{0,20}}(?:$|[A-Z0-9(][A-Z0-9.,'-]))(?! {{0,20}}{_COPIES})"
MESSAGE_LABELS = (
    ("message", r"MRN ?:"),
    ("dtg", r"(?:Date ?/ ?)?DTG ?:"),
    ("from", r"(?i:FM|FROM) ?:(?= {0,20}(?:$|[A-Z]))"),
    ("to", rf"(?i:ACTION|TO) ?:{_VALUE}"),
    ("info", rf"(?i:INFO|CC) ?:{_VALUE}"),
    ("exempt", rf"XMT ?:{_VALUE}"),
    ("captions", rf"(?i:CAPTIONS?) ?:{_VALUE}"),
    ("passing", rf"(?i:PASS ?LINE) ?:{_VALUE}"),
)

# The same where a copy has made one line of several. They stand in this order, the last of them in any, so that a
# title's `Call to Action: ` is none.
MESSAGE = r"(?:MRN|Date ?/ ?DTG) ?:"
MESSAGE_LABELS_INSIDE = (
    ("dtg", r"Date ?/ ?DTG ?:", 1),
    ("from", r"From ?:", 2),
    ("to", r"Action ?:", 3),
    ("info", r"Info ?:", 4),
    ("eo", r"E\.O\. ?:", 5),
    ("tags", r"TAGS ?:", 5),
    ("captions", r"Captions? ?:", 5),
    ("passing", r"Pass ?Line ?:", 5),
    ("references", r"References? ?:", 5),
    ("subject", r"Subject ?:", 5),
)

# The lines above the labelled ones. After TO and its like an article shows that a sentence goes on.
_ADDRESSED = r"(?: {1,3}(?!THE |AN? |THIS |THAT |BE |.[a-z])(?=\S)|$)"
TRANSMISSION = (
    ("transmission", r"VZCZ[A-Z]+\d+"),
    ("routing", r"(?:ZZ|OO|PP|RR|YY) R[A-Z]{3,7}\b|R[UHX][A-Z]{2,6} R[UHX][A-Z]{2,6}\b"),
    ("station", r"DE R[A-Z]{3,7} ?#?\d{3,6}\b"),
    ("security", r"ZN[RY] [A-Z]{5}\b"),
    ("dtg", r"(?:[ZOPRYW](?: ?[ZOPRYW]){0,2} {0,3})?\d{6} ?Z {0,3}[A-Za-z]{3,9} {0,3}\d\d"),
    (
        "distribution",
        rf"(?:ACTION|ORIGIN|INFO):? {{1,3}}{_COPIES}|(?:[A-Z/]{{1,8}}-\d\d {{1,3}}){{2}}|-{{6,}}\d{{4}}",
    ),
    ("drafting", r"(?:DRAFTED|APPROVED|CLEARED) BY\b ?:?"),
    ("extract", r"This record is a partial extract\b[^.]{0,60}\.?(?: {0,2}The full text\b[^.]{0,60}\.?)?"),
    ("from", rf"FM{_ADDRESSED}"),
    ("to", rf"TO{_ADDRESSED}"),
    ("exempt", r"(?:INFO )?XMT(?:[/ ]|$)"),
    ("info", rf"INFO{_ADDRESSED}"),
    ("separator", r"BT(?:$| (?=[UCSLT]))"),
    ("letterhead", r"(?:TELEGRAM|AIRGRAM|Department of State)$"),
    ("printed", r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{1,2} [A-Z][a-z]+ \d{4}"),
)


ADDRESSES = frozenset({"from", "to", "info", "exempt"})
WITHOUT_LABEL = ADDRESSES | {"drafting"}
# Where a copy has made one line of them: what the line goes on with after each.
TRANSMITTED = frozenset(name for name, _ in TRANSMISSION)
_PLACE = r"(?=R[UHX][A-Z]{2,6}/|(?:SECSTATE|AMEMBASSY|AMCONSUL|USMISSION|ALL) |(?:[A-Z]{2,12} ){1,3}COLLECTIVE)"
TRANSMISSION_INSIDE = (
    r"(?<= )(?:DE R[A-Z]{3,7} ?#?\d{3,6}\b|ZN[RY] [A-Z]{5}\b|(?:[ZOPR] ){1,2}\d{6}Z [A-Za-z]{3} \d\d\b"
    rf"|FM (?=[A-Z]{{4}})|(?:TO|INFO|XMT) {_PLACE}|R[UHX][A-Z]{{2,6}}/(?=[A-Z])|BT(?:$| (?=[UCSLT]))"
    r"|(?:UNCLAS(?:SIFIED)?|C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|S ?E ?C ?R ?E ?T|LIMITED OFFICIAL USE) "
    r"(?=SECTION \d|[A-Z][A-Z .'-]{2,24} \d{4,6}\b))"
)

# Offices that a passing line speaks to (`STATE FOR EAP/BCLTV`), and whom it names.
_OFFICES = (
    "STATE|DEPT|DEPARTMENT|DOD|OSD|JCS|JOINT STAFF|NSC|WHITE HOUSE|USDOC|COMMERCE|TREASURY|USTR|USAID|AID|"
    "CIA|DIA|FBI|DHS|DOJ|JUSTICE|DOE|ENERGY|LABOR|USDA|AMEMBASSY|AMCONSUL|USMISSION|USUN|USNATO|USEU|PACOM|"
    "CENTCOM|EUCOM|SOUTHCOM|AFRICOM|USARPAC|POSTS"
)
_PERSONS = "AMBASSADOR|CHARGE|DCM|DATT|CODEL|SECRETARY|CD DELEGATION|FROM"
PASSING = (
    rf"(?:{_OFFICES})\b[A-Z0-9/ ,.'()-]{{0,60}}\b(?:FOR|PASS)\b"
    r"|(?:[A-Z][A-Z.'-]{1,14} ){1,3}(?:ALSO |PLEASE |PLS )?PASS\b|PASS [A-Z]{1,8}/"
    rf"|(?:[A-Z][A-Z.'-]{{1,14}}:? ){{0,3}}FOR (?:[A-Z(),-]{{1,12}}/|(?:THE )?(?:{_PERSONS})\b)"
)
