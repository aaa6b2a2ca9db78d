"""The settings of Communiqué, from the environment; command-line options win over them."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting with its environment variable, default and unit (docs/operating.md lists the same)."""

    model_config = SettingsConfigDict(env_prefix="COMMUNIQUE_", populate_by_name=True)

    host: str = Field(default="127.0.0.1", validation_alias="HOST")
    """Address that the service binds to; the default is reached from this machine only."""
    port: int = Field(default=8000, ge=0, le=65535, validation_alias="PORT")
    """TCP port of the service; 0 takes any free one."""
    address: str | None = Field(default=None, pattern=r"^https?://[A-Za-z0-9.-]{1,255}(:[0-9]{1,5})?/?$")
    """Address under which the service is known, where it stands behind a proxy; None for what clients say."""
    query_workers: int = Field(default=4, ge=1, le=256)
    """How many queries of strangers run at once."""
    query_seconds: float = Field(default=10.0, gt=0, le=3600)
    """How long one query may run."""
    query_memory_mebibytes: int = Field(default=1024, ge=64)
    """How much memory one query may take."""
    worker_mebibytes: int = Field(default=1024, ge=64)
    """How much memory a query worker may touch in all its life before another takes its place."""
    query_queue: int = Field(default=16, ge=0, le=10_000)
    """How many queries may wait; further ones are told to come again."""
    answer_rows: int = Field(default=1_000_000, ge=1)
    """Most rows of a table or triples of a graph in one answer; a longer one is cut and says so."""
    answer_mebibytes: int = Field(default=256, ge=1, le=4095)
    """Longest answer before compression; a longer one is cut and says so."""
    dataset_mebibytes: int = Field(default=6144, ge=0)
    """How much memory the dataset may take; a larger one is read from disk."""
    store: str | None = None
    """Address of a remote SPARQL store that holds the dataset and is asked instead of the build."""
    store_user: str | None = None
    """Who reads in the remote store, where it wants to know."""
    store_password: SecretStr | None = None
    """The password for that."""
    corpus: Path | None = None
    """Folder of article texts; None looks in the usual places (see :func:`default_corpus`)."""
    show_texts: bool = False
    """Whether pages show these texts; they belong to their publishers, so no public service may."""
    fetch_seconds: float = Field(default=30.0, gt=0, le=600)
    """How long reading an article at its address may take, redirects included."""
    fetch_mebibytes: int = Field(default=5, ge=1, le=100)
    """Longest page that is read."""
    fetch_pause_seconds: float = Field(default=5.0, ge=0, le=3600)
    """How long to wait between two requests to publishers, when several texts are fetched."""
    fetch_private: bool = False
    """Whether this machine, local networks, and ports other than 80 and 443 may be read."""
    user_agent: str = Field(default="communique (+https://w3id.org/communique/)", pattern=r"^[ -~]{1,200}$")
    """How the program introduces itself to publishers."""


def default_corpus(workspace: Path) -> Path | None:
    """The folder of texts where none is named: ``corpus/`` in the workspace, else ``../shared/corpus``."""
    for folder in (workspace / "corpus", workspace / ".." / "shared" / "corpus"):
        if folder.is_dir():
            return folder
    return None
