"""How a running installation is watched: ids of requests, logs, metrics, traces, health."""
