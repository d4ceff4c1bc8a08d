"""All checks alike: whatever a learner can write, each answers in a sentence, never raises, and never passes it."""

import inspect
import itertools

import numpy as np
import pytest

from firstnn import check

NAMES = [name for name in check.__all__ if name not in ("Result", "setup")]


class Hostile:
    def __array__(self, *_, **__):
        raise RuntimeError("no array of me")

    def __eq__(self, _):
        raise RuntimeError("no comparison")

    def __repr__(self):
        raise RuntimeError("no words")

    __hash__ = None


def raises(*_):
    raise ZeroDivisionError("one divided by nothing")


def leaves(*_):
    raise SystemExit(1)


def interrupted(*_):
    raise KeyboardInterrupt


def endless(*arguments):
    return endless(*arguments)


def nameless(*_):
    return an_unknown_name  # noqa: F821


def spoils(*arguments):
    for argument in arguments:
        if isinstance(argument, np.ndarray) and argument.dtype.kind == "f":
            argument[...] = -7.5
    return None if not arguments else arguments[0]


WRITTEN = {
    "None": None,
    "dots": ...,
    "a number": 123456,
    "NaN": float("nan"),
    "infinity": float("inf"),
    "a huge number": 10**400,
    "a complex number": 2j,
    "a text": "softmax",
    "a list": [1, "two", None],
    "a ragged list": [[1], [2, 3]],
    "an endless list": itertools.count(),
    "an empty array": np.array([]),
    "an array of objects": np.array([None, {}], dtype=object),
    "a dictionary": {1: 2},
    "a set": {object()},
    "a module": np,
    "a class": Hostile,
    "a hostile object": Hostile(),
    "no arguments taken": lambda: 1,
    "too few arguments taken": lambda a, b, c, d, e, f, g, h, i: 1,
    "returns None": lambda *_: print(end=""),
    "returns a text": lambda *_: "done",
    "returns itself": lambda *arguments: arguments,
    "returns a hostile object": lambda *_: Hostile(),
    "returns an endless list": lambda *_: itertools.count(),
    "returns an array of NaN": lambda *_: np.full((3, 10), np.nan),
    "returns ragged lists": lambda *_: [[1], [2, 3]],
    "returns a generator": lambda *_: (n for n in range(3)),
    "returns many": lambda *_: tuple(range(9)),
    "raises": raises,
    "leaves": leaves,
    "is interrupted": interrupted,
    "calls itself": endless,
    "uses an unknown name": nameless,
    "spoils its arguments": spoils,
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN.keys())
def test_never_raises_and_never_passes(name, written, capsys):
    ask = getattr(check, name)
    result = ask(*[written] * len(inspect.signature(ask).parameters))
    assert isinstance(result, check.Result)
    assert bool(result) is False
    assert len(result.message.split()) >= 3 and "0x" not in result.message
    assert result.message in repr(result)
    assert result._repr_html_().startswith("<p>")
