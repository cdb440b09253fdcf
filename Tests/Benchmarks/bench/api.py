"""The API of a cluster, without kubectl between."""
import base64
import contextlib
import http.client
import json
import socket
import ssl
import subprocess
from urllib.parse import urlparse

PODS = "/api/v1/namespaces/default/pods"


class API:
    def __init__(self, kubeconfig: str) -> None:
        view = json.loads(subprocess.check_output(
            ["kubectl", "--kubeconfig", kubeconfig, "config", "view", "--raw", "-o", "json"]))
        server = view["clusters"][0]["cluster"]
        self.address = urlparse(server["server"])
        authority = base64.b64decode(server["certificate-authority-data"]).decode()
        self.trust = ssl.create_default_context(cadata=authority)
        self.headers = {"Authorization": "Bearer " + view["users"][0]["user"]["token"]}

    def connect(self) -> http.client.HTTPSConnection:
        connection = http.client.HTTPSConnection(self.address.hostname, self.address.port, context=self.trust)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def pods(self) -> dict:
        connection = self.connect()
        connection.request("GET", PODS, headers=self.headers)
        return json.load(connection.getresponse())


class Watch:
    """All that the API says of the pods from now on, as it comes."""

    def __init__(self, api: API) -> None:
        since = api.pods()["metadata"]["resourceVersion"]
        self.connection = api.connect()
        self.connection.request("GET", f"{PODS}?watch=true&resourceVersion={since}", headers=api.headers)
        self.socket = self.connection.sock
        self.socket.setblocking(False)

    def read(self) -> bytes:
        """What has come, the marks of its chunks included: they stand between the lines."""
        data = b""
        with contextlib.suppress(ssl.SSLWantReadError):
            while part := self.socket.recv(1 << 16):
                data += part
        return data

    def close(self) -> None:
        self.connection.close()
