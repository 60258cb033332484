"""What is true of a history, worked out from the events alone, in the plainest way.

A second opinion for the laws: nothing here uses the folded state.
"""

from collections.abc import Sequence

from reviews.domain import events as e


def writers(records: Sequence[e.Recorded]) -> dict[str, set[int]]:
    """Return everyone who ever wrote a part of each section that ever was."""
    found: dict[str, set[int]] = {}
    contents: dict[str, str] = {}
    sent_by: set[int] = set()
    for record in records:
        people = {p for p in (record.actor, record.on_behalf_of) if p}
        match record.event:
            case e.DisclosureSubmitted() | e.SourceReplaced():
                sent_by = people
            case e.DisclosureRead() as event:
                for read in event.sections:
                    if contents.get(read.key) != read.content:
                        found.setdefault(read.key, set()).update(sent_by)
                    contents[read.key] = read.content
            case e.SectionEdited() as event:
                found.setdefault(event.section, set()).update(people)
                contents[event.section] = event.content
    return found


def verifiers(records: Sequence[e.Recorded]) -> set[int]:
    return {
        person
        for record in records
        if isinstance(record.event, e.SectionVerified)
        for person in (record.actor, record.on_behalf_of)
        if person
    }


def section_stages(records: Sequence[e.Recorded]) -> dict[str, str]:
    """Return each section's stage by reading the whole history for it."""
    keys = _present(records)
    contents = _contents(records)
    public = _public(records)
    flagged = _flagged(records, keys) | _in_error(records)
    stages = {}
    for key in keys:
        if public.get(key) == contents[key]:
            stages[key] = "published"
        elif key in flagged:
            stages[key] = "flagged"
        elif _verified(records, key):
            stages[key] = "verified"
        else:
            stages[key] = "draft"
    return stages


def open_errors(records: Sequence[e.Recorded]) -> dict[str, tuple[str, ...]]:
    """Return the sections of each error that no two people have waived."""
    findings: dict[str, e.RaisedFinding] = {}
    waived: dict[str, set[int]] = {}
    for record in records:
        match record.event:
            case e.ChecksRun() as event:
                for gone in event.cleared:
                    findings.pop(gone, None)
                findings.update({each.fingerprint: each for each in event.found})
            case e.FindingWaived() as event:
                waived[event.fingerprint] = {record.actor or 0}
            case e.WaiverConfirmed() as event:
                waived[event.fingerprint].add(record.actor or 0)
            case e.WaiverLapsed() | e.WaiverRevoked() as event:
                waived.pop(event.fingerprint, None)
    return {
        mark: finding.sections
        for mark, finding in findings.items()
        if finding.severity == "error" and len(waived.get(mark, ())) < 2
    }


def _present(records: Sequence[e.Recorded]) -> list[str]:
    reads = [r.event for r in records if isinstance(r.event, e.DisclosureRead)]
    return [each.key for each in reads[-1].sections] if reads else []


def _contents(records: Sequence[e.Recorded]) -> dict[str, tuple[int, str]]:
    """Return each section's version and content; versions count the changes."""
    found: dict[str, tuple[int, str]] = {}
    for record in records:
        match record.event:
            case e.DisclosureRead() as event:
                for read in event.sections:
                    version, content = found.get(read.key, (0, ""))
                    if content != read.content:
                        found[read.key] = (version + 1, read.content)
            case e.SectionEdited() as event:
                found[event.section] = (found[event.section][0] + 1, event.content)
    return found


def _public(records: Sequence[e.Recorded]) -> dict[str, tuple[int, str]]:
    public: dict[str, tuple[int, str]] = {}
    staged: dict[str, tuple[int, str]] = {}
    for record in records:
        match record.event:
            case e.DisclosureReleased() as event:
                public = {key: (v, content) for key, v, content in event.sections}
            case e.ReleaseStaged() as event:
                staged = {key: (v, content) for key, v, content in event.sections}
            case e.ReleaseSettled():
                public = staged
            case e.ReleaseWithdrawn():
                public = {}
    return public


def _flagged(records: Sequence[e.Recorded], keys: list[str]) -> set[str]:
    flags: dict[str, str] = {}
    for record in records:
        match record.event:
            case e.SectionFlagged() as event:
                flags[event.flag] = event.section
            case e.FlagResolved() as event:
                flags.pop(event.flag, None)
            case e.DisclosureRead() as event:
                left = {each.key for each in event.sections}
                flags = {f: key for f, key in flags.items() if key in left}
    return set(flags.values())


def _in_error(records: Sequence[e.Recorded]) -> set[str]:
    return {key for keys in open_errors(records).values() for key in keys}


def _verified(records: Sequence[e.Recorded], key: str) -> bool:
    """Whether a verification of the section stands, with nothing against it since."""
    stands = False
    content = ""
    for record in records:
        match record.event:
            case e.SectionVerified(section=about) if about == key:
                stands = True
            case e.SectionEdited(section=about) as event if about == key:
                stands, content = False, event.content
            case e.VerificationLapsed(section=about) if about == key:
                stands = False
            case e.SectionFlagged(section=about) if about == key:
                stands = False
            case e.DisclosureRead() as event:
                read = {each.key: each.content for each in event.sections}
                stands = stands and read.get(key) == content
                content = read.get(key, content)
    return stands
