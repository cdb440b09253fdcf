"""An API server that holds the pods of one file, and a router behind its service proxy.

    apiserver.py PODS SERVICES|- WORKER [PREFIX]

The router sends every request to WORKER and says so in its log, as the Python router does. Deletions are kept in the file `deleted` beside
PODS, a line `NAME UID` each; nothing else happens to a pod. Outside of PREFIX, a path as Rancher has it, everything is a 404 in HTML. It says `port NUMBER`, and ends with its standard input.
"""
import json
import os
import queue
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

pods_file, services_file, worker = sys.argv[1:4]
prefix = "".join(sys.argv[4:5])
pods = json.load(open(pods_file))["items"]
ROUTER_SERVICE = {
    "metadata": {"name": "vllm-router-service", "namespace": "default", "uid": "svc-1"},
    "spec": {"selector": {"environment": "router"}, "ports": [{"name": "http", "port": 80, "targetPort": 8000}]},
}
services = [ROUTER_SERVICE] if services_file == "-" else json.load(open(services_file))["items"]
LISTS = {"pods": pods, "services": services}
log_lines: "queue.Queue[str]" = queue.Queue()


def routed(request: str, session: str) -> str:
    stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
    place = "(request.py:600:vllm_router.services.request_service.request)"
    return (
        f"\x1b[32;20m[{stamp},000] INFO:\x1b[0m Routing request {request} with session id {session} to {worker} "
        f"at {time.time()}, process time = 0.0010 \x1b[3m{place}\x1b[0m"
    )


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        if self.path.startswith(prefix + "/"):
            self.path = self.path[len(prefix):]
            return True
        self.answer("<html><body>404</body></html>", 404, "text/html")
        return False

    def answer(self, body: object, status: int = 200, kind: str = "application/json") -> None:
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def begin(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def part(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def body(self) -> dict:
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")

    def do_GET(self) -> None:
        place = urlparse(self.path)
        query, name = parse_qs(place.query), place.path.rsplit("/", 1)[-1]
        if "/proxy" in place.path:
            return self.router_get(place.path.split("/proxy", 1)[1])
        if place.path == "/version":
            return self.answer({"major": "1", "minor": "36", "gitVersion": "v1.36.0"})
        if name == "log":
            return self.follow()
        if "watch" in query:
            self.begin("application/json")
            while True:
                time.sleep(1)
        if "as=Table" in self.headers.get("Accept", ""):
            return self.answer({"kind": "Status", "message": "no tables", "code": 406}, 406)
        self.answer({"kind": "List", "apiVersion": "v1", "metadata": {"resourceVersion": "9"}, "items": LISTS.get(name, [])})

    def follow(self) -> None:
        self.begin("text/plain")
        while True:
            self.part(log_lines.get() + "\n")

    def router_get(self, path: str) -> None:
        if path.startswith("/v1/models"):
            return self.answer({"object": "list", "data": [{"id": "m", "object": "model"}]})
        self.answer("" if path.startswith("/health") else {"detail": "Not Found"}, 200 if path.startswith("/health") else 404)

    def do_POST(self) -> None:
        asked = self.body()
        if "/proxy" not in self.path:
            asked["status"] = {"allowed": True}
            return self.answer(asked, 201)
        log_lines.put(routed(self.headers.get("X-Request-Id", "?"), self.headers.get("x-user-id", "?")))
        self.begin("text/event-stream")
        for number in range(asked.get("max_tokens", 16)):
            delta = {"content": f" word{number}"}
            self.part("data: " + json.dumps({"id": "c", "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}) + "\n\n")
            time.sleep(0.05)
        self.part("data: " + json.dumps({"id": "c", "choices": [{"index": 0, "delta": {}, "finish_reason": "length"}]}) + "\n\n")
        self.part("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def do_DELETE(self) -> None:
        name, options = urlparse(self.path).path.rsplit("/", 1)[-1], self.body()
        pod = next((each for each in pods if each["metadata"]["name"] == name), None)
        uid = options.get("preconditions", {}).get("uid")
        if not options.get("dryRun") and "dryRun" not in self.path:
            with open(os.path.join(os.path.dirname(pods_file), "deleted"), "a") as kept:
                print(name, uid, file=kept)
        if pod is None or uid not in (None, pod["metadata"]["uid"]):
            return self.answer({"kind": "Status", "status": "Failure", "reason": "Conflict", "code": 409}, 409)
        self.answer(pod)


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print("port", server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
