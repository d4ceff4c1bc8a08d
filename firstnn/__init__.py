"""firstnn: the small package under the notebooks of a first lesson in neural networks. Importing it loads NumPy only."""

from firstnn.digits import (
    add_noise,
    as_text,
    create_dataset,
    create_digit_image,
    every_damaged_digit,
    hamming_distance,
)
from firstnn.functions import cross_entropy, one_hot, relu, relu_derivative, softmax, tanh, tanh_derivative
from firstnn.gradients import gradient_errors, loss_at, numerical_gradient, numerical_gradients
from firstnn.limits import BestPossible, best_possible
from firstnn.network import FirstNeuralNetwork, Gradients
from firstnn.training import History

__version__ = "1.0.0"

__all__ = [
    "BestPossible",
    "FirstNeuralNetwork",
    "Gradients",
    "History",
    "add_noise",
    "as_text",
    "best_possible",
    "create_dataset",
    "create_digit_image",
    "cross_entropy",
    "every_damaged_digit",
    "gradient_errors",
    "hamming_distance",
    "loss_at",
    "numerical_gradient",
    "numerical_gradients",
    "one_hot",
    "relu",
    "relu_derivative",
    "softmax",
    "tanh",
    "tanh_derivative",
]
