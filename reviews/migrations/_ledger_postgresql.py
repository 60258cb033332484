"""The ledger in PostgreSQL: one function appends, triggers refuse everything else."""

from disclosures.migrations import _append_only
from reviews.domain.hashing import EVENT_TAG, GENESIS_TAG

SCHEMA = "@schema@"
# A plan for the very arguments costs more than it saves: every table is found by a
# unique key.
SETTINGS = (
    f"SET search_path = {SCHEMA}, pg_temp SET plan_cache_mode = force_generic_plan"
)

HASHES = f"""
CREATE FUNCTION ledger_genesis(in_ledger bigint) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256('\\x{GENESIS_TAG.hex()}'::bytea || int8send(in_ledger))
$$;
CREATE FUNCTION ledger_event_hash(
    previous bytea, payload_hash bytea, place bigint, recorded timestamptz
) RETURNS bytea
LANGUAGE sql STABLE AS $$
    SELECT sha256(
        '\\x{EVENT_TAG.hex()}'::bytea || previous || payload_hash || int8send(place)
        || int8send((extract(epoch FROM recorded) * 1000000)::bigint)
    )
$$
"""

# The head is moved by the trigger of its events alone: a statement of its own stands
# at depth 0.
HEAD = f"""
CREATE FUNCTION ledger_guard_head() RETURNS trigger
LANGUAGE plpgsql {SETTINGS} AS $$
BEGIN
    IF NEW.position = 0 AND NEW.hash = ledger_genesis(NEW.ledger) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'append-only: a ledger begins at position 0'
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER reviews_ledgerhead_insert BEFORE INSERT ON reviews_ledgerhead
    FOR EACH ROW EXECUTE FUNCTION ledger_guard_head();
CREATE TRIGGER reviews_ledgerhead_update BEFORE UPDATE ON reviews_ledgerhead
    FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION append_only_refuse();
ALTER TABLE reviews_ledgerhead ENABLE ALWAYS TRIGGER reviews_ledgerhead_insert;
ALTER TABLE reviews_ledgerhead ENABLE ALWAYS TRIGGER reviews_ledgerhead_update
"""

# After the row, not before it: ON CONFLICT DO NOTHING runs BEFORE triggers too.
FOLLOW = f"""
CREATE FUNCTION ledger_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER {SETTINGS} AS $$
BEGIN
    UPDATE reviews_ledgerhead h
        SET position = NEW.position, hash = NEW.hash, recorded_at = NEW.recorded_at
        WHERE h.ledger = NEW.ledger AND h.position = NEW.position - 1
            AND h.hash = NEW.previous_hash
            AND (h.recorded_at IS NULL OR h.recorded_at <= NEW.recorded_at)
            AND NEW.hash = ledger_event_hash(
                h.hash, sha256(NEW.payload), NEW.position, NEW.recorded_at
            );
    IF NOT FOUND THEN
        RAISE EXCEPTION 'append-only: event % does not follow the head of ledger %',
            NEW.position, NEW.ledger USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER reviews_eventrecord_follow AFTER INSERT ON reviews_eventrecord
    FOR EACH ROW EXECUTE FUNCTION ledger_follow();
ALTER TABLE reviews_eventrecord ENABLE ALWAYS TRIGGER reviews_eventrecord_follow
"""

# Parsing, which needs no lock, comes before it is taken. Each expression costs some
# microseconds in every transaction, so there are few.
APPEND = f"""
CREATE FUNCTION ledger_append(
    in_ledger bigint, in_stream uuid, in_after integer, in_payloads bytea[],
    in_jobs jsonb, in_request_hash text, in_answer jsonb,
    OUT refusal text, OUT actual integer,
    OUT last_position bigint, OUT recorded timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER {SETTINGS} SET lock_timeout = '5s'
SET enable_seqscan = off AS $$
DECLARE
    head reviews_ledgerhead%ROWTYPE;
    said jsonb[];
BEGIN
    FOR i IN 1 .. cardinality(in_payloads) LOOP
        said[i] := convert_from(in_payloads[i], 'UTF8')::jsonb;
    END LOOP;
    SELECT * INTO head FROM reviews_ledgerhead h
        WHERE h.ledger = in_ledger FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO reviews_ledgerhead (ledger, position, hash)
            VALUES (in_ledger, 0, ledger_genesis(in_ledger)) ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM reviews_ledgerhead h
            WHERE h.ledger = in_ledger FOR UPDATE;
    END IF;
    SELECT CASE
            WHEN in_request_hash IS NOT NULL AND EXISTS (
                SELECT 1 FROM reviews_commandrecord c WHERE c.ledger = in_ledger
                    AND c.command = (said[1] ->> 'command')::uuid
            ) THEN 'same'
            WHEN version IS DISTINCT FROM in_after THEN 'conflict'
        END, version, greatest(clock_timestamp(), head.recorded_at)
        INTO refusal, actual, recorded
        FROM coalesce((
            SELECT e.version FROM reviews_eventrecord e
            WHERE e.ledger = in_ledger AND e.stream = in_stream
            ORDER BY e.version DESC LIMIT 1
        ), 0) AS version;
    IF refusal IS NOT NULL THEN
        RETURN;
    END IF;
    FOR i IN 1 .. cardinality(in_payloads) LOOP
        INSERT INTO reviews_eventrecord (
            ledger, position, stream, version, type, body, payload, actor,
            on_behalf_of, command, request, occurred_at, recorded_at, previous_hash,
            hash
        )
        VALUES (
            in_ledger, head.position + 1, in_stream, in_after + i,
            said[i] ->> 'type', said[i] -> 'body', in_payloads[i],
            (said[i] ->> 'actor')::bigint, (said[i] ->> 'on_behalf_of')::bigint,
            (said[i] ->> 'command')::uuid, said[i] ->> 'request',
            (said[i] ->> 'occurred_at')::timestamptz, recorded, head.hash,
            ledger_event_hash(
                head.hash, sha256(in_payloads[i]), head.position + 1, recorded
            )
        )
        RETURNING version, position, hash INTO actual, head.position, head.hash;
    END LOOP;
    last_position := head.position;
    IF in_jobs IS NOT NULL THEN
        INSERT INTO reviews_outboxrecord (
            ledger, position, stream, job, arguments, not_before,
            holder, attempts, dead, error, step, done, total
        )
        SELECT in_ledger, head.position, in_stream, job ->> 'name',
            job -> 'arguments',
            coalesce((job ->> 'not_before')::timestamptz, recorded),
            '', 0, false, '', '', 0, 0
        FROM jsonb_array_elements(in_jobs) AS job;
    END IF;
    IF in_request_hash IS NOT NULL THEN
        INSERT INTO reviews_commandrecord (
            ledger, command, actor, request_hash, stream, version, position, answer
        )
        VALUES (
            in_ledger, (said[1] ->> 'command')::uuid, (said[1] ->> 'actor')::bigint,
            in_request_hash, in_stream, actual, head.position, in_answer
        );
    END IF;
END
$$;
REVOKE EXECUTE ON FUNCTION ledger_append FROM PUBLIC
"""

CONTENT = f"""
ALTER TABLE reviews_content ADD CONSTRAINT content_is_its_hash
    CHECK (hash = encode(sha256(body), 'hex'));
CREATE FUNCTION content_guard_delete() RETURNS trigger
LANGUAGE plpgsql {SETTINGS} AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM reviews_erasedcontent e WHERE e.hash = OLD.hash) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'append-only: DELETE of content that no erasure names'
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER reviews_content_delete BEFORE DELETE ON reviews_content
    FOR EACH ROW EXECUTE FUNCTION content_guard_delete();
ALTER TABLE reviews_content ENABLE ALWAYS TRIGGER reviews_content_delete
"""

BACKWARDS = """
DROP FUNCTION ledger_append, ledger_follow, ledger_guard_head, content_guard_delete,
    ledger_event_hash, ledger_genesis CASCADE;
ALTER TABLE reviews_content DROP CONSTRAINT content_is_its_hash;
DROP TRIGGER reviews_content_row ON reviews_content;
DROP TRIGGER reviews_content_truncate ON reviews_content;
DROP TRIGGER reviews_erasedcontent_row ON reviews_erasedcontent;
DROP TRIGGER reviews_erasedcontent_truncate ON reviews_erasedcontent;
DROP TRIGGER reviews_eventrecord_row ON reviews_eventrecord;
DROP TRIGGER reviews_eventrecord_truncate ON reviews_eventrecord;
DROP TRIGGER reviews_ledgerhead_row ON reviews_ledgerhead;
DROP TRIGGER reviews_ledgerhead_truncate ON reviews_ledgerhead
"""


def forwards(schema: str) -> list[str]:
    """Return the statements that make functions and triggers in `schema` (quoted)."""
    statements = [
        *_append_only.postgresql("reviews_eventrecord"),
        *_append_only.postgresql("reviews_erasedcontent"),
        *_append_only.postgresql("reviews_content", "UPDATE"),
        *_append_only.postgresql("reviews_ledgerhead", "DELETE"),
        HASHES,
        HEAD,
        FOLLOW,
        APPEND,
        CONTENT,
    ]
    return [each.replace(SCHEMA, schema) for each in statements]
