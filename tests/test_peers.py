"""The network of the course against scikit-learn and PyTorch: the very lines that notebook 07 shows, run and compared.

scikit-learn comes with the extra "peers". PyTorch is large and has no extra of its own: the test runs where it is at hand.
"""

import re
from functools import lru_cache
from pathlib import Path

import nbformat
import numpy as np
import pytest

import firstnn

NOTEBOOK = Path(__file__).resolve().parent.parent / "notebooks" / "07_inside_the_network.ipynb"
LINES = re.compile(r"<summary>(scikit-learn|PyTorch)</summary>\s*```python\n(.*?)```", re.S)
LEARNING_RATE, EPOCHS, AGREE = 0.5, 300, 1e-9


@lru_cache(maxsize=1)
def shown() -> dict[str, str]:
    """Library -> its lines in the notebook."""
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    return dict(LINES.findall("\n".join(cell.source for cell in cells if cell.cell_type == "markdown")))


@lru_cache(maxsize=1)
def ours() -> tuple[firstnn.FirstNeuralNetwork, firstnn.History]:
    """The network of the course, trained as those lines do it."""
    network = firstnn.FirstNeuralNetwork(rng=0)
    X, Y = firstnn.every_damaged_digit()
    return network, network.train(X, Y, learning_rate=LEARNING_RATE, epochs=EPOCHS, report_every=None)


def run(library: str) -> dict:
    """What the lines of the notebook leave behind."""
    namespace = {}
    exec(shown()[library], namespace)
    return namespace


def test_the_notebook_shows_both_in_about_a_dozen_lines():
    assert set(shown()) == {"scikit-learn", "PyTorch"}
    for code in shown().values():
        lines = [line for line in code.splitlines() if line.strip() and "import" not in line]
        assert len(lines) <= 20
        assert max(map(len, code.splitlines())) <= 95


def test_scikit_learn_goes_the_same_way(capsys):
    pytest.importorskip("sklearn", reason="scikit-learn is left out: pip install -e '.[peers]' installs it")
    theirs = run("scikit-learn")
    network, history = ours()
    np.testing.assert_allclose(theirs["losses"], history.loss[:-1], rtol=0, atol=AGREE)
    np.testing.assert_allclose(theirs["model"].coefs_[0], network.W1, rtol=0, atol=AGREE)
    np.testing.assert_allclose(theirs["model"].coefs_[1], network.W2, rtol=0, atol=AGREE)
    np.testing.assert_allclose(theirs["model"].predict_proba(theirs["X"]), network.forward(theirs["X"]), rtol=0, atol=AGREE)
    assert capsys.readouterr().out.split()[-1] == str(history.accuracy[-1])


def test_pytorch_goes_the_same_way(capsys):
    torch = pytest.importorskip("torch", reason="PyTorch is left out: pip install torch installs it, and this test runs")
    theirs = run("PyTorch")
    network, history = ours()
    np.testing.assert_allclose(theirs["losses"], history.loss[:-1], rtol=0, atol=AGREE)
    for mine, yours in zip(network.parameters, theirs["model"].parameters()):
        np.testing.assert_allclose(yours.detach().numpy().T.reshape(mine.shape), mine, rtol=0, atol=AGREE)
    with torch.no_grad():
        Y_hat = torch.softmax(theirs["model"](theirs["X"]), dim=1).numpy()
    np.testing.assert_allclose(Y_hat, network.forward(theirs["X"].numpy()), rtol=0, atol=AGREE)
    assert capsys.readouterr().out.strip() == str(theirs["losses"][-1])
