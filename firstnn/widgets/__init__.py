"""The live panels of the course. Each function makes one; put it on the last line of a cell."""

from firstnn.widgets.backward_pass import backward_pass_panel
from firstnn.widgets.damage import damage_panel
from firstnn.widgets.everything import everything_panel
from firstnn.widgets.film import epochs_panel, watch_panel
from firstnn.widgets.grid import drawing_panel
from firstnn.widgets.landscape import landscape_panel
from firstnn.widgets.logits import logits_panel
from firstnn.widgets.neuron import neuron_panel
from firstnn.widgets.one_weight import weight_panel
from firstnn.widgets.overfitting import overfitting_panel
from firstnn.widgets.training import training_panel

__all__ = [
    "backward_pass_panel",
    "damage_panel",
    "drawing_panel",
    "epochs_panel",
    "everything_panel",
    "landscape_panel",
    "logits_panel",
    "neuron_panel",
    "overfitting_panel",
    "training_panel",
    "watch_panel",
    "weight_panel",
]
