"""The English names of days, months and counts, and pieces of patterns made of them. Plain data for ``day_words``."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SLIPS = {"wensday": 2, "wendesday": 2, "wednsday": 2, "tuseday": 1, "thrusday": 3, "thursay": 3, "firday": 4}
WEEKDAY_NUMBER = {name: number for number, name in enumerate(WEEKDAYS)} | SLIPS
WEEKDAY_NUMBER |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
WEEKDAY_NUMBER |= {"sat": 5, "sun": 6}

MONTH_NUMBER = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12,
}  # fmt: skip
MONTH_NUMBER |= {name[:3]: number for name, number in MONTH_NUMBER.items()} | {"sept": 9}

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "a couple": 2, "couple of": 2, "couple": 2, "three": 3,
    "a few": 3, "few": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip

WEEKDAY = "|".join((*WEEKDAYS, *SLIPS))
ANY_WEEKDAY = "|".join(sorted(WEEKDAY_NUMBER, key=len, reverse=True))
MONTH = "|".join(sorted(MONTH_NUMBER, key=len, reverse=True))
COUNT = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
END = r"(?:the\s+)?(?:very\s+)?end\s+of(?:\s+the)?"
