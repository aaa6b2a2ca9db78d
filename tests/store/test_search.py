import pytest

from communique.store.folding import fold
from communique.store.search import Draft, SearchIndex, match_expression


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ağdərə", "agdere"),
        ("AĞDƏRƏ", "agdere"),
        ("Xankəndi şəhəri", "xankendi seheri"),
        ("İlham", "ilham"),
        ("Qarabağ ılıca", "qarabag ilica"),
        ("Алиев Ёлкин", "алиев елкин"),
        ("Հայաստան և Արցախ", "հայաստան եւ արցախ"),
        ("Straße", "strasse"),
        ("Côte d’Ivoire", "cote d’ivoire"),
        ("Belgrade–Priština", "belgrade–pristina"),
        ("ﬁsh", "fish"),
    ],
)
def test_what_is_alike_to_a_reader_is_compared_as_alike(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("lachin", '"lachin" *'),
        ("Lachin corridor", '"lachin" * AND "corridor" *'),
        ('"Lachin corridor" order', '"lachin corridor" * AND "order" *'),
        ("nagorno-karabakh", '"nagorno" * AND "karabakh" *'),
        ('unclosed "phrase', '"unclosed" * AND "phrase" *'),
        ("«мирный договор»", '"мирныи договор" *'),
        ("(NEAR* OR", '"near" * AND "or" *'),
        ('"" * () -', ""),
    ],
)
def test_nothing_in_a_text_is_syntax(text, expression):
    assert match_expression(text) == expression


def drafts():
    return [
        Draft("a", "actor", labels={"Azərbaycan", "Азербайджан", "Ադրբեջան"}, values={"kind": ["actor"]}),
        Draft(
            "b",
            "post",
            labels={"President of Azerbaijan"},
            values={"kind": ["post"], "year": ["2003", "2020"]},
        ),
        Draft(
            "c", "position", "The president of one state answers another.", 0, values={"kind": ["position"]}
        ),
        Draft("d", "actor", labels={"President"}, aliases={"the president"}, values={"kind": ["actor"]}),
    ]


@pytest.fixture(scope="module")
def index():
    return SearchIndex(drafts())


def found(index, text, **chosen):
    return [document.iri for document in index.find(text, chosen).documents]


@pytest.mark.parametrize(
    "text", ["azerbaycan", "AZƏRBAYCAN", "азербайджан", "Азербайд", "ադրբեջան", "ԱԴՐԲԵՋԱՆ"]
)
def test_every_script_is_found(index, text):
    assert found(index, text) == ["a"]


def test_exactly_that_name_comes_first_then_names_then_texts(index):
    assert found(index, "president") == ["d", "b", "c"]
    assert found(index, "pres")[-1] == "c"


def test_facets_narrow_and_are_counted(index):
    assert found(index, "president", kind="actor") == ["d"]
    assert found(index, "", year="2020") == ["b"]
    assert index.find("president", {}).facets["kind"] == {"actor": 1, "post": 1, "position": 1}
    assert index.find("president", {"kind": "post"}).facets["year"] == {"2003": 1, "2020": 1}
    with pytest.raises(KeyError):
        index.find("president", {"colour": "red"})


def test_two_indexes_do_not_mix(index):
    other = SearchIndex([Draft("z", "actor", labels={"Zenda"}, values={"kind": ["actor"]})])
    assert found(other, "president") == []
    assert found(other, "zenda") == ["z"]
    assert found(index, "zenda") == []
