"""Execute every notebook as other machines would, and compare each output with the stored one: python tests/machines.py

OpenBLAS multiplies matrices and NumPy computes its functions in another order on another processor, and OpenBLAS with
another number of threads, so the last few digits are others, and a lesson that prints them is found here. The table names
the notebooks and cells that differ; the exit code is 1 if there are any, or if no machine could be tried. Text has to agree
exactly, and so have pictures where this matplotlib drew the stored ones. OpenBLAS calls a Prescott a Katmai.
"""

import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
from pictures import PICTURE, drawn_here
from refresh import execute, named, tidy

LACKS = {"Prescott": ".", "Haswell": "AVX512|X86_V4", "SkylakeX": "(?!)"}  # which of NumPy's instructions, as a pattern
NOT_HERE = "cannot be tried on this machine"


def machine(processor: str, threads: str) -> dict[str, str]:
    """The environment variables that make NumPy compute as on another machine."""
    here = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    return {
        "OPENBLAS_CORETYPE": processor,
        "OPENBLAS_NUM_THREADS": threads,
        "NPY_DISABLE_CPU_FEATURES": " ".join(name for name in here if re.match(LACKS[processor], name)),
    }


def kernels_of_openblas(variables: dict[str, str]) -> str | None:
    """The processor that OpenBLAS says it computes for; None where this machine cannot do so."""
    code = "import numpy; numpy.ones((99, 99)) @ numpy.ones((99, 99))"
    env = os.environ | variables | {"OPENBLAS_VERBOSE": "2"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    said = re.search(r"Core: (\w+)", done.stderr)
    return said[1] if said and done.returncode == 0 else None


def differing(path: Path, variables: dict[str, str]) -> list[str]:
    """The code cells, named as in the notebook, whose outputs on that machine differ from the stored ones."""
    stored = nbformat.read(path, as_version=4).cells
    fresh = nbformat.reads(tidy(execute(path, **variables)), as_version=4).cells
    exact = drawn_here(path)
    pairs = zip(stored, fresh, strict=True)
    return [f"In [{old.execution_count}]" for old, new in pairs if shown(old, exact) != shown(new, exact)]


def shown(cell: nbformat.NotebookNode, exact: bool) -> str:
    """All that a cell shows; its pictures only where they can be compared exactly."""
    outputs = str(cell.get("outputs", []))
    return outputs if exact else PICTURE.sub("", outputs)


def verdict(paths: list[Path], variables: dict[str, str]) -> str:
    """What differs on that machine, in words."""
    found = {path.stem: cells for path in paths if (cells := differing(path, variables))}
    return "; ".join(f"{stem} {', '.join(cells)}" for stem, cells in found.items()) or "none"


def main() -> int:
    paths = named(sys.argv[1:])
    verdicts = set()
    print(f"| processor | threads | OpenBLAS computes as | of {len(paths)} notebooks, these outputs differ |")
    print("|---|---|---|---|")
    for processor, threads in itertools.product(LACKS, ("1", "2")):
        variables = machine(processor, threads)
        kernels = kernels_of_openblas(variables)
        told = verdict(paths, variables) if kernels else NOT_HERE
        verdicts.add(told)
        print(f"| {processor} | {threads} | {kernels} | {told} |", flush=True)
    return 0 if verdicts - {NOT_HERE} == {"none"} else 1


if __name__ == "__main__":
    sys.exit(main())
