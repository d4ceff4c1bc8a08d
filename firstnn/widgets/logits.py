"""Panel 3: four logits and the true digit, the probabilities that softmax makes of them, and the loss."""

from typing import Any

import numpy as np

from firstnn.functions import softmax, surprise
from firstnn.inputs import bounded_array, takes, whole_number
from firstnn.plots.lessons.loss import ProbabilityBars, SurpriseMark, draw_surprise, four_digits
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.widgets.panel import Panel, choice, moments, slider
from firstnn.words import probability

DIGITS = (0, 6, 8, 9)
FACTORS = (0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100, 1000)
LOGIT_RANGE = (-10.0, 10.0)


def shown_digit(name: str, value: Any) -> int:
    """One of the four digits."""
    if whole_number(name, value, 0, 9) not in DIGITS:
        raise ValueError(f"{name} must be one of the digits {', '.join(map(str, DIGITS))}, but it is {value}")
    return value


def four_logits(name: str, value: Any) -> np.ndarray:
    """A logit for each of the four digits."""
    logits = bounded_array(name, value, -1e100, 1e100, ndim=1)
    if len(logits) != len(DIGITS):
        raise ValueError(f"{name} must hold {len(DIGITS)} numbers, but it holds {len(logits)}")
    return logits


@takes(logits=four_logits, true=shown_digit)
def logits_panel(logits: Any = (3.0, 0.0, 1.0, -1.0), true: int = 8) -> Panel:
    """Sliders for four logits, a factor that stretches them, the true digit: probabilities, and the loss on its curve."""
    drawn, (left, right) = figure(1, 2, size=(9, 3.4))
    bars = ProbabilityBars(left, DIGITS)
    draw_surprise(right)
    mark = SurpriseMark(right)
    picture = LivePicture(drawn, [bars, mark])

    def draw(true: int, factor: float, **logits: float) -> str:
        Z = factor * np.array(list(logits.values()))
        P = softmax(Z)
        place = DIGITS.index(true)
        bars.move(P, place)
        mark.move(P[place])
        return sentence(Z, P, place)

    controls = {
        f"logit_{digit}": slider(f"logit of {digit}", value, *LOGIT_RANGE, step=0.5) for digit, value in zip(DIGITS, logits)
    }
    controls["factor"] = moments("all times", 1, [(f"{factor:g}", factor) for factor in FACTORS])
    controls["true"] = choice("true digit", true, DIGITS)
    return Panel(controls, picture, draw)


def sentence(Z: np.ndarray, P: np.ndarray, true: int) -> str:
    """The answer in words: logits, probabilities, the probability of the true digit, and what it costs."""
    answers = [f"{digit}: logit {z:g}, probability {probability(p)}" for digit, z, p in zip(DIGITS, Z + 0.0, P)]
    return f"{'; '.join(answers).replace('-', '−')}. The true digit is {DIGITS[true]}: {cost_in_words(P, true)}"


def cost_in_words(P: np.ndarray, true: int) -> str:
    """The loss of the answer P where true is the place of the true digit, and how it compares with knowing nothing."""
    loss, nothing = float(surprise(P[true])) + 0.0, np.log(len(P))
    if P[true] == 0:
        return (
            "its probability is too small for the computer, which stores 0. "
            f"The clip holds the loss at {loss:.1f} nats; without it the loss would be infinite."
        )
    words = "the loss is −log {p} ≈ {loss:.2f} nats, {side} somebody pays who knows nothing and gives each digit the same."
    side = "exactly what" if abs(loss - nothing) < 5e-6 else "less than" if loss < nothing else "more than"
    return words.format(p=four_digits(P[true]), loss=loss, side=side)
