"""The words figures are made of: tables for `figures` and its patterns, and nothing else.

A row of several spellings parts them with ", ". Spellings match in any case, but for currency signs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cabletui.cable.model import Bound, FigureKind


def listed(row: str) -> tuple[str, ...]:
    return tuple(row.split(", "))


def by_last_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Phrases under their last word, the longest first: to find which of them a text ends with."""
    ending = defaultdict(list)
    for phrase in sorted(phrases, key=len, reverse=True):
        ending[phrase[phrase.rfind(" ") + 1 :]].append(phrase)
    return {word: tuple(row) for word, row in ending.items()}


DIGITS = frozenset("0123456789")

ONES = {
    word: float(value) for value, word in enumerate(listed("one, two, three, four, five, six, seven, eight, nine"), 1)
}
TEENS = {
    word: float(value)
    for value, word in enumerate(
        listed("ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen"),
        10,
    )
}
TENS = {
    word: value * 10.0
    for value, word in enumerate(listed("twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety"), 2)
}
SMALL = {**ONES, **TEENS, **TENS}

SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
SHORT_SCALES = {"mn": 1e6, "bn": 1e9}
SCALE_LETTERS = {"k": 1e3, "m": 1e6, "mm": 1e6, "b": 1e9}
"""Scales of an amount of money only: `$5m`."""

LEADS = {"a": 1.0, "half a": 0.5, "a half": 0.5, "several": None, "a few": None, "few": None, "many": None}
"""What may stand before a scale in place of a number, `half a million`, and how many of it that is."""

VAGUE = listed("tens, dozens, hundreds, thousands, millions, billions, trillions")

FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
FRACTION_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

MONTHS = listed("january, february, march, april, may, june, july, august, september, october, november, december")

BOUNDS = {
    Bound.OVER: "over, more than, above, beyond, in excess of, upwards of, upward of, exceeding, >",
    Bound.UNDER: "under, less than, fewer than, below, <",
    Bound.ABOUT: "nearly, almost, about, around, approximately, approx., approx, some, roughly, close to, perhaps,"
    " an estimated, estimated, in the neighborhood of, on the order of, circa, ~",
    Bound.UP_TO: "up to, as much as, as many as, as high as, no more than, not more than, at most, at the most,"
    " a maximum of, maximum of, not over, not exceeding",
    Bound.AT_LEAST: "at least, no fewer than, no less than, not less than, not fewer than, a minimum of, minimum of,"
    " as few as, as little as",
}
NUDGES = listed("well, just, slightly, a little, somewhat, considerably, substantially, significantly, far")
"""May stand before some bounds: `slightly more than`."""
NUDGED = listed("over, more than, above, under, less than, fewer than, below")
BOUND_OF = {phrase: bound for bound, row in BOUNDS.items() for phrase in listed(row)}
BOUND_OF |= {f"{nudge} {phrase}": BOUND_OF[phrase] for nudge in NUDGES for phrase in NUDGED}
TAILS = {
    " or more": Bound.AT_LEAST,
    " or so": Bound.ABOUT,
    " or less": Bound.UP_TO,
    " or fewer": Bound.UP_TO,
    "+": Bound.AT_LEAST,
    "-plus": Bound.AT_LEAST,
    "-odd": Bound.ABOUT,
}
"""Bounds that stand behind a number: `200 or more`, `3,000-odd`."""
CIRCA = frozenset(listed("about, around, approximately, circa, roughly, ~"))
"""The only bounds of dates and years."""
LOOSE_BOUNDS = frozenset(listed("over, under, about, around, some, above, below, beyond, perhaps"))
"""More often plain words when a small number follows: `agreed about two points`."""

UNITS = (
    (FigureKind.PERCENT, "%", "percent, per cent, pct, percentage point, percentage points"),
    (FigureKind.DURATION, "second", "seconds, sec"),
    (FigureKind.DURATION, "minute", "minute, minutes, min"),
    (FigureKind.DURATION, "hour", "hour, hours, hr, hrs"),
    (FigureKind.DURATION, "day", "day, days"),
    (FigureKind.DURATION, "week", "week, weeks"),
    (FigureKind.DURATION, "month", "month, months"),
    (FigureKind.DURATION, "year", "year, years, yr, yrs"),
    (FigureKind.DURATION, "decade", "decade, decades"),
    (FigureKind.DURATION, "century", "centuries"),
    (FigureKind.DISTANCE, "mile", "mile, miles"),
    (FigureKind.DISTANCE, "nautical mile", "nautical mile, nautical miles, nm"),
    (FigureKind.DISTANCE, "kilometer", "kilometer, kilometers, kilometre, kilometres, km, kms"),
    (FigureKind.DISTANCE, "meter", "meter, meters, metre, metres"),
    (FigureKind.DISTANCE, "centimeter", "centimeter, centimeters, centimetre, centimetres, cm"),
    (FigureKind.DISTANCE, "millimeter", "millimeter, millimeters, millimetre, millimetres, mm"),
    (FigureKind.DISTANCE, "yard", "yard, yards"),
    (FigureKind.DISTANCE, "foot", "foot, feet, ft"),
    (FigureKind.DISTANCE, "inch", "inch, inches"),
    (FigureKind.WEIGHT, "ton", "ton, tons, long ton, long tons, short ton, short tons"),
    (FigureKind.WEIGHT, "metric ton", "tonne, tonnes, metric ton, metric tons, mt"),
    (FigureKind.WEIGHT, "kiloton", "kiloton, kilotons, kt"),
    (FigureKind.WEIGHT, "megaton", "megaton, megatons"),
    (FigureKind.WEIGHT, "kilogram", "kilogram, kilograms, kilo, kilos, kg, kgs"),
    (FigureKind.WEIGHT, "gram", "gram, grams"),
    (FigureKind.WEIGHT, "pound", "lb, lbs"),
    (FigureKind.WEIGHT, "ounce", "ounce, ounces"),
    (FigureKind.AREA, "hectare", "hectare, hectares, ha"),
    (FigureKind.AREA, "acre", "acre, acres"),
    (FigureKind.AREA, "square mile", "square mile, square miles, sq mi, sq. mi"),
    (FigureKind.AREA, "square kilometer", "square kilometer, square kilometers, square kilometre"),
    (FigureKind.AREA, "square kilometer", "square kilometres, sq km, sq. km, km2"),
    (FigureKind.AREA, "square meter", "square meter, square meters, square metre, square metres, m2"),
    (FigureKind.AREA, "square foot", "square foot, square feet"),
    (FigureKind.MONEY, "USD", "dollar, dollars, us dollar, us dollars, u.s. dollar, u.s. dollars, usd, dols"),
    (FigureKind.MONEY, "CAD", "canadian dollars, cad"),
    (FigureKind.MONEY, "AUD", "australian dollars, aud"),
    (FigureKind.MONEY, "HKD", "hong kong dollars, hkd"),
    (FigureKind.MONEY, "EUR", "euro, euros, eur"),
    (FigureKind.MONEY, "GBP", "pound sterling, pounds sterling, british pounds, gbp"),
    (FigureKind.MONEY, "JPY", "yen, jpy"),
    (FigureKind.MONEY, "CHF", "swiss francs, chf"),
    (FigureKind.MONEY, "FRF", "french francs"),
    (FigureKind.MONEY, "DEM", "deutsche marks, german marks, d-marks, dm"),
    (FigureKind.MONEY, "ITL", "lire, italian lira"),
    (FigureKind.MONEY, "BRL", "reais, brl"),
    (FigureKind.MONEY, "MXN", "mexican pesos, mxn"),
    (FigureKind.MONEY, "EGP", "egyptian pounds, egp"),
    (FigureKind.MONEY, "INR", "indian rupees, inr"),
    (FigureKind.MONEY, "PKR", "pakistani rupees, pkr"),
    (FigureKind.MONEY, "CNY", "yuan, rmb, renminbi, cny"),
    (FigureKind.MONEY, "THB", "baht, thb"),
    (FigureKind.MONEY, "ILS", "shekels, ils"),
    (FigureKind.MONEY, "PLN", "zloty, zlotys, zlotych"),
    (FigureKind.MONEY, "HUF", "forint, forints"),
    (FigureKind.MONEY, "XDR", "sdr, sdrs"),
    (FigureKind.MONEY, "pound", "pound, pounds"),
    (FigureKind.MONEY, "peso", "peso, pesos"),
    (FigureKind.MONEY, "ruble", "ruble, rubles, rouble, roubles"),
    (FigureKind.MONEY, "rupee", "rupee, rupees"),
    (FigureKind.MONEY, "rupiah", "rupiah"),
    (FigureKind.MONEY, "franc", "franc, francs"),
    (FigureKind.MONEY, "mark", "marks"),
    (FigureKind.MONEY, "lira", "lira, liras"),
    (FigureKind.MONEY, "drachma", "drachma, drachmas"),
    (FigureKind.MONEY, "dinar", "dinar, dinars"),
    (FigureKind.MONEY, "rial", "rial, rials"),
    (FigureKind.MONEY, "riyal", "riyal, riyals"),
    (FigureKind.MONEY, "dirham", "dirham, dirhams"),
    (FigureKind.MONEY, "dong", "dong"),
    (FigureKind.MONEY, "piaster", "piaster, piasters, piastre, piastres"),
    (FigureKind.MONEY, "krone", "kronor, kroner, crowns"),
    (FigureKind.MONEY, "rand", "rand"),
    (FigureKind.MONEY, "naira", "naira"),
    (FigureKind.MONEY, "shilling", "shilling, shillings"),
    (FigureKind.MONEY, "cent", "cent, cents"),
)
"""Kind, unit, spellings. A currency has its ISO 4217 code where the word alone makes it certain; `dollars`
are American in these texts."""
UNIT_OF = {spelling: (kind, unit) for kind, unit, row in UNITS for spelling in listed(row)}

UNIT_ADJECTIVES = listed("more, additional, full, whole, consecutive, working, business, calendar, long, short")
"""May stand between a number and its unit: `ten working days`."""

CURRENCY_SIGNS = {
    **dict.fromkeys(
        listed("$, US$, US $, U.S. $, U.S.$, USD, dols, dols., Dols, DOLS, DOLS., dollars, DOLLARS"), "USD"
    ),
    **dict.fromkeys(listed("US dollars, U.S. dollars, US DOLLARS, U.S. DOLLARS"), "USD"),
    **dict.fromkeys(listed("Rs., Rs, RS."), "rupee"),
    **dict.fromkeys(listed("pounds, POUNDS"), "pound"),
    **{code: code for code in listed("EUR, GBP, JPY, CHF, CAD, AUD, CNY, BRL, MXN, INR, PKR, THB")},
    "C$": "CAD",
    "A$": "AUD",
    "HK$": "HKD",
    "NT$": "TWD",
    "R$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "DM": "DEM",
    "RMB": "CNY",
    "SDR": "XDR",
    "LE": "EGP",
}
"""What stands before an amount, in exactly this case: `USD 4 billion`, `dols 50 million`."""

HYPHENED = frozenset(
    listed(
        "person, man, men, woman, member, nation, country, seat, room, bed, point, page,"
        " item, story, engine, vehicle, truck, ship, car, round, phase, stage, volume, lane, megawatt"
    )
)
"""Nouns a hyphen may join to a number in words: `five-man team`. Digits take any: `90-person`."""

DESIGNATORS = by_last_word(
    listed(
        "para, para., paras, paras., paragraph, paragraphs, section, sections, sec., article, articles, art.,"
        " clause, clauses, chapter, chapters, resolution, resolutions, res., res, unscr, unscrs, unsc, unga,"
        " page, pages, pg., pp., p., annex, appendix, enclosure, tab, public law, p.l., pl, law, decree,"
        " directive, e.o., e. o., eo, executive order, no., nos., ref, refs, reftel, reftels, deptel, deptels,"
        " embtel, embtels, contel, septel, usun, secstate, secto, tosec, vipto, hakto, tohak, s/s, circular,"
        " airgram, telegram, telegrams, tel, tels, tel., cable, cables, message, msg, fam, fah, iir, osc, cfr,"
        " usc, ext., ext, extension, phone, fax, telephone, document, docket, item, items, option, step,"
        " phase, tier, stage, track, part, parts, point, question, table, figure, footnote, group of, gang of,"
        " committee of, channel, flight, route, highway, room, line, lines, rule, protocol, title, basket,"
        " category, type, mark, boeing, airbus, mig, mirage, volume, vol., zone, convention, code,"
        " subparagraph, subparagraphs, subpara, subparas, sub-para, sub-paras, op, ops, pp, nsdm, nssm, nsdd, nssd,"
        " nsc, prm, pd, h.r., s.j., codel, staffdel, notam, box, suite, apartment, apt., lot, serial, case no."
    )
)
"""What they number is a label, not a quantity: `para 12`, `Resolution 1701`."""

NAMED = frozenset(
    listed(
        "project, plan, camp, pier, gate, area, unit, brigade, battalion, division, regiment, squadron, operation,"
        " radio, windows, office, war, district, ward, precinct, region, site, block, building, group, force,"
        " station, band, corridor, formula, cell, hill, sector, pillar, objective, goal, scenario, variant"
    )
)
"""Words that number things when they begin with a capital, and no noun follows the number: `Project 22`."""

COLLECTIVES = frozenset(listed("people, children, police, personnel, aircraft, staff, cattle, women, men, fora, media"))
"""Plurals without an s."""

MEASURES = frozenset(listed("bpd, mw, gw, kw, kwh, mph, kph, rpm, kv"))
"""Measures that have no kind of their own: `60 mph winds`."""

ADJECTIVAL = frozenset(listed("arms, sports, sales, weapons, narcotics, customs, communications, corps"))
"""Plurals that stand before the noun that is counted: `three arms dealers`."""

NOT_NOUNS = frozenset(
    listed(
        "a, about, above, across, after, against, all, also, although, among, an, and, another, any, are, as,"
        " at, be, because, been, before, being, below, between, both, but, by, can, could, do, does, during,"
        " each, either, exactly, for, from, had, has, have, he, her, his, how, if, in, including, into, is, it,"
        " its, last, less, like, may, more, most, must, next, nor, not, now, odd, of, off, on, only, or,"
        " others, our, out, over, per, perhaps, plus, previous, prior, said, says, shall, she, should, since,"
        " so, some, strong, such, than, that, the, their, them, then, there, these, they, this, those, though,"
        " through, thus, to, toward, towards, under, until, up, upon, us, versus, via, vs, was, we, were, what,"
        " when, where, whereas, whether, which, while, who, whom, whose, will, with, within, without, would,"
        " yes, yet, you, your,"
        " equals, refers, remains, means, seems"
    )
)
"""A noun phrase ends before any of these."""

YEAR_CUES = by_last_word(
    listed(
        "in, since, until, till, before, after, during, circa, early, late, the, year, spring, summer, fall,"
        " autumn, winter"
    )
)
"""Words that stand before a year. 2000 with none of these and a noun after it is a count."""
WEAK_YEAR_CUES = by_last_word(listed("of, from, by, between"))
"""These do for 1848, but not for 2000: `a force of 2000 men`."""
