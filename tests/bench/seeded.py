"""A clinic of 50, 50,000 or 500,000 responses at every stage: `python -m tests.bench.seeded FOLDER`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import click
from argon2 import PasswordHasher

from questionnaire import create_app
from questionnaire.cli.demo_patients import DemoPatient, demo_patients, demo_settings
from questionnaire.cli.running import database_of
from questionnaire.clinic import settings
from questionnaire.responses.medicine_names import with_readings
from questionnaire.responses.raised_flags import reported
from questionnaire.store import clock
from questionnaire.store.config import Config
from questionnaire.store.database import write_session
from questionnaire.store.models import Role, Stage
from questionnaire.store.models.sealed import _as_json
from rules.language.logic.case import Case, Given, Origin
from rules.language.questions import Question
from rules.questions import RECORDED
from tests.bench.filled_clinic import Row, Story, fill
from tests.kit.keys import key
from tests.kit.people import PASSWORD, add_staff

OPEN = {50: 0.2, 50_000: 0.14, 500_000: 0.007}  # the share that nobody is done with, by size
STAGES = {Stage.SENT: 5, Stage.READY: 3, Stage.IN_PROGRESS: 1, Stage.INVITED: 1}  # of the open
OVER = (Stage.DECIDED, Stage.CLOSED)
TOLD_WHOLE = (Stage.SENT, Stage.READY, Stage.DECIDED)
FLAGGED = 50  # of so many open ones, one has a red flag that nobody has acted on
CLINICIANS = ("clinician", *(f"clinician-{number}" for number in range(2, 6)))
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    epilog="\b\nFor example:\n  python -m tests.bench.seeded --responses 50000 /tmp/clinic\n"
)
@click.argument("folder", type=FOLDER)
@click.option("--responses", default=50, show_default=True, type=click.IntRange(1))
@click.option("--open", "is_open", type=click.FloatRange(0, 1), help="The share still open.")
@click.option("--even", is_flag=True, help="As many at each stage: small, and every list filled.")
def seeded(folder: Path, responses: int, is_open: float | None, even: bool) -> None:
    """Make a clinic with many responses in FOLDER/clinic.db, and print how a server finds it.

    Each patient and each response is sealed under its own key and told to the trail as by the
    program, so that every page of them opens. What is open has all its answers. What is decided or
    closed has the two that the record gives, and no stored assessment. Links are not made.
    50,000 take about two minutes, and 500,000 about a quarter of an hour.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "clinic.db"
    if file.exists():
        raise click.ClickException(f"{file} is there already: name a new folder")
    url = f"sqlite:///{file.resolve()}"
    seed(url, responses, is_open, even=even)
    click.echo(f"QUESTIONNAIRE_DATABASE_URL={url}\nQUESTIONNAIRE_KEYS={key('first')}")
    click.echo(f'Sign in as "nurse" or "clinician", with the password "{PASSWORD}".')


def seed(url: str, responses: int, is_open: float | None = None, *, even: bool = False) -> Config:
    """The same at the address of any database that is new. Returns how an app finds it."""
    config = Config(url, key("first"), "http://127.0.0.1:8000")
    share = OPEN[min(OPEN, key=lambda size: abs(size - responses))] if is_open is None else is_open
    people = _people(config)
    fill(config, responses, _Stories(people, share, even=even))
    return config


@dataclass(frozen=True)
class People:
    """Who works here, on which day."""

    nurse: UUID
    clinicians: Sequence[UUID]
    today: date


def _people(config: Config) -> People:
    """The staff of the clinic, which has its names and numbers as well."""
    app = create_app(config)
    app.extensions["passwords"] = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    database_of(app).upgrade()
    with app.app_context():
        with write_session() as session:
            settings.change(session, demo_settings(), by=None)
        today = clock.today()
    clinicians = [add_staff(app, Role.CLINICIAN, username) for username in CLINICIANS]
    made = People(add_staff(app, Role.NURSE, "nurse"), clinicians, today)
    database_of(app).close()
    return made


class _Stories:
    """What became of the response of each number: the same for the same number, whoever asks."""

    def __init__(self, people: People, share: float, *, even: bool) -> None:
        self.people, self.share, self.even = people, share, even
        shown = [one for one in demo_patients(people.today) if one.stage in TOLD_WHOLE]
        every = [_Told.by(one, people.nurse, people.today) for one in shown]
        self.calm = [one for one in every if not one.red_flags]
        self.urgent = [one for one in every if one.red_flags]

    def __call__(self, number: int) -> Story:
        by = Random(number)  # noqa: S311 - made-up patients need no secret
        stage = self._stage(number, by)
        is_flagged = stage not in (*OVER, Stage.INVITED) and by.randrange(FLAGGED) == 0
        told = by.choice(self.urgent if is_flagged else self.calm)
        return Story(
            columns=self._columns(stage, by),
            answers=told.recorded if stage in (*OVER, Stage.INVITED) else told.answers,
            red_flags=told.red_flags if is_flagged else (),
            decision=self._decision(by) if stage is Stage.DECIDED else {},
            born=told.born,
            sex=told.sex,
        )

    def _stage(self, number: int, by: Random) -> Stage:
        if self.even:
            return list(Stage)[number % (len(Stage) - 1)]
        if by.random() >= self.share:
            return by.choice(OVER)
        return by.choices(list(STAGES), list(STAGES.values()))[0]

    def _columns(self, stage: Stage, by: Random) -> Row:
        over, people = stage in OVER, self.people
        made = people.today - timedelta(days=by.randrange(1, 720 if over else 30))
        at = clock.start_of(made) + timedelta(seconds=by.randrange(36_000, 60_000))
        sent = stage not in {Stage.INVITED, Stage.IN_PROGRESS}
        ready = stage in {Stage.READY, Stage.DECIDED}
        return {
            "stage": stage, "created_at": at,
            "consult_on": made + timedelta(days=by.randrange(5, 40)) if by.random() < 0.9 else None,
            "clinician_id": by.choice([*people.clinicians, None]),
            "started_at": None if stage is Stage.INVITED else at,
            "last_answer_at": None if stage is Stage.INVITED else at,
            "sent_at": at + timedelta(hours=1) if sent else None,
            "ready_at": at + timedelta(hours=9) if ready else None,
            "ready_by": people.nurse if ready else None,
        }  # fmt: skip

    def _decision(self, by: Random) -> Row:
        who = by.choice(self.people.clinicians)
        return {"decided_by": who, "at": clock.now(), "choice": "offer"}


@dataclass(frozen=True)
class _Told:
    """What one patient of the demo says, as it is stored."""

    born: date
    sex: str
    recorded: Sequence[Row]
    answers: Sequence[Row]
    red_flags: Sequence[str]

    @classmethod
    def by(cls, patient: DemoPatient, nurse: UUID, today: date) -> _Told:
        date_of_birth, sex = RECORDED
        said = with_readings(patient.answers)
        found = with_readings(patient.facts)
        given = {one.key: Given(value) for one, value in {**said, **found}.items()}
        recorded = list(
            _rows({date_of_birth: patient.born, sex: patient.sex}, Origin.RECORD, nurse)
        )
        return cls(
            patient.born,
            patient.sex,
            recorded,
            [*recorded, *_rows(said, Origin.PATIENT), *_rows(found, Origin.STAFF, nurse)],
            [one.criterion.key for one in reported(Case(given, today))],
        )


def _rows(
    given: Mapping[Question, object], origin: Origin, by: UUID | None = None
) -> Iterator[Row]:
    for question, value in given.items():
        text = _as_json(question.stored(value))
        yield {"question": question.key, "value": text, "origin": origin, "given_by": by}


if __name__ == "__main__":
    seeded()
