"""Where the house can be reached, and whether the door is free."""

import errno
import ipaddress
import socket


class PortRefused(Exception):
    """The port cannot be had; the message says why and what to do."""


def refuse_taken_port(host: str, port: int) -> None:
    """Raises PortRefused when nobody could listen at this address now."""
    try:
        _listen(host, port)
    except OSError as error:
        raise PortRefused(_why(error, host, port)) from None


def _listen(host: str, port: int) -> None:
    with socket.socket(_family(host), socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        probe.listen(1)


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program. Stop that one, or choose a free port:"
            f" make run PORT={_free_port_after(host, port)}"
        )
    if error.errno == errno.EACCES:
        return (
            f"Port {port} is reserved for the administrator of this machine. Choose one from 1024: make run PORT=8000"
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return f"HOST={host} is no address of this machine. Choose 127.0.0.1, or 0.0.0.0 for all of its addresses."
    return f"Nothing can listen at {host}, port {port}: {error.strerror}."


def _free_port_after(host: str, port: int) -> int:
    for candidate in range(port + 1, min(port + 50, 65536)):
        try:
            _listen(host, candidate)
        except OSError:
            continue
        return candidate
    return 8080


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def is_everywhere(host: str) -> bool:
    """True for 0.0.0.0 and ``::``: every address of this machine."""
    return ipaddress.ip_address(host).is_unspecified


def lan_address() -> str | None:
    """This machine's address in its own network, for a phone to open; None without a network. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: connecting only asks the routing table
        except OSError:
            return None
        address: str = probe.getsockname()[0]
    return None if ipaddress.ip_address(address).is_loopback else address


def page(host: str, port: int) -> str:
    """The address to open in a browser on this machine."""
    shown = "127.0.0.1" if is_everywhere(host) else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"
