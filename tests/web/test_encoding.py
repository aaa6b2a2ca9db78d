import gzip
import io

import pytest
import zstandard

from communique.store.compression import compress
from communique.web.encoding import Coding, choose_coding

PLAIN = Coding(None)
NEVER = Coding(None, possible=False)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (None, PLAIN),
        ("", PLAIN),
        ("gzip", Coding("gzip")),
        ("zstd", Coding("zstd")),
        ("GZIP", Coding("gzip")),
        ("x-gzip", Coding("gzip")),
        ("gzip, deflate, br, zstd", Coding("zstd")),
        ("gzip, zstd;q=0.5", Coding("gzip")),
        ("zstd;q=0, gzip", Coding("gzip")),
        ("gzip;q=0, zstd;q=0", PLAIN),
        ("br, deflate", PLAIN),
        ("*", Coding("zstd")),
        ("*;q=0.5, zstd;q=0", Coding("gzip")),
        ("identity", PLAIN),
        ("identity, gzip;q=0.5", PLAIN),
        ("identity;q=0.5, gzip", Coding("gzip")),
        ("identity;q=0", NEVER),
        ("*;q=0", NEVER),
        ("br, *;q=0", NEVER),
        ("identity;q=0, gzip", Coding("gzip", forced=True)),
        ("gzip, *;q=0", Coding("gzip", forced=True)),
        ("identity;q=0, *", Coding("zstd", forced=True)),
        ("identity, *;q=0", PLAIN),
    ],
)
def test_a_client_gets_what_it_prefers(accepted, coding):
    assert choose_coding(accepted) == coding


@pytest.mark.parametrize("body", [b"", b"short", b"long " * 100_000])
def test_what_is_compressed_can_be_read(body):
    assert gzip.decompress(compress(body, "gzip")) == body
    assert zstandard.ZstdDecompressor().stream_reader(io.BytesIO(compress(body, "zstd"))).read() == body
    for name in ("gzip", "zstd"):
        assert compress(body, name) == compress(body, name)  # no time of day in it
