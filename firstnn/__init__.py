"""firstnn: the small package under the notebooks of a first lesson in neural networks. Importing it loads NumPy only."""

from firstnn import functions, gradients, inputs
from firstnn.counting import BestPossible, best_possible
from firstnn.digits import (
    add_noise,
    as_text,
    create_dataset,
    create_digit_image,
    every_damaged_digit,
    hamming_distance,
    handwritten_digits,
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
from firstnn.gradients import gradient_errors, loss_at, numerical_gradients
from firstnn.network import FirstNeuralNetwork
from firstnn.passes import Gradients
from firstnn.training import History

relu, relu_derivative, tanh, tanh_derivative = (
    inputs.checked(function, inputs.numbers)
    for function in (functions.relu, functions.relu_derivative, functions.tanh, functions.tanh_derivative)
)
softmax = inputs.checked(functions.softmax, inputs.rows_of_numbers)
one_hot = inputs.checked(functions.one_hot, inputs.labels)
cross_entropy = inputs.checked(functions.cross_entropy, inputs.labels_and_probabilities)
numerical_gradient = inputs.checked(gradients.numerical_gradient, inputs.function_at)

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
    "handwritten_digits",
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
