# One image, several commands: web, worker, beat, relay, migrate (see docker-compose.yml).
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r /tmp/base.txt
WORKDIR /app
COPY manage.py ./
COPY config config
COPY disclosures disclosures
COPY reviews reviews
COPY workers workers
COPY deploy/gunicorn.py deploy/gunicorn.py
# Static files are part of the image; the settings want values, none of them is kept.
RUN SECRET_KEY=build-only-0123456789-0123456789-0123456789-0123456789 \
    DATABASE_URL=sqlite:///none.sqlite3 REDIS_URL=redis://none ALLOWED_HOSTS=build.invalid \
    DJANGO_SETTINGS_MODULE=config.settings.prod \
    /venv/bin/python manage.py collectstatic --noinput \
 && /venv/bin/python -m compileall -q config disclosures reviews workers

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      fonts-noto-cjk tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --create-home app \
 && install -d -o app -g app /data/files
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod MINGSHEN_VAR=/data FILES_ROOT=/data/files
USER app
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "config.wsgi:application", "--config", "deploy/gunicorn.py"]
