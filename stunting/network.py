"""Sockets and addresses of this machine; nothing here sends anything."""

from __future__ import annotations

import errno
import os
import socket

from stunting.errors import StuntingError
from stunting.languages import _

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
PORTS_TRIED = 50
# One address in each network a hall may have: the way to the rest of the world, then what routers, and the hotspots of
# Windows, Linux, Android and iPhone give out. A laptop that is the hotspot itself has no way to the rest of the world.
PROBED = (
    "10.255.255.255",
    "192.168.137.2",
    "10.42.0.2",
    "192.168.43.2",
    "172.20.10.2",
    "192.168.0.2",
    "192.168.1.2",
    "192.168.8.2",
    "172.16.0.2",
)


def bind(address: str, port: int) -> socket.socket:
    """A listening socket on this port, or on the next free one.

    Raises:
        StuntingError: none of the ports is free, or the address does not belong to this machine.
    """
    for candidate in range(port, min(port + PORTS_TRIED, 65_536)) if port else (0,):
        listening = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        if os.name != "nt":
            # On Windows this would share the port with whoever has it.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address, candidate))
            listening.listen(2048)
        except OSError as problem:
            listening.close()
            if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise StuntingError(
                    _(
                        "Alamat {address} bukan alamat komputer ini. Pakai {loopback}, atau "
                        "{everywhere} untuk jaringan.",
                        address=address,
                        loopback=LOOPBACK,
                        everywhere=EVERYWHERE,
                    )
                ) from problem
            continue
        listening.set_inheritable(True)
        return listening
    raise StuntingError(
        _(
            "Tidak ada porta kosong dari {port} sampai {last}. Tutup program lain, atau pilih "
            "porta lain dengan --port.",
            port=port,
            last=port + PORTS_TRIED - 1,
        )
    )


def bind_exactly(address: str, port: int) -> socket.socket:
    """A listening socket on this port and no other.

    Raises:
        StuntingError: somebody else has it, or the address does not belong to this machine.
    """
    listening = bind(address, port)
    if listening.getsockname()[1] != port:
        listening.close()
        raise StuntingError(
            # Said by the command line of a server.
            f"Porta {port} sedang dipakai program lain. Hentikan program itu, atau ganti [server] base_port dan tulis "
            "ulang pengaturan proksi."  # no text
        )
    return listening


def network_address() -> str | None:
    """The address under which others on the network reach this machine; asks the routing table."""
    found = network_addresses()
    return found[0] if found else None


def network_addresses() -> tuple[str, ...]:
    """Every address under which others may reach this machine, the likeliest first; none without a network."""
    found = [_address_towards(other) for other in PROBED]
    return tuple(dict.fromkeys(one for one in found if one and not one.startswith("127.")))


def _address_towards(other: str) -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((other, 1))
        except OSError:
            return None
        return str(probe.getsockname()[0])
