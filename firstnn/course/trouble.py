"""What keeps the command from its work, in a sentence."""

import errno

FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
LOCKED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Trouble(Exception):
    """Something that the user can put right; the message says what and how."""


def in_words(problem: Exception) -> str:
    """The sentence for an exception that ends the command."""
    if not isinstance(problem, OSError):
        return str(problem)
    where = f" ({problem.filename})" if problem.filename else ""
    if problem.errno in FULL:
        return f"The disk is full{where}. Nothing of yours was changed. Make room, then give the same command again."
    if problem.errno in LOCKED:
        return (
            f"There is no permission to write here{where}, or another program holds the file. "
            "Nothing of yours was changed. Choose a folder of your own: cd to it, or name one with --folder."
        )
    return f"This did not work: {problem.strerror or problem}{where}. Nothing of yours was changed."
