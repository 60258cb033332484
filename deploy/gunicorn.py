"""The web server of production: few processes, threads in each."""

import os

bind = "0.0.0.0:8000"
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
# The root file system is read-only; heartbeats need no disk.
worker_tmp_dir = "/dev/shm"
accesslog = None
errorlog = "-"
