"""The confusion matrix as a picture: which classes are taken for which."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from firstnn.plots import given
from firstnn.plots.picture import Picture
from firstnn.plots.style import LIMIT, PAPER, QUIET, RIGHT, WRONG, figure
from firstnn.words import listed


def confusion_matrix(matrix: Any) -> Picture:
    """A confusion matrix (classes, classes) with its numbers: true class in the row, predicted class in the column."""
    matrix = given.square_of_counts("matrix", matrix)
    drawn, ax = figure(size=(5, 4.5))
    draw_confusion(ax, matrix)
    right = np.trace(matrix)
    mistakes = [f"{matrix[t, p]} × {t} called {p}" for t, p in np.argwhere(matrix) if t != p]
    return Picture(
        drawn, f"Confusion matrix: {right} on the diagonal; beside it {listed(mistakes) if mistakes else 'nothing'}."
    )


def draw_confusion(ax: Axes, matrix: np.ndarray) -> Axes:
    """Right answers light on the diagonal, mistakes dark beside it, each with its count."""
    colours = np.full((*matrix.shape, 3), to_rgb(PAPER))
    colours[matrix > 0] = to_rgb(WRONG)
    places = np.arange(len(matrix))
    colours[places, places] = 0.75 + 0.25 * np.array(to_rgb(RIGHT))
    ax.imshow(colours)
    for (true, said), count in np.ndenumerate(matrix):
        mistake = true != said and count > 0
        looks = {"color": PAPER, "weight": "bold"} if mistake else {"color": LIMIT if count else QUIET}
        ax.text(said, true, str(count) if count else "·", ha="center", va="center", **looks)
        if mistake:
            ax.add_patch(Rectangle((said - 0.5, true - 0.5), 1, 1, fill=False, edgecolor=LIMIT, linewidth=1.5))
    ax.set(xticks=places, yticks=places, xlabel="predicted digit", ylabel="true digit")
    ax.xaxis.set_label_position("top")
    ax.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
    return ax
