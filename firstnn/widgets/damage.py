"""Panel 1: a digit and its damage."""

from math import comb

import numpy as np

from firstnn.digits import COLUMNS, PIXELS, ROWS, create_digit_image
from firstnn.inputs import takes
from firstnn.plots.lessons.data import DamagePicture
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.widgets import settings
from firstnn.widgets.panel import Panel, slider
from firstnn.words import article, per_cent, plural


@takes(digit=settings.digit, noise_level=settings.noise_level, seed=settings.seed)
def damage_panel(digit: int = 4, noise_level: int = 3, seed: int = 0) -> Panel:
    """Sliders for the digit, the number of wiped pixels and the damage; the picture before, after, and as 15 numbers."""
    drawn, axes = figure(1, 3, size=(9, 2.7), width_ratios=[1.3, 1.3, 5.2])
    damage = DamagePicture(axes, create_digit_image(digit), chosen_pixels(noise_level, seed))
    picture = LivePicture(drawn, [damage])

    def draw(digit: int, noise_level: int, seed: int) -> str:
        image, wiped = create_digit_image(digit), chosen_pixels(noise_level, seed)
        damage.move(image, wiped)
        return f"Digit {digit}, seed {seed}, {sentence(digit, image, wiped)}"

    controls = {
        "digit": slider("digit", digit, 0, 9),
        "noise_level": slider("wiped pixels", noise_level, 0, PIXELS),
        "seed": slider("new damage", seed, 0, 99),
    }
    return Panel(controls, picture, draw)


def chosen_pixels(noise_level: int, seed: int) -> np.ndarray:
    """Which pixels are wiped with this seed: (5, 3), True where chosen. More wiped pixels never heal one."""
    wiped = np.zeros(PIXELS, dtype=bool)
    wiped[np.random.default_rng(seed).permutation(PIXELS)[:noise_level]] = True
    return wiped.reshape(ROWS, COLUMNS)


def could_be(damaged: np.ndarray, noise_level: int) -> np.ndarray:
    """P(digit | damaged picture) for 0 to 9, each digit and each choice of pixels being equally likely.

    A digit whose ink covers what is left gives this picture in C(its paper, noise_level - ink lost) ways: the lost ink is
    chosen, and the other chosen pixels are any of its paper. A row of zeros where no digit can look like this.
    """
    ways = np.zeros(10)
    for digit in range(10):
        clean = create_digit_image(digit)
        lost = int(np.sum(damaged != clean))
        if (damaged >= clean).all() and lost <= noise_level:
            ways[digit] = comb(int(clean.sum()), noise_level - lost)
    return ways / max(ways.sum(), 1)


def sentence(digit: int, image: np.ndarray, wiped: np.ndarray) -> str:
    """The damage in words, and which digits the damaged picture could be, the likeliest first."""
    ink, lost = int(np.sum(image == 0)), int(np.sum(wiped & (image == 0)))
    words = "wiped: {wiped}. Ink lost: {lost} of {ink}. Paper already: {already}. Can look like this: {digits}."
    probabilities = could_be(np.maximum(image, wiped), int(wiped.sum()))
    likeliest = [other for other in np.argsort(-probabilities, kind="stable") if probabilities[other]]
    digits = [f"{other} ({per_cent(probabilities[other], 0)})" for other in likeliest]
    if len(digits) == 1:
        digits = [f"only {article(digit)}"]
    pixels = plural(int(wiped.sum()), "pixel")
    return words.format(wiped=pixels, lost=lost, ink=ink, already=int(wiped.sum()) - lost, digits=", ".join(digits))
