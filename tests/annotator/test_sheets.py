import datetime

import pytest

from communique.annotator.sheets import SheetError, annotations_of, read_sheet, represented
from communique.model import PartialDate, Tenure, Thing

TEXT = (
    "Minister Zenda met Minister Hentzau in Strelsau. Both sides stressed the need to reopen the river road. "
    "Zenda said the bridge treaty stays the basis. Hentzau was silent, Zenda said."
)
NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
TENURES = [
    Tenure("zenda", "ruritania", datetime.date(2020, 1, 1), datetime.date(2022, 12, 31)),
    Tenure("zenda", "strelsau", datetime.date(2023, 1, 1), None),
]
SHEET = """
article: wire-1
positions:
- holder: zenda
  stance: affirms
  target: agreement/bridge-treaty
  date: 2022-05-04
  towards: [ruritania]
  at: meeting-hentzau-zenda-2022-05-04
  rendering: indirect-speech
  words: Zenda said the bridge treaty stays the basis.
  gloss: Zenda treats the treaty as the ground for everything else.
mentions:
- [Zenda, actor/zenda]
- [Both sides, [actor/zenda, actor/hentzau]]
- [Zenda, actor/zenda]
- [bridge treaty, agreement/bridge-treaty]
"""


def annotate(content: str):
    return annotations_of(read_sheet(content), TEXT, "reader", TENURES, NOW)


def test_a_sheet_becomes_evidence_with_offsets_selector_and_the_office_of_the_day():
    (evidence,) = annotate(SHEET).evidence
    assert TEXT[evidence.span.start : evidence.span.end] == "Zenda said the bridge treaty stays the basis."
    assert evidence.position.on_behalf_of == "ruritania"
    assert evidence.position.target == Thing("agreement", "bridge-treaty")
    assert evidence.position.stated_on == PartialDate("2022-05-04")
    assert (evidence.method, evidence.created, evidence.annotator) == ("hand", NOW, "reader")


def test_mentions_are_found_in_order_and_plurals_once_per_referent():
    mentions = annotate(SHEET).mentions
    found = [
        (TEXT[item.span.start : item.span.end], item.span.start, item.referent.slug) for item in mentions
    ]
    assert found == [
        ("Zenda", 9, "zenda"),
        ("Both sides", 49, "zenda"),
        ("Both sides", 49, "hentzau"),
        ("Zenda", TEXT.index("Zenda said"), "zenda"),
        ("bridge treaty", TEXT.index("bridge treaty"), "bridge-treaty"),
    ]


def test_a_mention_can_be_looked_for_behind_other_words():
    content = SHEET.replace("- [Zenda, actor/zenda]\n- [Both", "- [Zenda, actor/zenda, the basis.]\n- [Both")
    with pytest.raises(
        SheetError, match="mention 2: “Both sides” does not stand after the mention before it"
    ):
        annotate(content)
    last = content[: content.index("- [Both")]
    (mention,) = annotate(last).mentions
    assert mention.span.start == TEXT.rindex("Zenda")


def test_words_to_look_behind_must_be_there():
    with pytest.raises(SheetError, match="does not stand after “the tunnel”"):
        annotate(
            SHEET.replace("- [Zenda, actor/zenda]\n- [Both", "- [Zenda, actor/zenda, the tunnel]\n- [Both")
        )


def test_the_office_is_that_of_the_day():
    assert represented("zenda", PartialDate("2022-12-31"), TENURES) == "ruritania"
    assert represented("zenda", PartialDate("2023-01-01"), TENURES) == "strelsau"
    assert represented("zenda", PartialDate("2019"), TENURES) is None
    assert represented("ruritania", PartialDate("2022"), TENURES) is None


def test_a_second_rendering_shares_the_position():
    second = """
- holder: zenda
  stance: affirms
  target: agreement/bridge-treaty
  date: 2022-05-04
  about: [river-road]
  rendering: direct-quotation
  words: bridge treaty stays
  gloss: Once more.
mentions:"""
    evidence = annotate(SHEET.replace("\nmentions:", second)).evidence
    assert len(evidence) == 2
    assert len({item.position for item in evidence}) == 1
    assert evidence[0].position.about == ("river-road",)
    assert evidence[0].position.towards == ("ruritania",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "Zenda said the bridge treaty stays the basis.",
            "Zenda said nothing",
            "position 1 .*not in the text",
        ),
        ("2022-05-04\n  towards", "May 2022\n  towards", "position 1 .*not a date"),
        ("agreement/bridge-treaty\n  date", "bridge-treaty\n  date", "position 1 .*kind/slug"),
        ("agreement/bridge-treaty]", "issue/river-road]", "mention 4 .*issue/river-road is none"),
        ("[bridge treaty, ", "[tunnel treaty, ", "mention 4: “tunnel treaty” does not stand after"),
        ("stance: affirms", "stanze: affirms", "stanze"),
        ("article: wire-1", "", "article"),
        ("positions:", "positions: [", "not valid YAML"),
    ],
)
def test_what_cannot_be_used_is_refused_and_named(old, new, message):
    with pytest.raises(SheetError, match=message):
        annotate(SHEET.replace(old, new, 1))


def test_all_problems_of_a_sheet_are_told_at_once():
    broken = SHEET.replace("stays the basis.", "falls").replace("[bridge treaty,", "[tunnel,")
    with pytest.raises(SheetError) as caught:
        annotate(broken)
    assert len(str(caught.value).splitlines()) == 2


def test_the_same_position_twice_with_one_rendering_is_refused():
    entry = SHEET[SHEET.index("- holder") : SHEET.index("mentions:")]
    with pytest.raises(SheetError, match="coded twice as indirect-speech"):
        annotate(SHEET.replace("mentions:", entry + "mentions:"))
