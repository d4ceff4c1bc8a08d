"""What a check answers."""

import html
import sys
from dataclasses import dataclass

NOT_WRITTEN = "Not written yet. Replace the three dots with your own lines, then run the cell again."
PLAIN = str.maketrans({"−": "-", "×": "*", "…": "...", "→": ">", "²": "^2", "·": "*", "“": '"', "”": '"', "–": "-"})


@dataclass(frozen=True)
class Result:
    """bool(result) tells whether the check passed; message says what to do next."""

    passed: bool
    message: str

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        return f"{'✓' if self.passed else '✗'} {self.message}"

    def __str__(self) -> str:
        """As repr, in the signs that the terminal has: one without ✓ gets words."""
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        text = f"{'Right:' if self.passed else 'Not yet:'} {self.message}"
        try:
            repr(self).encode(encoding)
            return repr(self)
        except (UnicodeError, LookupError):
            return text.translate(PLAIN).encode("ascii", "replace").decode()

    def _repr_html_(self) -> str:
        return f"<p><strong>{'✓ Right.' if self.passed else '✗'}</strong> {html.escape(self.message)}</p>"
