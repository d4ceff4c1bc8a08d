"""The functions that the notebooks build by hand are those of the package: the same values on the same arguments."""

import ast

import nbformat
import numpy as np
import pytest
from conftest import NOTEBOOKS

import firstnn


def handmade_code() -> dict[str, str]:
    """Notebook -> the source of its cells tagged setup or handmade, in order."""
    found = {}
    for path in NOTEBOOKS:
        cells = nbformat.read(path, as_version=4).cells
        tags = [set(cell.metadata.get("tags", [])) for cell in cells]
        if any("handmade" in tag for tag in tags):
            found[path.stem] = "\n\n".join(cell.source for cell, tag in zip(cells, tags) if tag & {"setup", "handmade"})
    return found


CODE = handmade_code()
BUILT = [
    (stem, node.name) for stem, code in CODE.items() for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)
]

IMAGE = firstnn.create_digit_image(5)

# name -> (the package's function, argument tuples). Random generators are made anew for each call: give a function.
EXAMPLES = {
    "create_digit_image": (firstnn.create_digit_image, lambda: [(digit,) for digit in range(10)]),
    "add_noise": (
        firstnn.add_noise,
        lambda: [(IMAGE, level, np.random.default_rng(seed)) for level in (0, 1, 7, 15) for seed in range(5)],
    ),
    "create_dataset": (
        firstnn.create_dataset,
        lambda: [(n, level, np.random.default_rng(n)) for n in (1, 30) for level in (0, 1, 7, 15)],
    ),
    "surprise": (firstnn.functions.surprise, lambda: [(np.array([1.0, 0.5, 1e-300, 0.0]),), (0.25,)]),
    "cross_entropy": (
        firstnn.cross_entropy,
        lambda: [
            (np.arange(10), np.full((10, 10), 0.1)),
            (np.array([1, 0]), np.array([[1.0, 0.0], [0.3, 0.7]])),
        ],
    ),
}


def test_every_handmade_function_is_built_in_one_notebook_only():
    names = [name for _, name in BUILT]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("stem", "name"), BUILT)
def test_handmade_is_the_packages(stem, name):
    namespace = {}
    exec(CODE[stem], namespace)
    packaged, arguments = EXAMPLES[name]
    for by_hand, by_package in zip(arguments(), arguments(), strict=True):
        mine, theirs = namespace[name](*by_hand), packaged(*by_package)
        mine, theirs = (value if isinstance(value, tuple) else (value,) for value in (mine, theirs))
        assert len(mine) == len(theirs)
        for a, b in zip(mine, theirs):
            assert np.shape(a) == np.shape(b)
            np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14)
