"""Refuse every connection and every name look-up that would leave this machine.

Python imports a module of this name as it starts, so with this folder on PYTHONPATH it holds for the tests, for the
kernels of the notebooks and for JupyterLab. What is no Python, such as curl, is not watched.
"""

import ipaddress
import socket
import sys

LOOK_UPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
CONNECTIONS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
HERE = {None, "", "localhost", socket.gethostname()}


def refuse(event: str, arguments: tuple) -> None:
    """An audit hook: raises where the event asks for another machine."""
    if event in LOOK_UPS:
        host = arguments[0]
    elif event in CONNECTIONS and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not is_here(host):
        raise ConnectionRefusedError(f"no network: firstnn runs without one, and this asked for {host}")


def is_here(host: object) -> bool:
    """Whether a host, as Python's socket functions take it, is this very machine."""
    name = host.decode() if isinstance(host, bytes | bytearray) else host
    if name in HERE or not isinstance(name, str):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(refuse)
