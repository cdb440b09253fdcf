"""A stand-in for an engine: vLLM's paths, canned tokens, two processes.

On SIGTERM its streams stay open and silent, as vLLM's mostly do, and it waits for its clients; with --drain SECONDS it goes on so long.
"""
import argparse
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

parser = argparse.ArgumentParser()
parser.add_argument("--host", required=True)
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--load", type=float, default=0.3)
parser.add_argument("--pace", type=float, default=0.04)
parser.add_argument("--drain", type=float, default=0)
parser.add_argument("--mark", default="")
arguments = parser.parse_args()

MODEL = "stand-in"
state = {"running": 0, "tokens": 0, "silent": False, "open": 0}
lock = threading.Lock()


def change(name, by):
    with lock:
        state[name] += by


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format, *values):
        if "/health" not in self.path and "/metrics" not in self.path:
            print('INFO:     "%s"' % (format % values), flush=True)

    def answer(self, text, kind="application/json", status=200):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/health":
            return self.answer("", "text/plain")
        if self.path == "/v1/models":
            return self.answer(json.dumps({"object": "list", "data": [{"id": MODEL, "object": "model"}]}))
        if self.path == "/metrics":
            labels = '{engine="0",model_name="%s"}' % MODEL
            lines = ["vllm:num_requests_running%s %d" % (labels, state["running"]), "vllm:num_requests_waiting%s 0" % labels,
                     "vllm:generation_tokens_total%s %d" % (labels, state["tokens"])]
            return self.answer("\n".join(lines) + "\n", "text/plain; version=0.0.4")
        self.answer('{"detail":"Not Found"}', status=404)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        if body.get("model") != MODEL:
            return self.answer(json.dumps({"error": {"message": "The model does not exist.", "code": 404}}), status=404)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        change("running", 1)
        try:
            self.stream(body.get("max_tokens", 16), "messages" in body)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            change("running", -1)

    def stream(self, limit, is_chat):
        for index in range(limit):
            time.sleep(arguments.pace)
            while state["silent"]:
                time.sleep(0.02)
                # Who has hung up is not waited for.
                if select.select([self.connection], [], [], 0)[0] and not self.connection.recv(1, socket.MSG_PEEK):
                    raise BrokenPipeError
            change("tokens", 1)
            text = "w%d " % index
            choice = {"index": 0, "finish_reason": "length" if index == limit - 1 else None}
            choice.update({"delta": {"content": text}} if is_chat else {"text": text})
            self.chunk("data: %s\n\n" % json.dumps({"id": "cmpl-x", "choices": [choice]}))
        self.chunk("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def chunk(self, text):
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()


def stop(*_):
    def end():
        print("INFO:     Shutting down", flush=True)
        limit = time.time() + arguments.drain
        while state["running"] and time.time() < limit:
            time.sleep(0.02)
        state["silent"] = True
        while state["running"]:
            time.sleep(0.02)
        os._exit(0)
    threading.Thread(target=end, daemon=True).start()


signal.signal(signal.SIGTERM, stop)
print("INFO:     Started server process [%d]" % os.getpid(), flush=True)
# What makes the tokens is a process of its own; it does not hear SIGTERM, and would stay behind.
core = subprocess.Popen([sys.executable, "-c", "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)", "core", arguments.mark])
time.sleep(arguments.load)
server = ThreadingHTTPServer((arguments.host, arguments.port), Handler)
server.daemon_threads = True
print("INFO:     Application startup complete.", flush=True)
server.serve_forever()
