"""Panel 2: the hidden size and a digit, and the network that this makes, before any training."""

import numpy as np

from firstnn.digits import create_digit_image
from firstnn.inputs import takes
from firstnn.network import FirstNeuralNetwork
from firstnn.plots.glyphs import draw_digit
from firstnn.plots.forward import draw_network, draw_outputs, parameters_in_words
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.widgets import panel as check
from firstnn.widgets.panel import Panel, slider


@takes(hidden_size=check.hidden_size, digit=check.digit, seed=check.seed)
def network_panel(hidden_size: int = 64, digit: int = 3, seed: int = 0) -> Panel:
    """Sliders for hidden size and digit; the untrained network as dots and lines, its parameters, its ten outputs."""
    network = FirstNeuralNetwork(hidden_size=hidden_size, rng=seed)
    image = create_digit_image(digit)
    drawn, (left, middle, right) = figure(1, 3, size=(9, 3.9), width_ratios=[1, 4, 1.7])
    draw_digit(left, image, "input")
    diagram = draw_network(middle, network, image)
    outputs = draw_outputs(right, network.forward(image.reshape(1, -1)))
    total = middle.text(1, 10.0, "", ha="center", va="top")
    picture = LivePicture(drawn, [left.images[0], left.xaxis, left.yaxis, *diagram.artists, *outputs.artists, total])

    def draw(hidden_size: int, digit: int) -> str:
        network = FirstNeuralNetwork(hidden_size=hidden_size, rng=seed)
        image = create_digit_image(digit)
        diagram.show(network, image)
        outputs.show(network.A2)
        total.set_text(f"parameters: {parameters_in_words(network.input_size, hidden_size, network.output_size)}")
        left.images[0].set_data(image)
        return sentence(network, digit)

    controls = {"hidden_size": slider("hidden size", hidden_size, 1, 128), "digit": slider("digit", digit, 0, 9)}
    return Panel(controls, picture, draw)


def sentence(network: FirstNeuralNetwork, digit: int) -> str:
    """The network in words: its size, its parameters as a sum, and what it outputs to this digit, just computed."""
    p = network.A2[0]
    units = "1 hidden unit" if network.hidden_size == 1 else f"{network.hidden_size} hidden units"
    worked = parameters_in_words(network.input_size, network.hidden_size, network.output_size)
    return (
        f"{units.capitalize()}: {worked} parameters. The input is a clean {digit}. Hidden units above 0: "
        f"{int(np.sum(network.A1 > 0))}. The untrained network gives {guess(p, digit)}."
    )


def guess(p: np.ndarray, digit: int) -> str:
    """The largest of the ten probabilities and the one of the digit shown, in words."""
    if np.ptp(p) < 1e-12:
        return f"{p.max():.1%} to every digit"
    if p.argmax() == digit:
        return f"most, {p.max():.1%}, to the {digit}"
    return f"most, {p.max():.1%}, to the {p.argmax()}, and {p[digit]:.1%} to the {digit}"
