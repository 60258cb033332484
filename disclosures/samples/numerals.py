"""Chinese numerals for headings and table rows."""

ORDINALS = tuple("一二三四五六七八九十")


def ordinal(number: int) -> str:
    """A Chinese ordinal, 1 to 39."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else ORDINALS[tens - 1] + "十"
    return head + (ORDINALS[ones - 1] if ones else "")
