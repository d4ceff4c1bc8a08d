"""The pictures of the course: matplotlib drawings of what the mathematics computes, each on the axes it is given."""

from firstnn.plots.digits import draw_digit, draw_digits
from firstnn.plots.style import figure, show
from firstnn.plots.training import draw_accuracy, draw_loss

__all__ = ["draw_accuracy", "draw_digit", "draw_digits", "draw_loss", "figure", "show"]
