"""The pictures of the course. Each function returns a Picture, which shows itself as the last line of a cell."""

from firstnn.plots.answer import readings
from firstnn.plots.bar_charts import bars
from firstnn.plots.confusion import confusion_matrix
from firstnn.plots.curves import losses, regime, training_curves
from firstnn.plots.glyphs import digits
from firstnn.plots.lessons.backpropagation import (
    broken_gradients,
    functions_and_slopes,
    gradient_check,
    matrix_product,
    passes,
    secants,
    step_errors,
    weight_curves,
)
from firstnn.plots.lessons.backward_pass import passes_by_numbers
from firstnn.plots.lessons.data import contact_sheet, distances, every_damage, flattened
from firstnn.plots.lessons.evaluation import accuracy_curves, calibration, contest, early_stopping, origins, verdicts
from firstnn.plots.lessons.forward import equation, neuron, neuron_on_digits, relu_curve, two_pixels
from firstnn.plots.lessons.inside import ablation, flips, handwriting, hidden_unit, lost_answers, parameters, unit_bars
from firstnn.plots.lessons.loss import answer_and_loss, loss_and_accuracy, loss_floor, surprise_curve, surprises
from firstnn.plots.lessons.training import landscape, regimes, riddle, valley, valleys
from firstnn.plots.network import network_by_numbers, network_diagram
from firstnn.plots.picture import Picture
from firstnn.plots.weights import weight_pictures

__all__ = [
    "Picture",
    "ablation",
    "accuracy_curves",
    "answer_and_loss",
    "bars",
    "broken_gradients",
    "calibration",
    "confusion_matrix",
    "contact_sheet",
    "contest",
    "digits",
    "distances",
    "early_stopping",
    "equation",
    "every_damage",
    "flattened",
    "flips",
    "functions_and_slopes",
    "gradient_check",
    "handwriting",
    "hidden_unit",
    "landscape",
    "loss_and_accuracy",
    "loss_floor",
    "losses",
    "lost_answers",
    "matrix_product",
    "network_by_numbers",
    "network_diagram",
    "neuron",
    "neuron_on_digits",
    "origins",
    "parameters",
    "passes",
    "passes_by_numbers",
    "readings",
    "regime",
    "regimes",
    "relu_curve",
    "riddle",
    "secants",
    "step_errors",
    "surprise_curve",
    "surprises",
    "training_curves",
    "two_pixels",
    "unit_bars",
    "valley",
    "valleys",
    "verdicts",
    "weight_curves",
    "weight_pictures",
]
