"""The settings of Communiqué, from the environment; command-line options win over them."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting with its environment variable, default and unit (docs/operating.md lists the same)."""

    model_config = SettingsConfigDict(env_prefix="COMMUNIQUE_", populate_by_name=True)

    host: str = Field(default="127.0.0.1", validation_alias="HOST")
    """Address that the service binds to; the default is reached from this machine only."""
    port: int = Field(default=8000, ge=0, le=65535, validation_alias="PORT")
    """TCP port of the service; 0 takes any free one."""
    corpus: Path | None = None
    """Folder of article texts; None looks in the usual places (see :func:`default_corpus`)."""


def default_corpus(workspace: Path) -> Path | None:
    """The folder of texts where none is named: ``corpus/`` in the workspace, else ``../shared/corpus``."""
    for folder in (workspace / "corpus", workspace / ".." / "shared" / "corpus"):
        if folder.is_dir():
            return folder
    return None
