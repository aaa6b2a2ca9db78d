"""Whatever the description of the interface allows, and much that it does not, is no fault of ours."""

import hypothesis
import pytest
import schemathesis

from communique.web.limits import ServiceLimits
from sample.fixtures import running

hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
REPEATABLE = hypothesis.settings(
    hypothesis.settings.get_profile("repeatable"),
    max_examples=12,
    suppress_health_check=list(hypothesis.HealthCheck),
)


@pytest.fixture(scope="session")
def described(built):
    """The description of a real service over the sample."""
    with running(built, ServiceLimits()) as address:
        schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
        yield schema


def test_no_call_ends_in_a_fault_of_ours(described, subtests):
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:
        with subtests.test(operation.label):
            _try(operation)


def _try(operation):
    @REPEATABLE
    @hypothesis.given(case=operation.as_strategy())
    def call(case):
        answer = case.call()
        # Of the statuses from 500 on, 503 alone is an answer: too many wait, a limit, a broken query file.
        assert answer.status_code < 500 or answer.status_code == 503, (
            case.as_curl_command(),
            answer.text[:500],
        )

    call()
