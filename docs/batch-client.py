#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the MoveFile authors
"""Moves files by one process of movefile: batch-client.py SOURCE TARGET [SOURCE TARGET]..."""
import base64, json, os, subprocess, sys

class MoveError(Exception):
    """What the member "error" of an answer says."""

class Batch:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.requests = 0

    def ask(self, op, names, **members):
        self.requests += 1
        for key, path in names.items():  # any bytes, whether or not they are UTF-8
            members[key + "_bytes"] = base64.b64encode(os.fsencode(path)).decode("ascii")
        request = {"op": op, "id": self.requests, **members}
        self.process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line.endswith(b"\n"):
            raise ConnectionError("movefile has ended")
        answer = json.loads(line)
        assert answer["id"] == self.requests
        if not answer["ok"]:
            raise MoveError(answer["error"])
        return answer["result"]

    def close(self):
        self.process.stdin.close()
        return self.process.wait()  # 0 if every request was done

batch = Batch(os.environ.get("MOVEFILE", "movefile"))
for source, target in zip(sys.argv[1::2], sys.argv[2::2]):
    try:
        result = batch.ask("move", {"source": source, "target": target}, options={"durability": "none"})
        print(result["method"], repr(os.fsencode(source)), "->", repr(os.fsencode(target)))
    except MoveError as e:
        error = e.args[0]
        print(error["kind"], repr(os.fsencode(source)), error.get("errno"), error["message"])
sys.exit(batch.close())
