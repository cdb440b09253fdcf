#!/usr/bin/env python3
"""Stands in for kubectl where a test must see or do what the real one hides.

It is the real one, but: all bytes that its `proxy` gets on the way to the API server are kept in $STANDIN/api; its
`port-forward` leads to 127.0.0.1:$STANDIN_ROUTER, with what goes there kept in $STANDIN/router; `get secret` knows one
secret. $STANDIN/forward holds what port-forward should do instead: `refuse` or `hang`. What it inherits is kept in
$STANDIN/environment."""
import base64, json, os, signal, socket, subprocess, sys, threading, time

folder = os.environ["STANDIN"]
arguments = sys.argv[1:]


def keep(name, data):
    with open(f"{folder}/{name}", "ab") as file:
        file.write(data)


def copy(source, sink, name):
    try:
        while data := source.recv(65536):
            if name:
                keep(name, data)
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        for each in (source, sink):
            each.close()


def serve(listener, family, address, name):
    while True:
        client, _ = listener.accept()
        upstream = socket.socket(family)
        try:
            upstream.connect(address)
        except OSError:
            client.close()
            continue
        for pair in ((client, upstream, name), (upstream, client, None)):
            threading.Thread(target=copy, args=pair, daemon=True).start()


def proxy():
    path = next(each.split("=", 1)[1] for each in arguments if each.startswith("--unix-socket="))
    real = path + ".real"
    child = subprocess.Popen([os.environ["STANDIN_KUBECTL"]] + [each.replace(path, real) for each in arguments])
    signal.signal(signal.SIGTERM, lambda *_: (child.terminate(), os._exit(0)))
    while not os.path.exists(real):
        time.sleep(0.01)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    serve(listener, socket.AF_UNIX, real, "api")


def forward():
    mood = open(f"{folder}/forward").read() if os.path.exists(f"{folder}/forward") else ""
    keep("forwards", (" ".join(arguments) + "\n").encode())
    if mood == "refuse":
        sys.exit('Error from server (Forbidden): pods "r" is forbidden: User "u" cannot create resource "pods/portforward"')
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    local = next(each for each in arguments if ":" in each and "=" not in each).split(":")[0]
    listener.bind(("127.0.0.1", int(local or 0)))
    listener.listen(64)
    print(f"Forwarding from 127.0.0.1:{listener.getsockname()[1]} -> 8000", flush=True)
    if mood == "hang":
        while True:
            listener.accept()[0].close()
    serve(listener, socket.AF_INET, ("127.0.0.1", int(os.environ["STANDIN_ROUTER"])), "router")


def secret():
    name = arguments[2]
    if name != "router-key":
        sys.exit(f'Error from server (NotFound): secrets "{name}" not found')
    data = {"token": base64.b64encode(open(f"{folder}/key", "rb").read()).decode()}
    print(json.dumps({"kind": "Secret", "apiVersion": "v1", "data": data}))


keep("environment", json.dumps(dict(os.environ)).encode() + b"\n")
if arguments[:1] == ["proxy"]:
    proxy()
elif arguments[:1] == ["port-forward"]:
    forward()
elif arguments[:2] == ["get", "secret"]:
    secret()
else:
    os.execv(os.environ["STANDIN_KUBECTL"], ["kubectl"] + arguments)
