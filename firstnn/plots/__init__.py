"""The pictures of the course: matplotlib drawings of what the mathematics computes, each on the axes it is given."""

from firstnn.plots.answer import draw_answer, draw_hidden_units, draw_reading, reading_in_words
from firstnn.plots.digits import draw_damage, draw_digit, draw_digits, draw_distances, draw_row, draw_sheet
from firstnn.plots.loss import (
    draw_floor,
    draw_halvings,
    draw_probability_bars,
    draw_shares,
    draw_staircase,
    draw_surprise,
)
from firstnn.plots.style import figure, show
from firstnn.plots.training import draw_accuracy, draw_loss

__all__ = [
    "draw_accuracy",
    "draw_answer",
    "draw_damage",
    "draw_digit",
    "draw_digits",
    "draw_distances",
    "draw_floor",
    "draw_halvings",
    "draw_hidden_units",
    "draw_loss",
    "draw_probability_bars",
    "draw_reading",
    "draw_row",
    "draw_shares",
    "draw_sheet",
    "draw_staircase",
    "draw_surprise",
    "figure",
    "reading_in_words",
    "show",
]
