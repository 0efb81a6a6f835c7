"""A telemetry server that does what the URL's path says and writes down every request it received whole.

    telemetry-server.py JOURNAL [CERTIFICATE KEY]

Prints its port. JOURNAL gets one JSON line for each request: connection, method, path, headers, body (SHA-256), length.

    /status/N?...   answers N; query: retry_after=TEXT, receipt=TEXT, type=CONTENT-TYPE, body=TEXT
    /hang           never answers
    /close          closes without an answer
    /half           sends half of a head and closes
    /huge           200 with 100 MB
    /early          200 before the body was read, then closes
    /flaky/N        503 for the first N requests of this path, then 200
    /moved          302 to itself
    anything else   200, {"ok":true}
"""

import hashlib
import json
import ssl
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

lock = threading.Lock()
seen = {}
connections = 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        global connections
        with lock:
            connections += 1
            self.connection_number = connections
        super().setup()

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b'{"ok":true}', kind="application/json", extra=()):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", kind)
        for name, value in extra:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/early":
            self.close_connection = True
            return self.answer(200, extra=[("Connection", "close")])
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        line = {
            "connection": self.connection_number,
            "method": self.command,
            "path": self.path,
            "headers": [[name, value] for name, value in self.headers.items()],
            "sha256": hashlib.sha256(body).hexdigest(),
            "length": len(body),
        }
        with lock:
            seen[url.path] = seen.get(url.path, 0) + 1
            count = seen[url.path]
            with open(sys.argv[1], "a") as journal:
                journal.write(json.dumps(line) + "\n")
        part = url.path.split("/")
        if part[1] == "status":
            extra = [("Retry-After", query["retry_after"])] if "retry_after" in query else []
            if "receipt" in query:
                extra.append(("telemetry-receipt", query["receipt"]))
            self.answer(int(part[2]), query.get("body", "{}").encode(), query.get("type", "application/json"), extra)
        elif part[1] == "hang":
            time.sleep(3600)
        elif part[1] == "close":
            self.close_connection = True
        elif part[1] == "half":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Le")
            self.close_connection = True
        elif part[1] == "huge":
            self.send_response(200)
            self.send_header("Content-Length", str(100 << 20))
            self.end_headers()
            for _ in range(1600):
                self.wfile.write(b"x" * 65536)
        elif part[1] == "flaky" and count <= int(part[2]):
            self.answer(503)
        elif part[1] == "moved":
            self.answer(302, extra=[("Location", self.path)])
        else:
            self.answer(200)

    def do_POST(self):
        try:
            self.handle_any()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_PUT = do_POST
    do_GET = do_POST


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass


server = Server(("127.0.0.1", 0), Handler)
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
# Goes when the test that started it goes.
sys.stdin.read()
