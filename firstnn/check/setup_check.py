"""check.setup: whether this kernel has what the course needs, told in plain sentences."""

import platform
from collections.abc import Iterator
from importlib import metadata

import firstnn
from firstnn.check.errors import words
from firstnn.check.result import Result

REPAIR = (
    "Type %pip install -e .. in a new cell, press Shift + Enter, wait until it is done, "
    "then choose Restart Kernel in the menu Kernel and begin again at the top."
)
NEWER_PYTHON = "Install a newer Python from python.org, then follow the README from its beginning."
OUTSIDE = "This Python runs outside of Jupyter. Type firstnn in a terminal: it opens the course in JupyterLab."
WORKS = "Your set-up works: Python and all packages are new enough, and the panels can move."


def setup() -> Result:
    """Python, the packages, firstnn itself and the widgets: all there and new enough, or the first thing to mend."""
    try:
        for problem in problems():
            return Result(False, problem)
    except Exception as error:
        return Result(False, f"The set-up could not be looked through: {words(error)} {REPAIR}")
    return Result(True, WORKS)


def problems() -> Iterator[str]:
    """What is wrong and what to type, one after the other, the deepest cause first."""
    try:
        installed = metadata.version("firstnn")
    except metadata.PackageNotFoundError:
        yield f"firstnn is not installed in the Python of this kernel. {REPAIR}"
        return
    yield from python_problem()
    if wrong := package_problems():
        yield f"{'; '.join(wrong)}. {REPAIR}"
    if installed != firstnn.__version__:
        yield f"firstnn is installed here as version {installed}, but the one in use is {firstnn.__version__}. {REPAIR}"
    if not in_a_kernel():
        yield OUTSIDE


def python_problem() -> Iterator[str]:
    """Python itself, where it is older than pyproject.toml asks."""
    from packaging.specifiers import SpecifierSet

    wanted = metadata.metadata("firstnn")["Requires-Python"]
    if not SpecifierSet(wanted).contains(platform.python_version(), prereleases=True):
        yield f"This is Python {platform.python_version()}, but the course needs {newer(wanted)}. {NEWER_PYTHON}"


def package_problems() -> list[str]:
    """Each package that pyproject.toml asks for and that is missing or too old; and the part that shows widgets in Lab."""
    from packaging.requirements import Requirement

    wanted = [Requirement(line) for line in metadata.requires("firstnn")]
    wanted = [each for each in wanted if each.marker is None or each.marker.evaluate({"extra": ""})]
    return [problem for each in [*wanted, Requirement("jupyterlab_widgets")] if (problem := package_problem(each))]


def package_problem(wanted: "Requirement") -> str | None:  # noqa: F821
    """What is wrong with one package, or None."""
    try:
        found = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        return f"The package {wanted.name} is missing"
    if wanted.specifier.contains(found, prereleases=True):
        return None
    return f"The package {wanted.name} is version {found}, but the course needs {newer(str(wanted.specifier))}"


def in_a_kernel() -> bool:
    """Whether this is a Jupyter kernel, which panels need."""
    from IPython import get_ipython

    return type(get_ipython()).__name__ not in ("NoneType", "TerminalInteractiveShell")


def newer(specifier: str) -> str:
    """>=3.11 in words."""
    return f"{specifier.removeprefix('>=')} or newer" if specifier.startswith(">=") and "," not in specifier else specifier
