"""Panel 1: a digit and its damage."""

from math import comb

import numpy as np

from firstnn.digits import PIXELS, add_noise, create_digit_image
from firstnn.inputs import takes
from firstnn.plots.glyphs import DamagePicture
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.widgets import panel as check
from firstnn.widgets.panel import Panel, slider
from firstnn.words import plural


@takes(digit=check.digit, noise_level=check.noise_level, seed=check.seed)
def damage_panel(digit: int = 4, noise_level: int = 3, seed: int = 0) -> Panel:
    """Sliders for the digit, the number of wiped pixels and the damage; the picture before, after, and as 15 numbers."""
    drawn, axes = figure(1, 3, size=(9, 2.7), width_ratios=[1.3, 1.3, 5.2])
    damage = DamagePicture(axes, create_digit_image(digit), chosen_pixels(noise_level, seed))
    picture = LivePicture(drawn, damage.artists)

    def draw(digit: int, noise_level: int, seed: int) -> str:
        image, wiped = create_digit_image(digit), chosen_pixels(noise_level, seed)
        damage.show(image, wiped)
        return f"Digit {digit}, seed {seed}, {sentence(digit, image, wiped)}"

    controls = {
        "digit": slider("digit", digit, 0, 9),
        "noise_level": slider("wiped pixels", noise_level, 0, PIXELS),
        "seed": slider("new damage", seed, 0, 99),
    }
    return Panel(controls, picture, draw)


def chosen_pixels(noise_level: int, seed: int) -> np.ndarray:
    """Which pixels add_noise chooses for this seed: (5, 3), True where chosen. Found by damaging a picture full of ink."""
    return add_noise(np.zeros((5, 3)), noise_level, seed) == 1.0


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
    chosen, ink, lost = int(wiped.sum()), int(np.sum(image == 0)), int(np.sum(wiped & (image == 0)))
    told = f"{plural(chosen, 'pixel')} chosen: {lost} of its {ink} ink pixels {was(lost)} lost"
    if chosen > lost:
        told += f", {plural(chosen - lost, 'chosen pixel')} {was(chosen - lost)} paper already"
    odds = could_be(np.maximum(image, wiped), chosen)
    likeliest = [other for other in np.argsort(-odds, kind="stable") if odds[other]]
    if len(likeliest) == 1:
        return f"{told}. Only {'an' if digit == 8 else 'a'} {digit} can look like this."
    listed = ", ".join(f"{other} ({per_cent(odds[other])})" for other in likeliest)
    return f"{told}. Digits that can look like this: {listed}."


def was(number: int) -> str:
    """1 was, 2 were."""
    return "was" if number == 1 else "were"


def per_cent(share: float) -> str:
    """A share as a whole number of per cent; what rounds to nothing or to all is named as such."""
    if share < 0.005:
        return "under 1%"
    return "over 99%" if share > 0.995 else f"{share:.0%}"
