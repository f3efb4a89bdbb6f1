"""Where a request comes from, as far as it can be told."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from flask import request

UNKNOWN = "unknown"
# What one household or office has of its own: whoever has it can take any address in it.
OF_ONE_CUSTOMER = 64


def is_from_here() -> bool:
    """Whether a page of our own sent the form, as far as the browser says."""
    said = request.headers.get("Origin") or request.referrer or ""
    return urlsplit(said).netloc == request.host


def origin() -> str:
    """The address at the other end; of IPv6 the network, in which addresses cost nothing.

    Behind proxies it is theirs, unless QUESTIONNAIRE_PROXIES says how many there are.
    """
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return UNKNOWN
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), OF_ONE_CUSTOMER), strict=False))
