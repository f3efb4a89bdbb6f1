"""Values are sealed with a key of their response's or patient's own, and the trail tells of every row.

The keys that the keyring holds now open what was sealed until now: every value is sealed anew, bound to its
question and number too. The entries that the trail has stay as they are, and so do the keys that they were
made with. After them an entry for each response and each patient tells of all rows that are there.

Revision: 0008
Follows: 0005
"""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import context, op
from alembic.util import CommandError

from questionnaire.store.audit import Action
from questionnaire.store.chain import NOTHING_BEFORE, entry_digest, row_key
from questionnaire.store.encryption import (
    KEY_BYTES,
    KeyMissing,
    Keyring,
    OwnKey,
    Undecipherable,
    place,
)
from questionnaire.store.models import AuditEvent, Model
from questionnaire.store.models.base import canonical_json
from questionnaire.store.row_digests import LEFT_OUT, Digests, digest

revision = "0008"
down_revision = "0005"
branch_labels = None
depends_on = None

# Of each table the columns that are sealed, what they are bound to beside the row, and whose key seals them.
TABLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "patient": (
        ("name_sealed", "date_of_birth_sealed", "sex_sealed", "record_number_sealed"),
        (),
        "id",
    ),
    "patient_correction": (
        ("before_sealed", "after_sealed", "reason_sealed"),
        ("patient_id", "sequence"),
        "patient_id",
    ),
    "answer": (
        ("value_sealed", "given_by_name_sealed", "reason_sealed"),
        ("response_id", "question", "sequence"),
        "response_id",
    ),
    "red_flag": (("action_sealed",), ("response_id", "criterion"), "response_id"),
    "decision": (("note_sealed",), ("response_id",), "response_id"),
    "ready_note": (("note_sealed",), ("response_id",), "response_id"),
    "stored_assessment": (("record_sealed",), ("response_id", "sequence"), "response_id"),
    "invitation": (("contact_sealed",), ("response_id",), "response_id"),
}
FINAL = ("answer", "decision", "ready_note", "stored_assessment", "patient_correction")
HOLDERS = ("patient", "response")
PATIENTS = ("patient", "patient_correction")
RESPONSES = ("answer", "red_flag", "decision", "ready_note", "stored_assessment")
TRAIL = "audit_event"

log = logging.getLogger("alembic.runtime.migration")


def upgrade() -> None:
    for table in HOLDERS:
        op.add_column(table, sa.Column("key_sealed", sa.LargeBinary(), nullable=True))
    op.add_column(TRAIL, sa.Column("row_digests", sa.String(), nullable=True))
    op.create_table(
        "chain_key",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("key_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_chain_key")),
    )
    keyring: Keyring = context.config.attributes["keyring"]
    _let_change(FINAL)
    _seal_anew(keyring)
    _refuse_changes(FINAL)
    _tell(keyring)


def downgrade() -> None:
    _refuse_to_lose_values()
    _let_change((TRAIL,))
    op.execute(f"DELETE FROM {TRAIL}")  # noqa: S608 - its first entry, which says that it was begun
    _refuse_changes((TRAIL,))
    op.drop_table("chain_key")
    op.drop_column(TRAIL, "row_digests")
    for table in HOLDERS:
        op.drop_column(table, "key_sealed")


def _refuse_to_lose_values() -> None:
    entries = _connection().scalar(sa.select(sa.func.count()).select_from(sa.table(TRAIL))) or 0
    patients = sa.select(sa.exists().select_from(sa.table("patient")))
    if entries > 1 or _connection().scalar(patients):
        raise CommandError(
            "The trail and what patients said are sealed with keys of their own, which going down "
            "would lose: restore the backup made before the upgrade instead"
        )


def _let_change(tables: Sequence[str]) -> None:
    for table in tables:
        on_table = f" ON {table}" if _connection().dialect.name == "postgresql" else ""
        for change in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_refuses_{change}{on_table}")


def _refuse_changes(tables: Sequence[str]) -> None:
    for table in tables:
        refusal = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        if _connection().dialect.name != "postgresql":
            refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: write a later row'); END"
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change} BEFORE {change} ON {table} {refusal}"
            )


def _connection() -> sa.Connection:
    return op.get_bind()


def _table(name: str) -> sa.TableClause:
    """A table with the columns that it has now, typed as its model says."""
    model = Model.metadata.tables[name].columns
    there = sa.inspect(_connection()).get_columns(name)
    return sa.table(name, *(sa.column(one["name"], model[one["name"]].type) for one in there))


# Values


class _Opened:
    """How many values each master key has opened, and how many not although it is there."""

    def __init__(self) -> None:
        self.well = Counter[bytes]()
        self.not_at_all = Counter[bytes]()

    def check(self) -> None:
        """Refuse a key that bears the name of another: it would be taken for the clinic's own from now on."""
        for key in self.not_at_all:
            if not self.well[key]:
                raise CommandError(
                    f"Key {key.decode()!r} opens nothing that was sealed by that name: "
                    "put the key it was used with back into QUESTIONNAIRE_KEYS"
                )


def _seal_anew(keyring: Keyring) -> None:
    keys = {name: _make_keys(keyring, name) for name in HOLDERS}
    opened = _Opened()
    for name, (columns, bound, owner) in TABLES.items():
        holders = keys["patient" if name in PATIENTS else "response"]
        table = _table(name)
        for number, row in enumerate(_rows(table, columns)):
            if number and number % 10_000 == 0:  # a warning, since nothing less is shown at a start
                log.warning("Sealing %s anew: %s", name, number)
            key = holders[row[owner]]
            anew = _sealed_anew(keyring, key, name, columns, bound, row, opened)
            if name == "stored_assessment" and "record_sealed" in anew:
                record = key.open(
                    anew["record_sealed"], _place(name, "record_sealed", row), *_bound(bound, row)
                )
                anew["digest"] = key.digest(record.decode(), name)
            if anew:
                _connection().execute(table.update().where(table.c.id == row["id"]).values(anew))
    opened.check()


def _sealed_anew(
    keyring: Keyring,
    key: OwnKey,
    name: str,
    columns: Sequence[str],
    bound: Sequence[str],
    row: sa.RowMapping,
    opened: _Opened,
) -> dict[str, bytes]:
    """The sealed values of a row under its own key. One that cannot be opened is left as it is."""
    anew: dict[str, bytes] = {}
    for column in columns:
        if row[column] is None:
            continue
        where, sealed = _place(name, column, row), row[column]
        mark = sealed[1 : 1 + sealed[0]] if sealed else b""
        try:
            plain = keyring.open(sealed, where)
        except KeyMissing as error:
            raise CommandError(f"The keys do not fit the database ({error})") from None
        except Undecipherable as error:
            log.error("A value cannot be opened, and is left as it is: %s", error)  # noqa: TRY400 - no trace
            opened.not_at_all[mark] += 1
        else:
            opened.well[mark] += 1
            anew[column] = key.seal(plain, where, *_bound(bound, row))
    return anew


def _make_keys(keyring: Keyring, name: str) -> dict[UUID, OwnKey]:
    table, keys = _table(name), dict[UUID, OwnKey]()
    for row_id in _connection().scalars(sa.select(table.c.id)).all():
        where = place(name, "key_sealed", row_id)
        sealed = keyring.new_key(where)
        keys[row_id] = OwnKey(keyring.open(sealed, where))
        _connection().execute(table.update().where(table.c.id == row_id).values(key_sealed=sealed))
    return keys


def _rows(table: sa.TableClause, columns: Sequence[str] = ()) -> Iterator[sa.RowMapping]:
    """Every row, a few at once; where columns are named, those that hold a value in one of them."""
    last: UUID | None = None
    some = sa.or_(*(table.c[column].is_not(None) for column in columns)) if columns else sa.true()
    while True:
        after = table.c.id > last if last else sa.true()
        query = sa.select(table).where(some, after).order_by(table.c.id).limit(1000)
        rows = _connection().execute(query).mappings().all()
        yield from rows
        if not rows:
            return
        last = rows[-1]["id"]


def _place(name: str, column: str, row: sa.RowMapping) -> str:
    return place(name, column, row["id"])


def _bound(columns: Sequence[str], row: sa.RowMapping) -> tuple[object, ...]:
    return tuple(row[column] for column in columns)


# The trail


def _tell(keyring: Keyring) -> None:
    """Give the trail a key of its own, and let it tell of every row that is there."""
    trail = _Trail(_new_chain_key(keyring))
    if trail.sequence == 0:
        trail.add(Action.TRAIL_BEGUN)
    for patient in _rows(_table("patient")):
        trail.add(Action.RECORD_SEALED, PATIENTS, patient_id=patient["id"])
    for response in _rows(_table("response")):
        of = {"response_id": response["id"], "patient_id": response["patient_id"]}
        trail.add(Action.RECORD_SEALED, RESPONSES, **of)


def _new_chain_key(keyring: Keyring) -> bytes:
    """A key of the trail for what comes; those that its entries were made with until now are kept."""
    last = _connection().scalar(
        sa.select(sa.func.max(sa.column("sequence"))).select_from(sa.table(TRAIL))
    )
    kept = [(1, key) for key in keyring.derived("audit")] if last else []
    made = secrets.token_bytes(KEY_BYTES)
    table = _table("chain_key")
    for number, (since, key) in enumerate([*kept, ((last or 0) + 1, made)], start=1):
        sealed = keyring.seal(key, place("chain_key", "key_sealed", number))
        values = {"number": number, "since": since, "key_sealed": sealed}
        _connection().execute(table.insert().values(values))
    return made


class _Trail:
    """The trail as it stands, to be gone on with."""

    def __init__(self, key: bytes) -> None:
        self.key, self.table = key, _table(TRAIL)
        self.tables = {name: _table(name) for name in (*PATIENTS, *RESPONSES)}
        newest = sa.select(self.table).order_by(self.table.c.sequence.desc()).limit(1)
        last = _connection().execute(newest).mappings().one_or_none()
        self.sequence: int = last["sequence"] if last else 0
        self.digest: bytes = last["digest"] if last else NOTHING_BEFORE

    def add(self, action: Action, tables: Sequence[str] = (), **of: UUID) -> None:
        """One more entry, which tells of the rows that some tables have of a response or a patient."""
        found = self._digests(tables, **of)
        if tables and not found:
            return
        self.sequence += 1
        entry = AuditEvent(
            sequence=self.sequence,
            at=datetime.now(UTC),
            actor="system",
            action=action.value,
            detail={},
            row_digests=canonical_json(found) if found else None,
            previous=self.digest,
            **of,
        )
        entry.digest = self.digest = entry_digest(entry, self.key)
        values = {column.name: getattr(entry, column.name) for column in self.table.columns}
        _connection().execute(self.table.insert().values(values))

    def _digests(self, tables: Sequence[str], **of: UUID) -> Digests:
        found: Digests = {}
        for name in tables:
            table = self.tables[name]
            owner = "patient_id" if name in PATIENTS else "response_id"
            column = table.c["id" if name == "patient" else owner]
            for row in (
                _connection().execute(sa.select(table).where(column == of[owner])).mappings()
            ):
                values = {str(key): one for key, one in row.items() if key not in LEFT_OUT}
                found.setdefault(name, {})[row["id"].hex] = digest(row_key(self.key), name, values)
        return found
