"""Neither a test nor a notebook uses the network, and what NumPy or matplotlib warns of is an error in a notebook too."""

import http.server
import socket
import threading
import urllib.request

import pytest
from jupyter_client.blocking import BlockingKernelClient
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, start_new_kernel

REACHING_OUT = [
    "socket.create_connection(('192.0.2.1', 80), timeout=5)",
    "socket.create_connection(('2001:db8::1', 80), timeout=5)",
    "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 80))",
    "socket.gethostbyname('outside.invalid')",
    "socket.gethostbyaddr('192.0.2.1')",
    "urllib.request.urlopen('http://outside.invalid', timeout=5)",
]
OLD = "exec('import warnings; warnings.warn(\"old\", {})', {{'__name__': {!r}}})"


@pytest.fixture(scope="module")
def kernel():
    """A kernel, started as nbval starts it for a notebook."""
    manager, client = start_new_kernel(kernel_name=CURRENT_ENV_KERNEL_NAME)
    client.execute_interactive("import socket, urllib.request", silent=True)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def error(kernel: BlockingKernelClient, code: str) -> str | None:
    """What the code raises in the kernel, as name: text; None if it runs."""
    reply = kernel.execute_interactive(code, output_hook=lambda _: None, timeout=30)["content"]
    return f"{reply['ename']}: {reply['evalue']}" if reply["status"] == "error" else None


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("code", REACHING_OUT)
def test_a_test_cannot_reach_another_machine(code):
    with pytest.raises(OSError, match="no network: firstnn runs without one"):
        eval(code)


@pytest.mark.parametrize("code", REACHING_OUT)
def test_a_notebook_cannot_reach_another_machine(kernel, code):
    assert "no network: firstnn runs without one" in error(kernel, code)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", None])
def test_this_machine_can_be_looked_up(host):
    assert socket.getaddrinfo(host, 80)


def test_this_machine_can_be_reached(kernel):
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as server:
        server.RequestHandlerClass.log_message = lambda *_: None
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://localhost:{server.server_port}"
        urllib.request.urlopen(address).close()
        seen = error(kernel, f"urllib.request.urlopen({address!r}).close()")
        server.shutdown()
        thread.join()
    assert seen is None


@pytest.mark.parametrize("category", ["DeprecationWarning", "PendingDeprecationWarning", "RuntimeWarning", "UserWarning"])
@pytest.mark.parametrize("module", ["__main__", "firstnn.network", "numpy.linalg", "matplotlib.axes"])
def test_a_warning_in_a_notebook_is_an_error(kernel, module, category):
    assert error(kernel, OLD.format(category, module)) == f"{category}: old"


def test_a_notebook_has_no_names_and_no_settings_of_whoever_runs_it(kernel):
    assert error(kernel, "warnings") == "NameError: name 'warnings' is not defined"
    assert error(kernel, "assert 'firstnn-' in get_ipython().ipython_dir") is None
