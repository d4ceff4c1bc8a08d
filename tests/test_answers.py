"""What is particular to single exercises of 03 to 07: remarks, reports of several things, words about curves."""

import math
import re
from itertools import permutations

import answers_02
import answers_03
import answers_04
import answers_05
import answers_06
import answers_07
import numpy as np
import pytest

import firstnn
from firstnn import check
from firstnn.check import backpropagation, inside, training
from firstnn.counting import tally

# ---- 02


def test_a_good_neuron_is_told_its_margin():
    for bias in -4.5, [[-4.5]]:
        assert "z is 1.5 for the 4, and at most -1.5 for the other nine" in check.neuron(answers_02.FOUR, bias).message


@pytest.mark.parametrize("digit", range(10))
def test_every_digit_has_a_neuron(digit):
    image = answers_02.CLEAN[digit]
    assert check.neuron(np.where(image == 1, 1, -1), 0.5 - np.sum(image), digit)


def test_what_is_right_in_a_forward_pass_is_said():
    said = check.forward_from_memory(answers_02.passing(last=lambda Z: firstnn.softmax(Z) ** 2)).message
    assert said.startswith("Z1, A1 and Z2 are right. Y_hat is not right yet")


# ---- 03


def right_for_three_rows(Y, Y_hat):
    return -np.log(answers_03.picked(Y, Y_hat)).sum() / 3


@pytest.mark.parametrize("nearly", [right_for_three_rows, lambda Y, Y_hat: firstnn.cross_entropy(Y, Y_hat) + 0.5])
def test_exchanged_arguments_are_not_the_whole_mistake(nearly):
    said = check.cross_entropy(lambda Y_hat, Y: nearly(Y, Y_hat))
    assert not said and not check.cross_entropy(nearly) and "Y_hat first" not in said.message
    assert "Y_hat first" not in check.cross_entropy(lambda *_: 2.0).message


def test_a_loss_without_a_clip_passes_with_a_hint():
    for without in answers_03.by_a_loop, answers_03.by_one_hot:
        assert "probability 0" in check.cross_entropy(without).message
    assert "probability 0" not in check.cross_entropy(firstnn.cross_entropy).message


def test_a_rounded_number_passes_with_a_word():
    assert "rounded: np.log(2)" in check.bits(lambda p: -np.log(p) / 0.693).message
    assert "rounded: np.exp" in check.choices(lambda loss: 2.718**loss).message
    assert "rounded" not in check.bits(lambda p: -np.log2(p)).message + check.choices(np.exp).message
    assert "logarithm again" in check.choices(lambda loss: -math.log(loss)).message


# ---- 04

broken, one_slope_replaced = answers_04.broken, answers_04.one_slope_replaced


def said_of(backward) -> str:
    return check.backward_from_memory(backward).message


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("dZ2", "spoil dW2"),
        ("dW2", "measured to be right"),
        ("db2", "measured to be right"),
        ("dW1", "does not touch"),
        ("db1", "does not touch"),
        (3, "names of lines"),
    ],
)
def test_each_line_of_the_backward_pass_may_be_suspected(line, word):
    assert word in check.suspects([line]).message


def test_a_slope_off_by_a_few_millionths_is_not_right():
    assert check.backward_from_memory(one_slope_replaced(0, lambda dW1: dW1 * (1 + 1e-9)))
    assert "values are not" in said_of(one_slope_replaced(0, lambda dW1: dW1 * (1 + 5e-6)))


def test_a_gradient_given_twice_is_no_matter_of_the_order():
    said = said_of(lambda *arguments: [answers_04.backward_in_numpy(*arguments)[place] for place in (0, 1, 2, 1)])
    assert said.startswith("dW1, db1 and dW2 are right. db2: its shape is (1, 4)")


@pytest.mark.parametrize(
    ("word", "bias"),
    [
        ("over the wrong axis", lambda dZ: dZ.sum(axis=1, keepdims=True)),
        ("over the wrong axis", lambda dZ: dZ.sum(axis=1).reshape(1, -1)),
        ("sum over everything", lambda dZ: dZ.sum(keepdims=True)),
        ("sum over everything", lambda dZ: np.full((1, dZ.shape[1]), dZ.sum())),
    ],
)
def test_a_wrong_sum_for_the_biases_is_named_in_any_shape(word, bias):
    said = said_of(broken(bias=bias))
    assert said.startswith("dW1 and dW2 are right. db1 and db2: you sum ") and word in said


def test_shapes_that_do_not_fit_are_blamed_on_the_class_numbers_only_where_these_meet_them():
    said = said_of(lambda X, Y, W1, b1, W2, b2: (X @ W1 + b1) * (X @ W1 @ W2))
    assert "(6, 4) and (6, 10)" in said and "one-hot" not in said


def test_the_four_gradients_are_judged_one_by_one():
    assert said_of(broken(dZ1=lambda dA1, Z1, A1: dA1)).startswith("dW2 and db2 are right. dW1 and db1:")
    said = said_of(one_slope_replaced(2, np.transpose))
    assert said.startswith("dW1, db1 and db2 are right. dW2: the product is transposed")
    said = said_of(broken(dZ1=lambda dA1, Z1, A1: dA1, bias=lambda dZ: dZ.sum(axis=0)))
    assert said.startswith("dW2 is right.") and "lost an axis" in said and "switched off" in said
    assert "b2: you sum over everything" in said_of(one_slope_replaced(3, lambda db2: 0.0))
    said = said_of(broken(dZ2=lambda P, T, Z2: P - T, bias=lambda dZ: dZ.sum(axis=0)))
    assert "dW1, db1, dW2 and db2: the division by N is missing" in said and "db1 and db2: the numbers are right" in said
    said = said_of(lambda *arguments: ["db", "db", *answers_04.backward_in_numpy(*arguments)[2:]])
    assert said == "dW2 and db2 are right. dW1 and db1: not an array of numbers."


@pytest.mark.parametrize("mask", [True, False])
def test_a_forward_pass_without_its_relu_is_named_with_and_without_the_mask(mask):
    said = said_of(lambda *arguments: answers_04.no_relu(*arguments, mask=mask))
    assert said.startswith("dW1, db1, dW2 and db2: the ReLU is forgotten")


def test_the_check_of_the_backward_pass_knows_the_measured_slopes():
    X, Y, *parameters = backpropagation.small_network()
    network = firstnn.FirstNeuralNetwork(3, 4)
    network.parameters = parameters
    for mine, measured in zip(backpropagation.slopes(X, Y, *parameters), firstnn.numerical_gradients(network, X, Y)):
        np.testing.assert_allclose(mine, measured, atol=1e-8)


# ---- 05


@pytest.mark.parametrize(
    "wrong", [answers_05.in_place_weights, answers_05.in_place_biases, answers_05.in_place_without_return]
)
def test_an_array_written_into_is_named(wrong):
    assert "W = W - …" in check.update(wrong).message


@pytest.mark.parametrize("wrong", answers_05.ANOTHER_NETWORK)
def test_another_network_that_is_trained_is_noticed(wrong):
    assert "do you draw new weights" in check.train(wrong).message


@pytest.mark.parametrize("wrong", answers_05.THIS_NETWORK)
def test_the_network_that_is_given_is_not_taken_for_another(wrong):
    said = check.train(wrong)
    assert not said and "new weights" not in said.message and said == check.train(wrong)


def test_gradients_computed_once_are_named_with_all_losses_equal_too():
    assert check.train(answers_05.all_once).message == check.train(answers_05.gradients_once).message


WRONG_REGIMES = {
    "never rises": ["oscillating", "diverging", "crawling", "good"],
    "arrives near": ["diverging", "crawling", "oscillating", "good"],
    "still high": ["oscillating", "good", "diverging", "crawling"],
    "zigzag": ["good", "crawling", "diverging", "oscillating"],
    "twice": ["oscillating", "crawling", "crawling", "good"],
    "another one": ["oscillating", "crawling", "exploding", "good"],
    "four words": ["oscillating", "crawling", "diverging"],
    "Not written yet": {"A": "oscillating"},
}
TRUE_OF_THE_CURVES = {
    "never rises": ("crawling",),
    "still high above the dotted line": ("crawling",),
    "falls all the way": ("good",),
    "near the dotted line": ("good", "oscillating"),
    "up and down": ("oscillating",),
    "rises above its start": ("diverging",),
    "ends high above the dotted line": ("diverging",),
}


@pytest.mark.parametrize(("words", "answer"), WRONG_REGIMES.items(), ids=WRONG_REGIMES.keys())
def test_wrong_names_of_the_runs(words, answer):
    assert not check.regimes(answer) and words in check.regimes(answer).message


def test_every_wrong_order_of_the_four_words_is_named_by_what_is_true_of_the_curves():
    for answer in permutations(training.REGIMES):
        result = check.regimes(list(answer))
        assert bool(result) == (answer == training.RIDDLE)
        if not result:
            called, shows, meaning = re.fullmatch(
                r"One curve that you call (\w+) (.*)\. Where training is \w+, (.*)\.", result.message
            ).groups()
            curve = training.RIDDLE[answer.index(called)]
            assert curve != called
            for text, regime in ((shows, curve), (meaning, called)):
                true = [regimes for words, regimes in TRUE_OF_THE_CURVES.items() if words in text]
                assert len(true) == 2 and all(regime in regimes for regimes in true), result


# ---- 06


@pytest.mark.parametrize(("name", "words", "answer"), answers_06.SAME)
def test_the_same_mistake_in_another_style_gets_the_same_words(name, words, answer):
    said = getattr(check, name)(answer)
    assert not said and words in said.message


RIGHT_BY_LUCK = {
    "four answers only": (check.accuracy, lambda Y, p: np.mean(Y[:4] == p[:4])),
    "the first 200": (check.accuracy, lambda Y, p: np.mean(Y[:200] == p[:200])),
    "needs a wrong answer": (check.accuracy, lambda Y, p: np.unique(Y == p, return_counts=True)[1][1] / len(Y)),
    "the first 1000 pairs": (check.confusion_matrix, lambda Y, p: firstnn.confusion_matrix(Y[:1000], p[:1000])),
    "takes digits for equally frequent": (
        check.best_possible,
        lambda X, Y: answers_06.counts(X, Y).max(axis=1).sum() / (10 * np.sum(Y == 0)),
    ),
    "150 damaged digits": (check.best_possible, lambda X, Y: answers_06.counts(X, Y).max(axis=1).sum() / 150),
    "compares the answers of the nearest glyph": (
        check.share_seen,
        lambda a, b: np.mean([digit in firstnn.nearest_glyph(a) for digit in firstnn.nearest_glyph(b)]),
    ),
    "needs a picture that was seen": (
        check.share_seen,
        lambda a, b: np.unique([(a == image).all(axis=1).any() for image in b], return_counts=True)[1][1] / len(b),
    ),
    "compares how much ink there is": (check.share_seen, lambda a, b: np.mean(np.isin(b.sum(axis=1), a.sum(axis=1)))),
    "150 answers": (check.tightest_glyph, lambda X: np.append(firstnn.tightest_glyph(X), np.zeros(150))[:150]),
    "the rule in the place of the network": (
        check.decisive_pixels,
        lambda network, image: np.flatnonzero(
            firstnn.tightest_glyph(np.abs(image - np.eye(15))) != network.predict([image])
        ),
    ),
    "64 hidden units": (
        check.count_right_with_only,
        lambda A1, W2, b2, Y, units: answers_07.only(A1, W2[np.isin(np.arange(64), units)], b2, Y, range(len(units))),
    ),
    "150 pictures": (
        check.count_right_with_only,
        lambda *arguments: 150 * np.mean(answers_07.logits(*arguments).argmax(axis=1) == arguments[3]),
    ),
}


@pytest.mark.parametrize(("exercise", "answer"), RIGHT_BY_LUCK.values(), ids=RIGHT_BY_LUCK)
def test_what_is_right_for_the_data_of_the_notebook_only_does_not_pass(exercise, answer):
    assert not exercise(answer)


@pytest.mark.parametrize("name", answers_06.RIGHT)
def test_a_hint_is_given_only_where_it_may_help(name):
    said = getattr(check, name)(lambda *arguments: arguments[0][:, :, 0]).message
    assert "range(len(" not in said and "two things" not in said


# ---- 07


def test_the_checks_of_07_print_nothing(capsys):
    inside.trained.cache_clear()
    assert inside.trained().W1.shape == (15, 16) and check.decisive_pixels(answers_07.flips)
    assert capsys.readouterr() == ("", "")


def test_every_learner_gets_the_same_network():
    np.testing.assert_array_equal(inside.trained.__wrapped__().W1, inside.trained().W1)


def test_the_glyph_check_counts_the_limit():
    assert "158 of 165" in check.glyph(".#. #.# ### #.# #.#").message
    message = check.glyph("### #.# ### #.# #.#").message
    assert "154 of 165 right: 4 less than the 158" in message and "the 8, 1 pixel away" in message
    assert "it costs nothing" in check.glyph(".#. #.# ### #.# #.#").message
    X, Y = firstnn.every_damaged_digit()
    X, Y = np.vstack([X, np.maximum(answers_07.CLEAN[8], np.eye(15))]), np.append(Y, np.full(15, 10))
    counted = tally(X, Y, 11)
    assert inside.limit_with(answers_07.CLEAN[8]).correct == counted.counts.max(axis=1).sum()
