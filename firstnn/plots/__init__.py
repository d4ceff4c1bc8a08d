"""The pictures of the course: matplotlib drawings of what the mathematics computes, each on the axes it is given."""

from firstnn.plots.answer import draw_answer, draw_hidden_units
from firstnn.plots.digits import draw_digit, draw_digits
from firstnn.plots.style import figure, show
from firstnn.plots.training import draw_accuracy, draw_loss

__all__ = ["draw_accuracy", "draw_answer", "draw_digit", "draw_digits", "draw_hidden_units", "draw_loss", "figure", "show"]
