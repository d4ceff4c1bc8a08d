"""firstnn: the small package under the notebooks of a first lesson in neural networks. Importing it loads NumPy only."""

from firstnn.counting import BestPossible, best_possible
from firstnn.digits import (
    add_noise,
    as_text,
    create_dataset,
    create_digit_image,
    every_damaged_digit,
    hamming_distance,
)
from firstnn.evaluation import (
    accuracy,
    best_accuracy,
    confusion_matrix,
    count_pictures,
    exact_accuracy,
    look_up,
    nearest_glyph,
    nearest_seen,
    share_seen,
    split_by_picture,
    tightest_glyph,
)
from firstnn.functions import cross_entropy, one_hot, relu, relu_derivative, softmax, tanh, tanh_derivative
from firstnn.gradients import gradient_errors, loss_at, numerical_gradient, numerical_gradients
from firstnn.network import FirstNeuralNetwork, Gradients
from firstnn.training import History

__version__ = "1.0.0"

__all__ = [
    "BestPossible",
    "FirstNeuralNetwork",
    "Gradients",
    "History",
    "accuracy",
    "add_noise",
    "as_text",
    "best_accuracy",
    "best_possible",
    "confusion_matrix",
    "count_pictures",
    "create_dataset",
    "create_digit_image",
    "cross_entropy",
    "every_damaged_digit",
    "exact_accuracy",
    "gradient_errors",
    "hamming_distance",
    "look_up",
    "loss_at",
    "nearest_glyph",
    "nearest_seen",
    "numerical_gradient",
    "numerical_gradients",
    "one_hot",
    "relu",
    "relu_derivative",
    "share_seen",
    "softmax",
    "split_by_picture",
    "tanh",
    "tanh_derivative",
    "tightest_glyph",
]
