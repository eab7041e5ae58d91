"""A small client of the language server protocol, enough to ask a server what an editor would ask."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

PATIENCE = 30
"""Seconds for one answer."""

_SETTINGS = {
    "validate": True,
    "hover": True,
    "completion": True,
    "schemaStore": {"enable": False},
    "kubernetesCRDStore": {"enable": False},
}


class Client:
    """A running server with one workspace folder."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self.diagnostics: queue.Queue[dict[str, Any]] = queue.Queue()
        self.number = 0
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        able = {"workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}}}
        self.ask(
            "initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": able}
        )
        self._send({"method": "initialized", "params": {}})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """The result of a request."""
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            answer = self.answers.get(timeout=PATIENCE)
            if answer["id"] == self.number:
                return answer.get("result")

    def open(self, path: Path) -> list[dict[str, Any]]:
        """Opens a file as an editor does; returns what the server finds wrong with it."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1}
        document["text"] = path.read_text(encoding="utf-8")
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            found = self.diagnostics.get(timeout=PATIENCE)
            if found["uri"] == path.as_uri():
                return list(found["diagnostics"])

    def at(self, path: Path, line: int, column: int, method: str) -> Any:
        """What the server says of a place; line and column count from 0, as in the protocol."""
        place = {"line": line, "character": column}
        document = {"uri": path.as_uri()}
        return self.ask(f"textDocument/{method}", {"textDocument": document, "position": place})

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream
        while header := stream.readline():
            length = int(header.partition(b":")[2])
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(length))
            if message.get("method") == "textDocument/publishDiagnostics":
                self.diagnostics.put(message["params"])
            elif "method" in message and "id" in message:
                self._reply(message)
            elif "id" in message:
                self.answers.put(message)

    def _reply(self, request: dict[str, Any]) -> None:
        """The server asks for its settings; to anything else the answer is nothing."""
        result = None
        if request["method"] == "workspace/configuration":
            asked = [item.get("section") for item in request["params"]["items"]]
            result = [_SETTINGS if section == "yaml" else None for section in asked]
        self._send({"id": request["id"], "result": result})
