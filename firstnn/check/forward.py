"""Checks of the exercises of 02_forward_pass."""

from typing import Any

import numpy as np

from firstnn import functions
from firstnn.check.result import Mistake, Result, examine


def relu(function: Any) -> Result:
    """Check a learner's relu(Z)."""
    examples = [(np.array([[-2.0, 0.5], [3.0, -0.1], [0.0, 7.0]]),), (np.array([-4.0, -1.0]),)]
    return examine(
        function,
        examples,
        functions.relu,
        [
            Mistake(lambda Z: np.abs(Z), "A negative entry must become 0, not lose its sign."),
            Mistake(lambda Z: np.minimum(0, Z), "You keep the negative entries and drop the positive ones: it is the other way round."),
            Mistake(lambda Z: np.max(Z), "You return one number, the largest of all. Compare each entry with 0: np.maximum does that, np.max does not."),
            Mistake(lambda Z: (Z > 0).astype(float), "You return the slope, 0 or 1. Where an entry is positive, the entry itself must stay."),
            Mistake(lambda Z: Z[Z > 0], "The negative entries are gone, so the shape changed. Put a 0 in their place."),
        ],
        "Negative entries became 0, the others stayed as they were.",
    )
