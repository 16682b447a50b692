# syntax=docker/dockerfile:1

# The front-end files, exactly those of package-lock.json.
FROM node:24-bookworm-slim AS frontend
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

# The packages, exactly those of requirements.txt, and the files to be served.
FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /venv
COPY requirements.txt ./
RUN /venv/bin/python -m pip install --require-hashes --only-binary :all: -r requirements.txt
WORKDIR /app
COPY . .
COPY --from=frontend /app/node_modules ./node_modules
# Settings refuse to load without these; nothing is connected to, and nothing of them stays in the image.
RUN SECRET_KEY=only-for-collectstatic DATABASE_URL=postgres://none/none REDIS_URL=redis://none/0 \
    STATIC_ROOT=/app/var/static /venv/bin/python manage.py collectstatic --noinput

FROM python:3.13-slim-bookworm AS run
RUN useradd --system --create-home --uid 10001 herning && mkdir -p /data/media /beat && chown -R herning:herning /data /beat
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=herning.settings STATIC_ROOT=/app/var/static DATA_DIR=/data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER herning
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-m", "herning.probe", "/healthz"]
CMD ["gunicorn", "herning.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "4", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
