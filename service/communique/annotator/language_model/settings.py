"""The settings of the language model, from the environment only; docs/language-model.md lists them."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ENVIRONMENT_PREFIX = "COMMUNIQUE_LANGUAGE_MODEL_"


class LanguageModelSettings(BaseSettings):
    """Which model is asked, if any; without an address and a name there is none."""

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT_PREFIX, hide_input_in_errors=True)

    address: str | None = Field(default=None, pattern=r"^https?://[^\s?#@]{1,500}$")
    """Of an endpoint of the OpenAI kind, up to its version: ``https://models.example.org/v1``."""
    name: str | None = Field(default=None, min_length=1, max_length=200)
    """Of the model."""
    key: SecretStr | None = None
    """Sent to the address as a bearer token and nowhere else; never logged."""
    seconds: float = Field(default=60.0, gt=0, le=3600)
    """How long one answer may take."""
    attempts: int = Field(default=3, ge=1, le=10)
    """How often a question is put when there is no answer."""
    answers: Path | None = None
    """Folder in which answers are kept; a question that was answered before is not put again."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        """Refuse half a configuration, and a key that others could read on its way."""
        if bool(self.address) != bool(self.name):
            raise ValueError(
                f"{ENVIRONMENT_PREFIX}ADDRESS and {ENVIRONMENT_PREFIX}NAME go together; set both or none"
            )
        if self.key and self.address and self.address.startswith("http:") and not _is_loopback(self.address):
            raise ValueError("a key is sent over https only, or to this machine; use an https address")
        return self

    @property
    def is_on(self) -> bool:
        """Whether a model is to be asked."""
        return self.address is not None


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
