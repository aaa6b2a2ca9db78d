from communique.release.stats import dataset_stats, stats
from sample.workspace import COURIER


def test_positions_and_annotations_are_counted_once(store):
    counted = stats(store)
    assert counted.version == store.version
    assert (counted.of("positions"), counted.of("evidence annotations"), counted.of("mentions")) == (5, 7, 2)
    assert (counted.of("articles"), counted.of("agreements"), counted.of("provisions")) == (2, 2, 3)
    assert counted.of("unheard of") == 0
    assert counted.counts["positions by article"][COURIER] == 3
    assert counted.counts["annotations by method"] == {"hand": 8, "machine": 1}
    assert counted.counts["evidence by rendering"]["direct-quotation"] == 2
    assert counted.counts["positions by stance"]["calls-for"] == 1
    assert counted.counts["positions by outlet"] == {"evening-courier": 3, "morning-herald": 3}


def test_rows_begin_with_the_kinds(built):
    rows = dataset_stats(built)
    assert rows[0][0] == "kind"
    assert ("positions by stance", "denies", 1) in rows
