# Every step that matters is one that `make` runs too: `make install` builds, `summits start` migrates, seeds and serves.
FROM python:3.13-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/summit-facts
COPY pyproject.toml requirements.lock requirements-extras.lock Makefile README.md LICENSE ./
COPY app app
COPY migrations migrations
COPY seed seed
# `extras` adds metrics, tracing and the MCP server.
ARG TARGET=install
RUN make ${TARGET}

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /srv/summit-facts summit
WORKDIR /srv/summit-facts
COPY --from=build /srv/summit-facts /srv/summit-facts
RUN install -d -o summit data
USER summit
ENV SUMMIT_HOST=0.0.0.0 SUMMIT_PORT=8000 SUMMIT_LOG_FORMAT=json PATH=/srv/summit-facts/.venv/bin:$PATH PYTHONUNBUFFERED=1
VOLUME /srv/summit-facts/data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['SUMMIT_PORT']}/readyz\", timeout=2)"]
CMD ["summits", "start"]
