"""The live panels of the course. Each function makes one; put it on the last line of a cell."""

from firstnn.widgets.grid import drawing_panel
from firstnn.widgets.training import training_panel

__all__ = ["drawing_panel", "training_panel"]
