"""Peers for .ci/bench: a node that speaks the Info protocol and counts round trips, a sink for reports."""

import http.server
import socket
import struct
import threading

NAMESPACES = ["test", "bar"]
INDEXES = [("test", "idx_age"), ("test", "idx_name"), ("bar", "idx_city")]


def pairs(prefix, count):
    return ";".join(f"{prefix}_{number}={number * 7919}" for number in range(count))


def answers():
    """What a node of build 4.9 with two namespaces and three indexes says, in sizes as real ones have."""
    table = {
        "features": "batch-index;blob-bits;cdt-list;cdt-map;float;geo;peers;pipelining;udf",
        "partition-generation": "0",
        "edition": "Aerospike Community Edition",
        "version": "Aerospike Community Edition build 4.9.0.37",
        "build": "4.9.0.37",
        "build_os": "debian12",
        "build_time": "Sat Nov 21 05:57:52 UTC 2026",
        "get-config": "service.address=127.0.0.1;heartbeat.address=239.1.99.222;" + pairs("config", 180),
        "node": "BB901000000FC02",
        "get-sl:": "BB901000000FC02",
        "cluster-name": "bench",
        "service": "127.0.0.1:3000",
        "services": "",
        "services-alternate": "",
        "services-alumni": "",
        "statistics": "uptime=4711;cluster_size=1;" + pairs("statistic", 120),
        "namespaces": ";".join(NAMESPACES),
        "udf-list": "filename=a.lua,hash=0,type=LUA;",
        "sindex": ";".join(
            f"ns={ns}:set=s:indexname={name}:bin=b:type=NUMERIC:indextype=NONE:path=b:state=RW" for ns, name in INDEXES
        ),
        "sets": "ns=test:set=s:objects=42;ns=bar:set=t:objects=7",
    }
    for name in NAMESPACES:
        table[f"namespace/{name}"] = "objects=1000000;replication-factor=2;" + pairs("counter", 220)
        table[f"bins/{name}"] = "bin_names=3,bin_names_quota=32768,a,b,c"
        for histogram in ["query", "read", "udf", "write"]:
            table[f"latency:hist={{{name}}}-{histogram}"] = f"{{{name}}}-{histogram}:06:00:00-GMT,ops/sec,>1ms;0.0,0.0"
            table[f"throughput:hist={{{name}}}-{histogram}"] = f"{{{name}}}-{histogram}:06:00:00-GMT,ops/sec;0.0"
    for ns, name in INDEXES:
        table[f"sindex/{ns}/{name}"] = "keys=10;entries=10;" + pairs("index", 30)
    return table


class Node(threading.Thread):
    """A round trip is a request that comes after everything asked before it was answered."""

    def __init__(self):
        super().__init__(daemon=True)
        self.answers = answers()
        self.round_trips = 0
        self.connections = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.start()

    def run(self):
        while True:
            peer, _ = self.socket.accept()
            self.connections += 1
            threading.Thread(target=self.converse, args=(peer,), daemon=True).start()

    def converse(self, peer):
        waiting = b""
        with peer:
            while True:
                try:
                    received = peer.recv(1 << 20)
                except OSError:
                    return
                if not received:
                    return
                # Requests that are already there were sent without waiting for an answer: one round trip.
                if not waiting:
                    self.round_trips += 1
                waiting += received
                while len(waiting) >= 8:
                    size = struct.unpack(">Q", waiting[:8])[0] & 0xFFFFFFFFFFFF
                    if len(waiting) < 8 + size:
                        break
                    names = waiting[8 : 8 + size].decode().split("\n")
                    waiting = waiting[8 + size :]
                    lines = [f"{name}\t{self.answers[name]}\n" for name in names if name in self.answers]
                    lines += [f"{name}\t\n" for name in names if name.startswith("log-message:")]
                    body = "".join(lines).encode()
                    peer.sendall(struct.pack(">Q", (2 << 56) | (1 << 48) | len(body)) + body)


class Sink(http.server.ThreadingHTTPServer):
    """Takes every report."""

    daemon_threads = True

    def __init__(self):
        self.bodies = 0
        super().__init__(("127.0.0.1", 0), Answer)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.bodies += 1
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass
