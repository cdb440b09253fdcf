"""Raises the restart count of a pod at an even pace, and prints when each change was asked for, as a JSON list.

python3 -m bench.sender KUBECONFIG POD COUNT RATE
"""
import json
import sys
import time

from .api import API, PODS


def main(kubeconfig: str, pod: str, count: int, rate: float) -> None:
    api = API(kubeconfig)
    connection = api.connect()
    headers = api.headers | {"Content-Type": "application/json-patch+json"}
    asked = []
    start = time.monotonic() + 0.5
    for number in range(1, count + 1):
        time.sleep(max(0, start + number / rate - time.monotonic()))
        change = [{"op": "replace", "path": "/status/containerStatuses/0/restartCount", "value": number}]
        asked.append(time.monotonic())
        connection.request("PATCH", f"{PODS}/{pod}/status", json.dumps(change), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"PATCH answered {answer.status}")
    print(json.dumps(asked))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
