"""The same list as the tutorials of FastAPI and SQLModel write it; `BENCHMARKED` names the SQLite file."""

import os
from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import Depends, FastAPI, Query
from sqlmodel import Field, Session, SQLModel, col, create_engine, select

engine = create_engine(f"sqlite:///{os.environ.get('BENCHMARKED', '')}", connect_args={"check_same_thread": False})
app = FastAPI()


class Exhibitor(SQLModel, table=True):
    """The table, as it is in the file."""

    id: str = Field(primary_key=True)
    note_en: str | None = None
    note_zh: str | None = None
    year: int
    status: str
    series: str | None = None
    summit: str
    expo: str
    kind: str
    scope: str | None = None
    country: str | None = None
    organization: str | None = None
    mode: str | None = None
    search: str
    exhibitors: int | None = None
    exhibitor_countries: int | None = None


def get_session() -> Iterator[Session]:
    """Give each request a session."""
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


@app.get("/exhibitors/", response_model=list[Exhibitor])
def read_exhibitors(
    session: SessionDep,
    year: int,
    year_from: int | None = None,
    offset: int = 0,
    limit: Annotated[int, Query(le=100)] = 20,
) -> Sequence[Exhibitor]:
    """List the exhibitors of a year."""
    statement = select(Exhibitor).where(Exhibitor.year == year)
    if year_from is not None:
        statement = statement.where(Exhibitor.year >= year_from)
    return session.exec(statement.order_by(col(Exhibitor.id)).offset(offset).limit(limit)).all()
