"""The months, by their full names; a telegram's date-time group has their first three letters."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def month_number(name: str) -> int | None:
    """1 to 12, from the first three letters of a name in any case; None where they are no month's."""
    numbers = {month[:3]: number for number, month in enumerate(MONTHS, start=1)}
    return numbers.get(name[:3].capitalize())
