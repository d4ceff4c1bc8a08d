"""Checks that answer: each takes a learner's function or value and returns a Result that says what to do next."""

from firstnn.check.backpropagation import backward_from_memory, numerical_gradient, suspects, tanh_derivative, two_paths
from firstnn.check.digits import add_noise, count_ink, hamming, one_hot
from firstnn.check.evaluation import accuracy, best_possible, confusion_matrix, share_seen, tightest_glyph
from firstnn.check.forward import forward_from_memory, neuron, number_of_parameters, relu, softmax, two_hidden_layers
from firstnn.check.inside import count_right_with_only, decisive_pixels, glyph, surest_nonsense
from firstnn.check.loss import bits, choices, cross_entropy, floor_of_the_5
from firstnn.check.result import Result
from firstnn.check.setup_check import setup
from firstnn.check.too_early import register
from firstnn.check.training import momentum_step, network_from_memory, regimes, train, two_steps, update
from firstnn.check.welcome import first, lookalikes

__all__ = [
    "Result", "accuracy", "add_noise", "backward_from_memory", "best_possible", "bits", "choices", "confusion_matrix",
    "count_ink", "count_right_with_only", "cross_entropy", "decisive_pixels", "first", "floor_of_the_5",
    "forward_from_memory", "glyph", "hamming", "lookalikes", "momentum_step", "network_from_memory", "neuron",
    "number_of_parameters", "numerical_gradient", "one_hot", "regimes", "relu", "setup", "share_seen", "softmax",
    "surest_nonsense", "suspects", "tanh_derivative", "tightest_glyph", "train", "two_hidden_layers", "two_paths",
    "two_steps", "update",
]  # fmt: skip

register()
