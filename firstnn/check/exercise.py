"""An exercise is data: the right program, what stands in it by mistake, and what to say then.

    def mean_surprise(Y, Y_hat, of=picked, cost=np.log, sign=-1, average=np.mean):
        return sign * average(cost(of(Y, Y_hat)))

    cross_entropy = Exercise(
        "cross_entropy(Y, Y_hat)",                    what the learner writes: its name and its arguments
        right=mean_surprise,                          the right program; what can be exchanged stands as keyword defaults
        examples=lambda: [(Y, Y_hat), …],             arguments to try it on; other sizes and numbers than in the notebook
        praise="The mean surprise at …",
        slips={"sign": {1: "The minus is missing: …"}, "average": {np.sum: "This is the sum. …"}},
        others={lambda Y, P: (P.argmax(axis=1) == Y).mean(): "This is the accuracy, …"},
        hints={"broadcast": "Y is (N,) and holds class numbers."},
    )

Each slip is tried alone, then each two of different parts; `others` are programs of another kind, or plain answers. A
program is recognised where it gives the learner's answer on every example. Hints are keyed by the kind of an exception (the
table KNOWN of errors.py); "order" is said where the arguments have changed places, "changed" where an argument was changed;
a key with a space is looked for in Python's own message. Before all else come mistakes that stand in the source for certain
(source.py). Where nothing is recognised, plain facts of the answer are said (facts.py), then what is missing or odd in the
source, and the first difference last of all.
"""

import copy
import inspect
import itertools
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np

from firstnn.check import errors, source
from firstnn.check.answers import as_array, difference, equal, given, kind, several, untouched, wanted
from firstnn.check.facts import plain_fact
from firstnn.check.result import NOT_WRITTEN, Result
from firstnn.words import plural

LONG = 220  # a message of more characters does not tell the arguments
STOPPED = "You stopped your function before it came to an end: does it hold a loop that never finishes?"
CHANGED = "Your function changes what it was given. Work on a copy, made with .copy()."
TWO_SLIPS = "Two things are to mend. (1) {first} (2) {second}"
TOO_ROUGH = "One of your numbers is rounded too much: {exact}"
ROUNDED = "{praise} One of your numbers is rounded: {exact}"
ORDER = "Your function takes its arguments in another order. Here it is {asks}. {hint}"
COUNT = "Your function takes {takes}, but it is given {gets}: {asks}."
FUNCTION = "This check wants your function itself, by its name and without brackets, but got {kind}."
SOME = "(Right on {fine} of the {all} examples of this check.)"
PART = "Of the {all} things that you return, number {part} is not right yet. {said}"
NOT_YET = "This is not the right value yet{}. Work it out once more, one step at a time."


class Wrong(Exception):
    """What a check says of a wrong answer; raised and caught inside firstnn.check alone."""


@dataclass(frozen=True, eq=False, repr=False)
class Exercise:
    """What is asked, what is right, and what is known to go wrong; called with a learner's function, it gives a Result."""

    asks: str
    right: Callable
    praise: str
    examples: Callable[[], Sequence[tuple]] = lambda: [()]
    slips: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    others: Mapping[Any, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    then: "Exercise | None" = None  # a harder exercise, for who has solved this one
    needs: Mapping[str, str] = field(default_factory=dict)  # what must stand in the function (a pattern), else what to say
    exact: str = ""  # a word on rounded numbers: within 0.1 % they pass with it, within 2 % it is what is wrong
    tolerance: float = 1e-6
    # what is particular, as functions beside the data; ask(*arguments) gives the learner's answer
    trouble: Callable[[Callable], str | None] | None = None  # trouble(ask): a sentence on what is wrong, or None
    remark: Callable[[Callable], str | None] | None = None  # remark(ask): a word beside the praise, or None
    sees: Callable | None = None  # sees(answer, *arguments after the run): what is compared in place of the answer
    unlike: Callable | None = None  # unlike(answer, right answer, *arguments): what differs, in better words, or None
    instead: Callable | None = None  # the same, said only in the place of the first difference

    def __call__(self, answer: Any) -> Result:
        """✓ and the praise, or ✗ and what to do next. Nothing that a learner gives makes it raise."""
        try:
            return Result(True, self.praise_of(answer))
        except Wrong as wrong:
            return Result(False, str(wrong))

    def __repr__(self) -> str:
        return f"the check of {self.asks}"

    @property
    def __name__(self) -> str:
        return self.asks.partition("(")[0]

    @cached_property
    def names(self) -> list[str]:
        """Those of the arguments."""
        return re.findall(r"\w+", self.asks.partition("(")[2])

    @cached_property
    def cases(self) -> list[tuple]:
        return list(self.examples())

    @cached_property
    def truths(self) -> list:
        return [self.run(self.right, case) for case in self.cases]

    def praise_of(self, function: Any) -> str:
        """The praise of what is right; otherwise Wrong, with the best sentence there is."""
        self.look_at(function)
        answers = self.answers(function)
        if self.trouble and (said := self.trouble(partial(self.answer, function))):
            raise Wrong(next((cause.sentence for cause in source.causes(function)), said))
        if self.exact and not self.fit(answers) and self.fit(answers, 1e-3):
            return ROUNDED.format(praise=self.praise, exact=self.exact)
        if not self.fit(answers):
            raise Wrong(self.diagnosis(function, answers))
        if self.then:
            return self.then.praise_of(function)
        word = self.remark and self.remark(partial(self.answer, function))
        return f"{self.praise} {word}" if word else self.praise

    def look_at(self, function: Any) -> None:
        """Refuse a stub, what is no function, and a function that takes another number of arguments."""
        if function is None or function is ... or source.idle(source.tree_of(function)):
            raise Wrong(NOT_WRITTEN)
        if not callable(function):
            raise Wrong(FUNCTION.format(kind=kind(function)))
        try:
            signature = inspect.signature(function)
        except (TypeError, ValueError):
            return
        try:
            signature.bind(*self.names)
        except TypeError:
            takes, gets = plural(len(signature.parameters), "argument"), len(self.names)
            raise Wrong(COUNT.format(takes=takes, gets=gets, asks=self.asks)) from None

    # ---- running

    def answers(self, function: Callable) -> list:
        """The learner's answer on each example; Wrong where there is none."""
        try:
            return [self.answer(function, *case) for case in self.cases]
        except Wrong:
            self.try_other_orders(function)
            raise

    def answer(self, function: Callable, *case: Any) -> Any:
        """The learner's answer on a copy of the arguments; Wrong where there is none."""
        inputs = copy.deepcopy(case)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                answer = function(*inputs)
        except NotImplementedError:
            raise Wrong(NOT_WRITTEN) from None
        except KeyboardInterrupt:
            raise Wrong(STOPPED) from None
        except BaseException as problem:
            raise Wrong(self.failed(function, problem, case)) from None
        if not all(map(untouched, case, inputs)):
            raise Wrong(self.hints.get("changed", CHANGED))
        if answer is ... or (answer is None and source.unknown(function)):
            raise Wrong(NOT_WRITTEN)
        if answer is None:
            raise Wrong(source.nothing_back(function))
        return self.sees(answer, *inputs) if self.sees else answer

    def failed(self, function: Callable, problem: BaseException, case: tuple) -> str:
        """The sentences about an exception in the learner's function."""
        fail = errors.failure(problem)
        no_value = isinstance(problem, NameError) and not isinstance(problem, UnboundLocalError)
        no_append = isinstance(problem, AttributeError) and "ndarray" in str(problem)
        cause = None if no_value or no_append else source.cause_of(function, fail.number, fail.text)
        if not cause and not no_value and (elsewhere := source.from_the_notebook(function)):
            return f"{errors.told(fail, {})} {elsewhere}"
        said = errors.told(fail, self.hints, cause)
        if cause or isinstance(problem, (NameError, RecursionError)) or len(said) > LONG:
            return said
        return " ".join(filter(None, [said, given(case)]))

    def run(self, program: Any, case: tuple) -> Any:
        """What one of our own programs gives, right or wrong, on a copy of the arguments; None where it gives nothing."""
        if not callable(program):
            return program
        inputs = copy.deepcopy(case)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                answer = program(*inputs)
                return self.sees(answer, *inputs) if self.sees else answer
        except (ValueError, TypeError, IndexError, ZeroDivisionError, AttributeError):
            return None

    # ---- saying what is wrong

    @cached_property
    def programs(self) -> list[tuple[Any, str]]:
        """Each program that is known to be wrong, with its sentence: one slip, another kind, two slips at once."""
        slips = [(part, way, said) for part, ways in self.slips.items() for way, said in ways.items()]
        singles = [(partial(self.right, **{part: way}), said) for part, way, said in slips]
        pairs = [
            (partial(self.right, **{part: way, other: its_way}), TWO_SLIPS.format(first=said, second=its_said))
            for (part, way, said), (other, its_way, its_said) in itertools.combinations(slips, 2)
            if part != other
        ]
        return [*singles, *self.others.items(), *pairs]

    @property
    def single(self) -> int:
        """How many of the programs hold one mistake."""
        return sum(map(len, self.slips.values())) + len(self.others)

    @cached_property
    def outcomes(self) -> dict[tuple[int, int], Any]:
        """What each known program gave on each example, as far as it was needed."""
        return {}

    def outcome(self, program: int, case: int) -> Any:
        if (program, case) not in self.outcomes:
            self.outcomes[program, case] = self.run(self.programs[program][0], self.cases[case])
        return self.outcomes[program, case]

    def fit(self, answers: Sequence, tolerance: float | None = None) -> bool:
        """Whether the answers are right on all examples."""
        return all(equal(a, t, tolerance or self.tolerance) for a, t in zip(answers, self.truths))

    def recognised(self, answers: Sequence) -> str | None:
        """The sentence of the first known program that gives these answers on every example, which may not all be NaN."""
        arrays = list(map(as_array, answers))
        if not any(array is None or not array.size or np.isfinite(array).any() for array in arrays):
            return None
        one_for_all = len(arrays) > 1 and all(equal(array, answers[0], 0) for array in arrays)
        by_chance = one_for_all or all(isinstance(answer, (bool, np.bool_)) for answer in answers)
        for number, (_, said) in enumerate(self.programs[: self.single if by_chance else None]):
            if all(equal(a, self.outcome(number, case), self.tolerance) for case, a in enumerate(answers)):
                return said
        return None

    def diagnosis(self, function: Callable, answers: Sequence) -> str:
        """What is wrong with answers that are not right: the surest reason first, bare numbers last."""
        causes = source.causes(function)
        if said := causes[0].sentence if causes else self.recognised(answers):
            return said
        self.try_other_orders(function)
        if self.exact and self.fit(answers, 0.02):
            return TOO_ROUGH.format(exact=self.exact)
        cases = zip(answers, self.truths, self.cases)
        wrong = next(each for each in cases if not equal(each[0], each[1], self.tolerance))
        fact = self.fact(answers, *wrong)
        fine = sum(equal(a, t, self.tolerance) for a, t in zip(answers, self.truths))
        few = fine and SOME.format(fine=fine, all=len(answers))
        absent = [said for word, said in self.needs.items() if source.lacks(function, word)]
        notes = [*absent, *source.remarks(function, wrong[2])][: 1 if fact else 2]
        if notes and not fact and fine:
            return " ".join([*notes, few])
        last = (
            fact or (self.instead and self.instead(*wrong[:2], *wrong[2])) or difference(*wrong, self.names, self.tolerance)
        )
        return " ".join(filter(None, [*([] if fact else notes), last, few, *(notes if fact else [])]))

    def fact(self, answers: Sequence, answer: Any, truth: Any, case: tuple) -> str | None:
        """What differs in better words, or a plain fact of the answers."""
        if self.unlike and (said := self.unlike(answer, truth, *case)):
            return said
        if not isinstance(truth, tuple):
            return several(answers, self.truths) or plain_fact(answers, self.truths, self.cases)
        if not all(isinstance(each, (tuple, list)) and len(each) == len(truth) for each in answers):
            return None
        part = next(k for k in range(len(truth)) if not equal(answer[k], truth[k], self.tolerance))
        said = plain_fact([a[part] for a in answers], [t[part] for t in self.truths], self.cases)
        return PART.format(all=len(truth), part=part + 1, said=said) if said else None

    def try_other_orders(self, function: Callable) -> None:
        """Wrong, if a function of two or three arguments is right once they have changed places."""
        if len(self.names) not in (2, 3):
            return
        for order in list(itertools.permutations(range(len(self.names))))[1:]:
            try:
                answers = [self.answer(function, *[case[k] for k in order]) for case in self.cases]
            except Wrong:
                continue
            if self.fit(answers):
                raise Wrong(ORDER.format(asks=self.asks, hint=self.hints.get("order", "")).strip())


@dataclass(frozen=True, eq=False, repr=False)
class Value(Exercise):
    """An exercise whose answer is a number or a list; right takes no arguments but the parts that can be exchanged."""

    def look_at(self, value: Any) -> None:
        if value is None or value is ...:
            raise Wrong(NOT_WRITTEN)

    def answers(self, value: Any) -> list:
        return [value]

    def diagnosis(self, value: Any, answers: Sequence) -> str:
        array, (right,) = as_array(value), self.truths
        if said := self.recognised(answers):
            return said
        if isinstance(value, str):
            return "This is text, because it stands in quotation marks. Write the number without them."
        if array is None:
            return f"This should be {wanted(right)}, but it is {kind(value)}."
        if array.ndim == 1 and np.ndim(right) == 0:
            return "One number is enough: leave the brackets out. A decimal point is a point in Python, not a comma."
        if array.shape != np.shape(right):
            return f"This should be {wanted(right)}, but its shape is {array.shape}."
        if not np.isfinite(array).all():
            return "This is NaN or infinity: somewhere 0 is divided by 0, or the logarithm of 0 is taken."
        if equal(-array, right, self.tolerance):
            return "The size is right, the sign is not."
        if any(np.array_equal(array, np.round(right, decimals)) for decimals in (1, 2, 3)):
            return "You are on the right way, but this number is rounded: give more decimals."
        side = f": it is too {'small' if array < right else 'large'}" if array.ndim == 0 else ""
        return NOT_YET.format(side)
