"""What a browser does before its socket: loads the page, keeps cookies, fills in the form of the login."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
PATIENCE_S = 60.0


class LoginFailedError(Exception):
    """The server did not let this one in."""


class Browser:
    """Cookies of one visitor. source: the address it comes from, "" for any."""

    def __init__(self, url: str, *, source: str = "") -> None:
        self.cookies: dict[str, str] = {}
        self._root = urlsplit(url)
        self._source = (source, 0) if source else None

    def get(self, path: str = "/") -> tuple[int, str]:
        """Status and content of an address."""
        return self._ask("GET", path)

    def log_in(self, name: str, password: str) -> None:
        """With name and password, as the form asks for them.

        Raises:
            LoginFailedError: the server says no.
        """
        _, page = self.get("/masuk")
        fields = dict(HIDDEN.findall(page)) | {"nama": name, "sandi": password}
        status, _ = self._ask("POST", "/masuk", fields=fields)
        if status != http.client.SEE_OTHER:
            raise LoginFailedError(f"{name}: {status}")

    def _ask(self, method: str, path: str, *, fields: Mapping[str, str] | None = None) -> tuple[int, str]:
        host, port = self._root.hostname or "", self._root.port
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_S, source_address=self._source)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"{self._root.scheme}://{self._root.netloc}",
            }
        try:
            connection.request(method, f"{self._root.path.rstrip('/')}{path}", body=body, headers=headers)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or ():
                self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
