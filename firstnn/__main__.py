"""The command `firstnn`, also `python -m firstnn`: each part of it is a module of firstnn.course."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from firstnn import __version__
from firstnn.course.trouble import Trouble, in_words

COMMANDS = (
    "copy",
    "again",
    "read",
    "homework",
    "mark",
    "slides",
)  # each a module with add_arguments(parser) and run(arguments)
DESCRIPTION = """\
Learn how a neural network works, in JupyterLab.

Without a command, firstnn makes your own copy of the course in the folder that you are in and opens it. The next
time, the same command finds your copy, leaves alone what you changed, brings in what is new, and opens it again."""
EPILOG = """\
What stands after two dashes is handed on to JupyterLab: firstnn -- --port=9999
Help for one command: firstnn mark --help"""


def command_line() -> argparse.ArgumentParser:
    """The whole command line; each command brings its own arguments."""
    parser = argparse.ArgumentParser(
        prog="firstnn", description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"firstnn {__version__}")
    copy = importlib.import_module("firstnn.course.copy")
    copy.add_arguments(parser)
    parser.add_argument("--no-open", dest="open", action="store_false", help="do not open JupyterLab")
    parser.set_defaults(run=copy.run, open=True)
    commands = parser.add_subparsers(title="commands", metavar="")
    for name in COMMANDS:
        module = importlib.import_module(f"firstnn.course.{name}")
        summary, _, more = module.__doc__.partition("\n\n")
        one = commands.add_parser(
            name,
            help=summary.rstrip("."),
            description=f"{summary}\n\n{more}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(one)
        one.set_defaults(run=module.run, open=False)
    return parser


def plain_output() -> None:
    """A sign that the terminal's encoding does not know becomes a question mark, never an exception."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def main(given: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0, or 1 where something kept it from its work, told in a sentence."""
    plain_output()
    given = list(sys.argv[1:] if given is None else given)
    dashes = given.index("--") if "--" in given else len(given)
    arguments = command_line().parse_args(given[:dashes])
    arguments.for_jupyterlab = given[dashes + 1 :]
    try:
        return arguments.run(arguments)
    except (Trouble, OSError) as problem:
        print(in_words(problem), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
