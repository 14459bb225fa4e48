"""Words from reports as a terminal may be given them."""

_KEPT = "\n\t"
_DIRECTION = {
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0x200E,
    0x200F,
    0x061C,
}  # turn the reading direction


def clean(words: str) -> str:
    """Words from a report without characters that steer a terminal, on one line."""
    shown = (c if c.isprintable() or c in _KEPT else "�" for c in words if ord(c) not in _DIRECTION)
    return " ".join("".join(shown).split())
