"""The ledger in SQLite: triggers that keep the head and refuse everything else.

SQLite has no SHA-256, so a forged hash is found by `verify_ledger`, not refused.
"""

from disclosures.migrations import _append_only

EVENTS = [
    """
CREATE TRIGGER reviews_eventrecord_guard BEFORE INSERT ON reviews_eventrecord
WHEN EXISTS (SELECT 1 FROM reviews_eventrecord e WHERE e.id = NEW.id)
    OR EXISTS (
        SELECT 1 FROM reviews_eventrecord e WHERE e.ledger = NEW.ledger
            AND e.stream = NEW.stream AND e.version = NEW.version
    )
    OR NOT EXISTS (
        SELECT 1 FROM reviews_ledgerhead h WHERE h.ledger = NEW.ledger
            AND h.position + 1 = NEW.position AND h.hash = NEW.previous_hash
            AND (h.recorded_at IS NULL OR h.recorded_at <= NEW.recorded_at)
    )
    OR length(NEW.hash) <> 32
BEGIN
    SELECT RAISE(ABORT, 'append-only: an event must follow the head of its ledger');
END
""",
    """
CREATE TRIGGER reviews_eventrecord_follow AFTER INSERT ON reviews_eventrecord
BEGIN
    UPDATE reviews_ledgerhead
    SET position = NEW.position, hash = NEW.hash, recorded_at = NEW.recorded_at
    WHERE ledger = NEW.ledger;
END
""",
]

HEAD = [
    """
CREATE TRIGGER reviews_ledgerhead_insert BEFORE INSERT ON reviews_ledgerhead
WHEN NEW.position <> 0
    OR EXISTS (SELECT 1 FROM reviews_ledgerhead h WHERE h.ledger = NEW.ledger)
BEGIN
    SELECT RAISE(ABORT, 'append-only: the head of a ledger follows its events');
END
""",
    """
CREATE TRIGGER reviews_ledgerhead_update BEFORE UPDATE ON reviews_ledgerhead
WHEN NEW.ledger <> OLD.ledger OR NEW.position <> OLD.position + 1 OR NOT EXISTS (
    SELECT 1 FROM reviews_eventrecord e WHERE e.ledger = NEW.ledger
        AND e.position = NEW.position AND e.hash = NEW.hash
)
BEGIN
    SELECT RAISE(ABORT, 'append-only: the head of a ledger follows its events');
END
""",
]

CONTENT = [
    # What is there already is passed over: INSERT OR IGNORE must not be refused.
    """
CREATE TRIGGER reviews_content_again BEFORE INSERT ON reviews_content
WHEN EXISTS (
    SELECT 1 FROM reviews_content c WHERE c.hash = NEW.hash AND c.body = NEW.body
)
BEGIN
    SELECT RAISE(IGNORE);
END
""",
    """
CREATE TRIGGER reviews_content_replace BEFORE INSERT ON reviews_content
WHEN EXISTS (
    SELECT 1 FROM reviews_content c WHERE c.hash = NEW.hash AND c.body <> NEW.body
)
BEGIN
    SELECT RAISE(ABORT, 'append-only: REPLACE of reviews_content');
END
""",
]

UNERASED = (
    "WHEN NOT EXISTS (SELECT 1 FROM reviews_erasedcontent e WHERE e.hash = OLD.hash)"
)

FORWARDS = [
    _append_only.sqlite_refusal("reviews_eventrecord", "update"),
    _append_only.sqlite_refusal("reviews_eventrecord", "delete"),
    *EVENTS,
    _append_only.sqlite_refusal("reviews_ledgerhead", "delete"),
    *HEAD,
    _append_only.sqlite_refusal("reviews_content", "update"),
    _append_only.sqlite_refusal("reviews_content", "delete", UNERASED),
    *CONTENT,
    *_append_only.sqlite("reviews_erasedcontent", "id"),
]

BACKWARDS = [
    f"DROP TRIGGER reviews_{name}"
    for name in (
        "eventrecord_update",
        "eventrecord_delete",
        "eventrecord_guard",
        "eventrecord_follow",
        "ledgerhead_delete",
        "ledgerhead_insert",
        "ledgerhead_update",
        "content_update",
        "content_delete",
        "content_again",
        "content_replace",
        "erasedcontent_update",
        "erasedcontent_delete",
        "erasedcontent_replace",
    )
]
