"""The dataset in Python: opened from a folder or an address, read as records, tables and data frames."""

from communique.client.errors import (
    ClosedError,
    DatasetChangedError,
    MissingLibraryError,
    OpenError,
    ServiceError,
    TruncatedAnswerWarning,
    UnknownQueryError,
)
from communique.client.graph import KnowledgeGraph
from communique.client.records import (
    ActorRecord,
    AgreementRecord,
    ArticleRecord,
    Entity,
    EventRecord,
    EvidenceRecord,
    PositionRecord,
    ProvisionRecord,
)
from communique.client.result import Positions, Result, Row
from communique.store.canned import CannedQueryError, ParameterError, UnknownThingError
from communique.store.protocol import QueryError

__all__ = [
    "ActorRecord",
    "AgreementRecord",
    "ArticleRecord",
    "CannedQueryError",
    "ClosedError",
    "DatasetChangedError",
    "Entity",
    "EventRecord",
    "EvidenceRecord",
    "KnowledgeGraph",
    "MissingLibraryError",
    "OpenError",
    "ParameterError",
    "PositionRecord",
    "Positions",
    "ProvisionRecord",
    "QueryError",
    "Result",
    "Row",
    "ServiceError",
    "TruncatedAnswerWarning",
    "UnknownQueryError",
    "UnknownThingError",
]
