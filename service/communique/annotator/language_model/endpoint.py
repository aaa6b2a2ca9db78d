"""Asking a model over HTTP: with a deadline, a limit on the answer, and further attempts where they help."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx

from communique.annotator.language_model.settings import LanguageModelSettings

LONGEST_ANSWER_BYTES = 1_000_000
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
_WORTH_ANOTHER_TRY = frozenset({408, 425, 429, 500, 502, 503, 504})


class NoAnswerError(Exception):
    """The model gave no answer that can be used; the message says why, without the key."""


class _PassingError(NoAnswerError):
    """One that may be gone at the next attempt."""

    def __init__(self, message: str, pause_seconds: float | None = None) -> None:
        super().__init__(message)
        self.pause_seconds = pause_seconds


class Endpoint:
    """A chat endpoint of the OpenAI kind."""

    def __init__(
        self, settings: LanguageModelSettings, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Prepare to ask.

        Args:
            settings: with an address and a name.
            sleep: waits for some seconds between attempts.

        Raises:
            ValueError: the settings name no model.
        """
        if settings.address is None or settings.name is None:
            raise ValueError("no language model is set")
        self._address = settings.address.rstrip("/") + "/chat/completions"
        self.model = settings.name
        self._settings = settings
        self._sleep = sleep
        # A proxy or a .netrc of the environment could see or replace the key.
        self._client = httpx.Client(timeout=settings.seconds, trust_env=False)

    def ask(self, question: dict[str, Any]) -> str:
        """The text of the answer to a question.

        Args:
            question: ``messages`` and ``response_format`` of a chat request.

        Raises:
            NoAnswerError: there is none after all attempts, or it is none of the kind asked for.
        """
        pause = FIRST_PAUSE_SECONDS
        for attempt in range(1, self._settings.attempts + 1):
            try:
                return _text_of(self._answer(question))
            except _PassingError as error:
                if attempt == self._settings.attempts:
                    raise NoAnswerError(f"{error} (after {attempt} attempts)") from error
                self._sleep(min(error.pause_seconds or pause, LONGEST_PAUSE_SECONDS))
                pause *= 2
        raise AssertionError("at least one attempt is made")

    def _answer(self, question: dict[str, Any]) -> bytes:
        key = self._settings.key
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if key:
            headers["Authorization"] = f"Bearer {key.get_secret_value()}"
        body = {"model": self.model, "temperature": 0, "seed": 0, **question}
        try:
            with self._client.stream("POST", self._address, json=body, headers=headers) as response:
                _check_status(response)
                return b"".join(self._pieces(response))
        except httpx.TimeoutException as error:
            raise _PassingError(f"no answer within {self._settings.seconds:g} s") from error
        except httpx.HTTPError as error:
            raise _PassingError(f"the connection failed: {type(error).__name__}") from error

    def _pieces(self, response: httpx.Response) -> Iterator[bytes]:
        """The pieces of an answer, for as long as it is neither too long nor too slow."""
        deadline = time.monotonic() + self._settings.seconds
        size = 0
        for piece in response.iter_bytes():
            size += len(piece)
            if size > LONGEST_ANSWER_BYTES:
                raise NoAnswerError(f"the answer is longer than {LONGEST_ANSWER_BYTES:,} bytes")
            if time.monotonic() > deadline:
                raise _PassingError(f"no whole answer within {self._settings.seconds:g} s")
            yield piece


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status in _WORTH_ANOTHER_TRY:
        raise _PassingError(f"it answered with status {status}", _pause_asked_for(response))
    if status != 200:
        hint = {401: "; is the key right?", 403: "; is the key right?", 404: "; are address and name right?"}
        raise NoAnswerError(f"it answered with status {status}{hint.get(status, '')}")


def _pause_asked_for(response: httpx.Response) -> float | None:
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None


def _text_of(answer: bytes) -> str:
    """What the model says, out of the envelope of the protocol.

    Raises:
        NoAnswerError: the envelope is broken, or the model refused or was cut off.
    """
    try:
        choice = json.loads(answer)["choices"][0]
        message, reason = choice["message"], choice.get("finish_reason")
        content = message.get("content")
        refusal = message.get("refusal")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NoAnswerError("the answer is not in the form of a chat completion") from error
    if refusal:
        raise NoAnswerError("the model refused to answer")
    if reason == "length":
        raise NoAnswerError("the answer was cut off at the model's limit")
    if not isinstance(content, str):
        raise NoAnswerError("the answer has no text")
    return content
