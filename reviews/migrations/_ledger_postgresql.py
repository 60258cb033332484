"""The ledger in PostgreSQL: one function appends, triggers refuse everything else."""

from disclosures.migrations import _append_only
from reviews.domain.hashing import EVENT_TAG, GENESIS_TAG

SCHEMA = "@schema@"
SETTINGS = f"SET search_path = {SCHEMA}, pg_temp"

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

HEAD = f"""
CREATE FUNCTION ledger_guard_head() RETURNS trigger
LANGUAGE plpgsql {SETTINGS} AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.position = 0 AND NEW.hash = ledger_genesis(NEW.ledger) THEN
            RETURN NEW;
        END IF;
    ELSIF NEW.ledger = OLD.ledger AND NEW.position > OLD.position AND EXISTS (
        SELECT 1 FROM reviews_eventrecord e
        WHERE e.ledger = NEW.ledger AND e.position = NEW.position
            AND e.hash = NEW.hash AND e.recorded_at = NEW.recorded_at
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'append-only: the head of ledger % follows its events', NEW.ledger
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER reviews_ledgerhead_guard BEFORE INSERT OR UPDATE ON reviews_ledgerhead
    FOR EACH ROW EXECUTE FUNCTION ledger_guard_head();
ALTER TABLE reviews_ledgerhead ENABLE ALWAYS TRIGGER reviews_ledgerhead_guard
"""

# Once a statement, over all its rows: a row trigger that moved the head would leave
# one dead version of the head's row for every event of a bulk insert.
FOLLOW = f"""
CREATE FUNCTION ledger_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER {SETTINGS} AS $$
DECLARE
    head reviews_ledgerhead%ROWTYPE;
    fresh record;
BEGIN
    FOR fresh IN
        SELECT w.ledger, w.position, w.payload, w.previous_hash, w.hash, w.recorded_at
        FROM written w ORDER BY w.ledger, w.position
    LOOP
        IF head.ledger IS DISTINCT FROM fresh.ledger THEN
            UPDATE reviews_ledgerhead h
                SET position = head.position, hash = head.hash,
                    recorded_at = head.recorded_at
                WHERE h.ledger = head.ledger;
            SELECT * INTO head FROM reviews_ledgerhead h
                WHERE h.ledger = fresh.ledger FOR UPDATE;
        END IF;
        IF head.ledger IS NULL
            OR fresh.position <> head.position + 1
            OR fresh.previous_hash <> head.hash
            OR fresh.recorded_at < coalesce(head.recorded_at, fresh.recorded_at)
            OR fresh.hash <> ledger_event_hash(
                head.hash, sha256(fresh.payload), fresh.position, fresh.recorded_at
            )
        THEN
            RAISE EXCEPTION 'append-only: event % does not follow the head of ledger %',
                fresh.position, fresh.ledger USING ERRCODE = 'restrict_violation';
        END IF;
        head.position := fresh.position;
        head.hash := fresh.hash;
        head.recorded_at := fresh.recorded_at;
    END LOOP;
    UPDATE reviews_ledgerhead h
        SET position = head.position, hash = head.hash, recorded_at = head.recorded_at
        WHERE h.ledger = head.ledger;
    RETURN NULL;
END
$$;
CREATE TRIGGER reviews_eventrecord_follow AFTER INSERT ON reviews_eventrecord
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_follow();
ALTER TABLE reviews_eventrecord ENABLE ALWAYS TRIGGER reviews_eventrecord_follow
"""

# What needs no lock (parsing, hashing the payloads) comes before it is taken.
APPEND = f"""
CREATE FUNCTION ledger_append(
    in_ledger bigint, in_stream uuid, in_after integer, in_payloads bytea[],
    in_jobs jsonb, in_request_hash text, in_answer jsonb,
    OUT refusal text, OUT actual integer,
    OUT last_position bigint, OUT recorded timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER {SETTINGS} SET lock_timeout = '5s' AS $$
DECLARE
    head reviews_ledgerhead%ROWTYPE;
    said jsonb[];
    hashes bytea[];
    chain bytea[];
    id_of_command uuid;
    number integer := cardinality(in_payloads);
BEGIN
    FOR i IN 1 .. number LOOP
        said[i] := convert_from(in_payloads[i], 'UTF8')::jsonb;
        hashes[i] := sha256(in_payloads[i]);
        IF (said[i] ->> 'ledger')::bigint <> in_ledger
            OR (said[i] ->> 'stream')::uuid <> in_stream
            OR (said[i] ->> 'version')::integer <> in_after + i
        THEN
            RAISE EXCEPTION 'payload % belongs elsewhere', i;
        END IF;
    END LOOP;
    id_of_command := (said[1] ->> 'command')::uuid;
    SELECT * INTO head FROM reviews_ledgerhead h
        WHERE h.ledger = in_ledger FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO reviews_ledgerhead (ledger, position, hash)
            VALUES (in_ledger, 0, ledger_genesis(in_ledger)) ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM reviews_ledgerhead h
            WHERE h.ledger = in_ledger FOR UPDATE;
    END IF;
    IF in_request_hash IS NOT NULL AND EXISTS (
        SELECT 1 FROM reviews_commandrecord c
        WHERE c.ledger = in_ledger AND c.command = id_of_command
    ) THEN
        refusal := 'same';
        RETURN;
    END IF;
    SELECT max(e.version) INTO actual FROM reviews_eventrecord e
        WHERE e.ledger = in_ledger AND e.stream = in_stream;
    actual := coalesce(actual, 0);
    IF actual <> in_after THEN
        refusal := 'conflict';
        RETURN;
    END IF;
    recorded := greatest(clock_timestamp(), head.recorded_at);
    chain[0] := head.hash;
    FOR i IN 1 .. number LOOP
        chain[i] := ledger_event_hash(
            chain[i - 1], hashes[i], head.position + i, recorded
        );
    END LOOP;
    INSERT INTO reviews_eventrecord (
        ledger, position, stream, version, type, body, payload, actor, on_behalf_of,
        command, request, occurred_at, recorded_at, previous_hash, hash
    )
    SELECT in_ledger, head.position + i, in_stream, in_after + i, said[i] ->> 'type',
        said[i] -> 'body', in_payloads[i], (said[i] ->> 'actor')::bigint,
        (said[i] ->> 'on_behalf_of')::bigint, (said[i] ->> 'command')::uuid,
        said[i] ->> 'request', (said[i] ->> 'occurred_at')::timestamptz, recorded,
        chain[i - 1], chain[i]
    FROM generate_series(1, number) AS i;
    actual := in_after + number;
    last_position := head.position + number;
    IF jsonb_array_length(in_jobs) > 0 THEN
        INSERT INTO reviews_outboxrecord (
            ledger, position, stream, job, arguments, not_before,
            holder, attempts, dead, error, step, done, total
        )
        SELECT in_ledger, last_position, in_stream, job ->> 'name',
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
            in_ledger, id_of_command, (said[1] ->> 'actor')::bigint, in_request_hash,
            in_stream, actual, last_position, in_answer
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
