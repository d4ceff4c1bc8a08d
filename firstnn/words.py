"""Numbers and lists in words: one way each. A sentence for the learner is a template; these fill its gaps."""

from collections.abc import Iterable

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def plural(number: int, thing: str) -> str:
    """1 pixel, 2 pixels, 1,000 pixels."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def listed(parts: Iterable[object], last: str = "and") -> str:
    """a, b and c."""
    *most, final = map(str, parts)
    return f"{', '.join(most)} {last} {final}" if most else final


def article(digit: int) -> str:
    """a 3, an 8."""
    return f"an {digit}" if str(digit).startswith("8") or digit in (11, 18) else f"a {digit}"


def number(value: float) -> str:
    """A number in a few digits, with a true minus: 2, −0.5, 0."""
    return f"{value:.3g}".replace("-", "−") if value else "0"


def signed(value: float) -> str:
    """A number with its sign in front: +2, −0.5, 0."""
    return ("+" if value > 0 else "") + number(value)


def per_cent(share: float, decimals: int = 1) -> str:
    """A share from 0 to 1 as a percentage: 95.3 %. What would round to nothing, or to all, is named as such."""
    least = 0.5 * 10.0 ** -(decimals + 2)
    if 0 < share < least:
        return f"under {10.0**-decimals:g} %"
    if 1 - least < share < 1:
        return f"over {100 - 10.0**-decimals:g} %"
    return f"{100 * share:.{decimals}f} %"


def probability(p: float, decimals: int = 3) -> str:
    """A probability for reading: 0.250, 2·10⁻⁹, 0."""
    if p == 0 or p >= 0.5 * 10.0**-decimals:
        return f"{p:.{decimals}f}" if p else "0"
    digit, exponent = f"{p:.0e}".split("e")
    return f"{digit}·10{str(int(exponent)).translate(SUPERSCRIPT)}"
