"""All checks alike: whatever a learner can write, each answers in a sentence, never raises, and never passes it."""

import inspect
import itertools
import warnings

import numpy as np
import pytest

from firstnn import check
from firstnn.check import result

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
    answer = ask(*[written] * len(inspect.signature(ask).parameters))
    assert isinstance(answer, check.Result)
    assert bool(answer) is False
    assert len(answer.message.split()) >= 3 and "0x" not in answer.message
    assert answer.message in repr(answer)
    assert answer._repr_html_().startswith("<p>")


# --- what check/result says, on a task of this file: double every entry ---------------------------------------------

ROWS = np.arange(12.0).reshape(3, 4) / 8
NUMBERS = [(0.125,), (2.5,)]


def double(x):
    return 2 * x


def said_of(function, examples=((ROWS,),), right=double, mistakes=()):
    return result.examine(function, examples, right, mistakes, "Well done.")


def test_a_result_shows_whether_the_check_passed():
    passed, failed = said_of(lambda x: x + x), said_of(lambda x: x)
    assert passed and passed.message == "Well done." and not failed
    assert repr(passed).startswith("✓ ") and repr(failed).startswith("✗ ")
    assert ">✓ Right.<" in passed._repr_html_() and ">✗<" in failed._repr_html_()


def test_one_right_example_of_two_is_not_enough():
    assert not said_of(lambda x: 4 * x**2, [(0.5,), (3.0,)])


def test_a_mistake_is_named_where_it_fits_every_example_only():
    mistakes = [
        result.Mistake(lambda x: 1 // 0, "cannot be"),
        result.Mistake(lambda x: x**2, "squared"),
        result.Mistake(lambda x: 3 * x, "tripled"),
    ]
    assert said_of(lambda x: 3 * x, NUMBERS, mistakes=mistakes).message == "tripled"
    assert said_of(lambda x: x**2 if x > 1 else x, NUMBERS, mistakes=mistakes).message.startswith("For x = 0.125")


def dots(x): ...


def dots_under_words(x):
    """Double x."""
    ...


def passing(x):
    pass


def nothing(x):
    return None


def refuses(x):
    raise NotImplementedError


def gives_dots(x):
    y = ...
    return y


@pytest.mark.parametrize("stub", [None, ..., dots, dots_under_words, passing, nothing, refuses, gives_dots])
def test_a_stub_is_not_written_yet(stub):
    assert said_of(stub) == result.Result(False, result.NOT_WRITTEN)


@pytest.mark.parametrize("written", [lambda x: 7, lambda x: x, lambda x: print(end="")])
def test_a_short_function_is_no_stub(written):
    assert said_of(written).message != result.NOT_WRITTEN


def test_a_builtin_is_examined_like_any_function():
    assert said_of(abs, NUMBERS, abs)


def adds_to(x):
    x += 1
    return 2 * (x - 1)


def fills_the_second(x, y):
    y[0] = 5
    return x


@pytest.mark.parametrize(
    ("function", "examples", "words"),
    [
        (lambda x: print(end=""), [(ROWS,)], "begin with return"),
        (adds_to, [(ROWS,)], "changes what it was given"),
        (fills_the_second, [(ROWS, ROWS)], "changes what it was given"),
        (raises, [(0.125,)], "ZeroDivisionError: one divided by nothing. It was given 0.125."),
        (raises, [(0.125, 2)], "It was given 0.125 and 2."),
        (lambda x: x[:, :2], [(ROWS,)], "of shape (3, 4), but what it returns has shape (3, 2). It was given an array"),
        (lambda x, y: x[0], [(ROWS, ROWS)], "shape (4,). It was given an array of shape (3, 4) and an array"),
        (lambda x: ROWS, [(0.125,)], "should return a single number, but what it returns has shape (3, 4)"),
        (lambda x: np.random.default_rng(0), [(0.125,)], "returns a generator"),
        (lambda x: np.where(x > 1, np.nan, x), [(ROWS,)], "returns NaN or infinity"),
        (lambda x: 3 * x, [(0.125,)], "For x = 0.125 your function returns 0.375, but it should be 0.25."),
        (lambda x: x * 2.00001, [(0.125,)], "returns 0.250001, but it should be 0.25."),
        (lambda x: x * 2.0001, [(1e9,)], "returns 2.0001e+09, but it should be 2e+09."),
        (lambda x: 7 * (x > 1) + 2 * x, [(np.array([[1.0, 1], [1, 2]]),)], "entry [1, 1] is 11, but should be 4."),
        (lambda x: 3 * x, [(np.array([0.1236, 1]),)], "For x = [0.124, 1.0]"),
        (lambda x: 3 * x, [(np.arange(6.0),)], "For x = [0.0, 1.0,"),
        (lambda x: 3 * x, [(np.arange(7.0),)], "For an array of shape (7,)"),
        (lambda *x: 3 * x[0], [(0.125,)], "For 0.125 your"),
        (lambda x, y: 3 * x, [(ROWS, ROWS + 1)], "For two arrays of shape (3, 4)"),
        (lambda x, y: 3 * x, [(2, 2)], "For x = 2 and y = 2"),
    ],
)
def test_what_went_wrong_is_told_with_what_was_given(function, examples, words):
    assert words in said_of(function, examples, lambda x, *_: 2 * x).message


def test_three_arguments_are_too_many_to_tell():
    three = [(1.5, 2.5, 3.5)]
    for function in raises, lambda a, b, c: ROWS:
        assert "given" not in said_of(function, three, lambda a, b, c: a).message
    assert said_of(lambda a, b, c: b, three, lambda a, b, c: a).message.startswith("On an example")
    assert result.described(three[0]) == "3 arguments" and result.described(()) == "nothing"


def test_an_error_without_arguments_tells_of_none():
    assert "given" not in said_of(raises, [()], lambda: 1).message


def test_of_several_things_the_wrong_one_is_named():
    def both(x):
        return x, ROWS

    assert said_of(lambda x: [x, ROWS], NUMBERS, both)
    assert "2 things" in said_of(lambda x: x, NUMBERS, both).message
    assert "2 things, separated" in said_of(lambda x: (x, ROWS, x), NUMBERS, both).message
    second = said_of(lambda x: (x, 2 * ROWS), NUMBERS, both).message
    assert "number 2" in second and "entry [0, 1] is 0.25, but should be 0.125" in second
    assert "number 1" in said_of(lambda x: (2 * x, ROWS), NUMBERS, both).message


def test_values_are_equal_relative_to_the_largest_entry():
    large = np.array([-1e6, 0.0])
    assert result.equal(large + 0.5, large, 1e-6) and not result.equal(large + 2, large, 1e-6)
    assert not result.equal(np.array([1e-9]), np.array([2e-9]), 1e-6)
    assert result.equal([np.nan, 1], [np.nan, 1], 1e-6) and result.equal([], [], 1e-6)
    assert not result.equal((1, 2, 3), (1, 2), 1e-6) and not result.equal(1, "a text", 1e-6)


def test_a_value_of_another_shape_is_told_the_shape():
    assert "but its shape is (4,)" in result.examine_value(ROWS[0], ROWS, [], "").message
    assert not result.examine_value(1, 2, [(1, "one")], "") and result.examine_value(2, 2, [], "")


def test_warnings_do_not_reach_the_learner(recwarn):
    zero = [(np.zeros(2),)]
    said_of(lambda x: 1 / x, zero, lambda x: 2 / x)
    said_of(
        lambda x: warnings.warn("aloud", stacklevel=1) or x, zero, lambda x: warnings.warn("aloud", stacklevel=1) or 2 * x
    )
    assert not list(recwarn)


def test_a_message_of_python_ends_with_one_full_stop():
    assert result.words(ValueError("no")) == result.words(ValueError("no.")) == "no."
    assert result.words(ValueError()) == ""


def test_only_an_unknown_n_is_told_how_to_count_rows():
    def counts(rows):
        return rows / N  # noqa: F821

    assert "len(rows) is the number of rows" in said_of(counts, NUMBERS).message
    assert "an_unknown_name" in said_of(nameless, NUMBERS).message
    assert "len(Y)" in result.translated(NameError(name="N"))


def test_a_long_thing_is_told_by_its_kind():
    assert result.described((np.random.default_rng(0), "x" * 38)) == f"a generator and {'x' * 38!r}"
    assert result.described(("x" * 39,)) == "a value of type str"
    assert result.described((1 / 3,)) == "0.333333"


def test_results_and_mistakes_are_not_changed_by_hand():
    for fixed in (result.Result(True, "So."), result.Mistake(abs, "So.")):
        with pytest.raises(AttributeError):
            fixed.message = "Not so."


@pytest.mark.parametrize("huge", [1e6, [1e6], (1e6, 1)])
def test_a_huge_answer_is_not_near_a_small_right_one(huge):
    small = {float: 1.0, list: np.ones(1), tuple: (1.0, 1.0)}[type(huge)]
    answer = result.examine(lambda x: huge, NUMBERS, lambda x: small, [result.Mistake(lambda x: 2.0, "two")], "", 0.9999995)
    assert "1000000" in answer.message
    assert "not the right value" in result.examine_value(1e6, 1, [(2, "two")], "", 0.9999995).message


def test_a_stub_may_have_several_lines():
    def two_lines(x):
        pass
        return None

    assert result.untouched(two_lines) and result.untouched(lambda x: ...)


def test_what_numpy_would_warn_of_is_computed():
    for function in (lambda x: np.log(x - x), lambda x: np.float64(1) / (x - x), lambda x: np.float64(1e308) * 100 * x):
        with np.errstate(all="raise"):
            assert said_of(function, NUMBERS, function) and "NaN or infinity" in said_of(function, NUMBERS).message
            assert said_of(lambda x: 7.0, NUMBERS, function).message.startswith("For x = 0.125 your function returns 7")


def test_one_changed_argument_of_two_is_enough():
    def nudges(x, y):
        y[0] += 1e-12
        return x

    assert "changes what it was given" in said_of(nudges, [(2, np.ones(2))]).message


def test_what_is_an_array_of_numbers():
    assert (
        result.as_array([[1, 2]]).tolist() == [[1, 2]] and result.as_array(True) == 1 and result.as_array((3,)).shape == (1,)
    )
    for value in ("1", {1}, None, [1, "a"], 1j, [[1], [1, 2]], range(3), memoryview(b"12"), np.array(["1"])):
        assert result.as_array(value) is None


def test_the_first_example_and_the_first_entry_that_differ_are_named():
    assert said_of(lambda x: 2 * x + (x > 1), NUMBERS).message.startswith("For x = 2.5 your function returns 6")
    right, near = np.array([[0.0, -4.0], [2.0, 1.0]]), np.array([[3e-6, 0], [0, 9e-6]])
    for got, words in [
        (right + near, "entry [1, 1] is 1.00001, but should be 1."),
        (right + near[::-1], "entry [0, 1] is -3.99999, but should be -4."),
    ]:
        assert words in said_of(lambda x, got=got: got, NUMBERS, lambda x: right).message
    for got, truth, words in [
        ([0, 1e-7], [0, 0], "entry [1] is 1e-07, but should be 0."),
        ([5, 5], [np.nan, np.nan], "entry [0] is 5, but should be nan."),
    ]:
        assert words in said_of(lambda x, got=got: np.array(got), NUMBERS, lambda x, truth=truth: np.array(truth)).message


def test_two_numbers_are_told_apart():
    assert result.apart(0.1234567, 0.5) == ("0.123", "0.5") and result.apart(1.0001, 1) == ("1.0001", "1")
    assert result.apart(-0.0, 12345678) == ("0", "12345678") and result.apart(float("inf"), float("nan")) == ("inf", "nan")
    assert result.apart(1e9, 1) == ("1e+09", "1") and result.apart(999999999, 1) == ("999999999", "1")
    assert len(set(result.apart(0.1, np.nextafter(0.1, 1)))) == 2


def test_examples_in_words():
    seven, eight = np.ones(7), np.ones(8)
    assert result.example((seven, eight), ["a", "b"]) == "For an array of shape (7,) and an array of shape (8,)"
    assert result.example((1, 1), ["a"]) == "For 1 and 1" and result.example((), []) == "On an example"
    assert result.example((np.ones(2), "text"), ["a", "b"]) == "For a = [1.0, 1.0] and 'text'"
    assert said_of(lambda: np.ones(2), [()], lambda: 1).message.endswith("has shape (2,).")


def test_names_of_arguments_where_they_are_a_plain_list():
    assert result.names_of(lambda a, b: 0) == ["a", "b"]
    assert result.names_of(lambda a, *b: 0) == result.names_of(lambda a, *, b: 0) == result.names_of(5) == []


def test_a_long_message_is_cut_and_a_mute_one_left_out():
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError

    assert len(result.words(ValueError("a" * 500))) == 161 and result.words(Mute()) == ""


def test_only_a_missing_name_is_taken_for_one_and_a_shape_of_one_axis_keeps_its_comma():
    other = ValueError("no N")
    other.name = "N"
    assert result.translated(other) == "no N."
    unfit = ValueError("operands could not be broadcast together with shapes (3,) (2,3)")
    assert "(3,) and (2, 3)," in result.translated(unfit)
