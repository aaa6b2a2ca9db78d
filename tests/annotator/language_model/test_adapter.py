"""Advice of a model: good answers are taken over, and whatever else it does, the rules' result stays."""

import json
from pathlib import Path

import pytest

from annotator.language_model.analysed import ACCORD, BERG, DAHL, DAY, FIRST, ORDER, analysed
from annotator.language_model.fake import DRIP, HANG, Raw, completion
from communique.annotator.language_model import questions
from communique.annotator.language_model.adapter import CONFIDENCE
from communique.annotator.timing.told import Occasion
from communique.model import PartialDate, Thing

ANSWERS = Path(__file__).parent / "answers"


def recorded(name):
    return (ANSWERS / f"{name}.json").read_text(encoding="utf-8")


def answer(**position):
    given = {
        "sentence": 1,
        "holder": "anna-berg",
        "stance": "calls-for",
        "target": "issue/ferries",
        "towards": [],
        "about": [],
        "evidence": "the ferries must run again",
    }
    return json.dumps({"positions": [given | position]})


def test_a_good_answer_becomes_proposals_like_any_other(fake, language_model, knowledge):
    fake.answers = [recorded("good")]
    article = analysed()
    advice = language_model().advise(article, knowledge)
    invokes, calls = sorted(advice.proposals, key=lambda item: item.position.stance, reverse=True)
    assert (invokes.position.holder, invokes.position.stance, invokes.position.target) == (
        "anna-berg", "invokes", ACCORD,
    )  # fmt: skip
    assert (invokes.position.towards, invokes.position.about) == ((), ("ferries",))  # Sudmark is not near
    assert (invokes.position.stated_on, invokes.position.on_behalf_of) == (DAY, "norland")
    assert invokes.position.stated_at == ("meeting-berg-dahl-2021-06-10",)
    assert article.article.text[invokes.span.start : invokes.span.end] == BERG
    assert (invokes.rendering, invokes.confidence) == ("indirect-speech", CONFIDENCE)
    assert calls.position.target == Thing("issue", "ferries")
    (consultation,) = advice.consultations
    for proposal in advice.proposals:
        assert "language model fake-1" in proposal.explanation
        assert consultation.prompt_sha256[:16] in proposal.explanation
    assert (consultation.model, consultation.failure, advice.reports) == ("fake-1", None, ())


def test_what_is_asked_is_closed_and_names_nothing_else(fake, language_model, knowledge):
    language_model().advise(analysed(), knowledge)
    (request,) = fake.asked
    assert (request["model"], request["temperature"]) == ("fake-1", 0)
    schema = request["response_format"]["json_schema"]
    assert (request["response_format"]["type"], schema["strict"]) == ("json_schema", True)
    fields = schema["schema"]["properties"]["positions"]["items"]["properties"]
    assert fields["sentence"]["enum"] == [1, 2]
    assert fields["holder"]["enum"] == ["anna-berg", "carl-dahl"]
    assert "calls-for" in fields["stance"]["enum"]
    assert {"issue/ferries", str(ACCORD), "provision/river-accord-2020-05-01/1"} <= set(
        fields["target"]["enum"]
    )
    assert str(ORDER) not in fields["target"]["enum"]
    system, user = request["messages"]
    assert BERG not in system["content"]
    assert [item["text"] for item in json.loads(user["content"])["sentences"]] == [BERG, DAHL]


def test_lies_are_vetoed_one_by_one_and_reported_without_words_of_the_article(
    fake, language_model, knowledge
):
    fake.answers = [recorded("lying")]
    advice = language_model().advise(analysed(), knowledge)
    assert advice.proposals == ()
    reasons = [report.rpartition(" is not taken: ")[2] for report in advice.reports]
    assert reasons == [
        "the rules find no words of that holder in the sentence",
        "its evidence does not stand in the sentence that it names",
        "its evidence does not stand in the sentence that it names",
        "its target is not named in that sentence or the one before",
        "its target is not named in that sentence or the one before",
        "its stance is none of the list",
        "it names a sentence that was not asked about",
        "it names a sentence that was not asked about",
        "in the same words that holder affirms the same target already",
        "it is there already",
        "an actor can be the target of others' support and criticism only",
        "an actor can be the target of others' support and criticism only",
        "its target is none of those offered",
        "what it is about is none of the issues",
        "its evidence does not stand in the sentence that it names",
    ]
    assert not any("ferries must" in report or "stands by" in report for report in advice.reports)


def test_one_lie_does_not_cost_the_truth_beside_it(fake, language_model, knowledge):
    positions = json.loads(recorded("lying"))["positions"] + json.loads(recorded("good"))["positions"]
    fake.answers = [json.dumps({"positions": positions})]
    assert len(language_model().advise(analysed(), knowledge).proposals) == 2


def test_a_model_that_contradicts_itself_is_believed_once(fake, language_model, knowledge):
    one, other = json.loads(answer())["positions"], json.loads(answer(stance="rejects"))["positions"]
    fake.answers = [json.dumps({"positions": [*one, *other]})]
    advice = language_model().advise(analysed(), knowledge)
    assert [item.position.stance for item in advice.proposals] == ["calls-for"]
    assert "in the same words that holder calls-for the same target already" in advice.reports[0]


def test_evidence_outside_of_the_holders_words_is_not_accepted(fake, language_model, knowledge):
    article = analysed()
    short = article.statements[0]
    object.__setattr__(short, "span", type(short.span)(short.span.start, short.span.start + 20))
    fake.answers = [answer(evidence="as the river declaration provides")]
    (report,) = language_model().advise(article, knowledge).reports
    assert report.endswith("its evidence lies outside of what the rules give to that holder")


def test_a_day_before_the_agreement_or_none_is_not_accepted(fake, language_model, knowledge):
    fake.answers = [answer(target=str(ACCORD))]
    early = analysed(FIRST, BERG, published=None, occasion=Occasion(PartialDate("2019-05-01")))
    (report,) = language_model().advise(early, knowledge).reports
    assert report.endswith("the agreement was adopted after that day")
    (report,) = language_model().advise(analysed(FIRST, BERG, occasion=None), knowledge).reports
    assert report.endswith("the day on which it was said is not known")


def test_negated_statements_are_not_asked_about(fake, language_model, knowledge):
    article = analysed()
    for statement in article.statements:
        object.__setattr__(statement, "is_negated", True)
    assert language_model().advise(article, knowledge).consultations == ()
    assert fake.asked == []


def test_a_long_article_is_asked_about_in_several_questions(fake, language_model, knowledge, monkeypatch):
    monkeypatch.setattr(questions, "MOST_SENTENCES", 1)
    fake.answers = [answer(sentence=2, holder="carl-dahl", evidence="stands by the river"), Raw(status=400)]
    advice = language_model().advise(analysed(FIRST, DAHL, BERG.replace("Berg", "Dahl")), knowledge)
    assert len(fake.asked) == 2
    assert [item.failure for item in advice.consultations] == [None, "it answered with status 400"]


MALFORMED = [
    ("Sure! Here are the positions.", "the answer is not JSON"),
    ("[" * 100_000, "the answer is not JSON"),
    ("[]", "does not fit the schema at its top"),
    ('{"positions": [{}]}', "does not fit the schema at positions.0.sentence"),
    (answer(sentence="1"), "does not fit the schema at positions.0.sentence"),
    (answer(more="x"), "does not fit the schema at positions.0.more"),
    (
        json.dumps({"positions": json.loads(answer())["positions"] * 201}),
        "does not fit the schema at positions",
    ),
    (Raw(b"not json"), "not in the form of a chat completion"),
    (Raw(b'{"choices": []}'), "not in the form of a chat completion"),
    (Raw(b'{"choices": [{"message": "x"}]}'), "not in the form of a chat completion"),
    (completion(None, message={"refusal": "no"}), "the model refused"),
    (completion("{", finish_reason="length"), "cut off at the model's limit"),
    (completion(None), "the answer has no text"),
    (Raw(b" " * 1_000_001), "longer than 1,000,000 bytes"),
    (Raw(status=401), "status 401; is the key right?"),
    (Raw(status=404), "status 404; are address and name right?"),
    (Raw(status=302, Location="http://127.0.0.1:9/"), "status 302"),
]


@pytest.mark.parametrize(("given", "words"), MALFORMED, ids=[words for _, words in MALFORMED])
def test_an_answer_of_no_use_is_reported_and_not_asked_for_again(
    fake, language_model, knowledge, given, words
):
    fake.answers = [given]
    advice = language_model().advise(analysed(), knowledge)
    assert advice.proposals == ()
    (report,) = advice.reports
    assert report.startswith("language model fake-1: ")
    assert words in report
    assert report.endswith("; the result of the rules stands")
    assert words in advice.consultations[0].failure
    assert len(fake.asked) == 1


def test_what_may_pass_is_tried_again_after_growing_pauses(fake, language_model, knowledge, pauses):
    fake.answers = [Raw(status=503), Raw(status=429), recorded("good")]
    assert len(language_model().advise(analysed(), knowledge).proposals) == 2
    assert pauses == [1, 2]


def test_a_pause_that_is_asked_for_is_made_but_not_a_very_long_one(fake, language_model, knowledge, pauses):
    fake.answers = [Raw(status=429, Retry_After="7"), Raw(status=429, Retry_After="9999"), recorded("good")]
    language_model().advise(analysed(), knowledge)
    assert pauses == [7, 30]


def test_after_the_last_attempt_the_rules_result_stands(fake, language_model, knowledge, pauses):
    fake.answers = [Raw(status=500)]
    (report,) = language_model(attempts=2).advise(analysed(), knowledge).reports
    assert report.startswith("language model fake-1: it answered with status 500 (after 2 attempts); ")
    assert (len(fake.asked), pauses) == (2, [1])


@pytest.mark.parametrize("slow", [HANG, Raw(DRIP)], ids=["never", "byte by byte"])
def test_an_answer_that_does_not_come_is_given_up(fake, language_model, knowledge, slow):
    fake.answers = [slow]
    (report,) = language_model(seconds=0.3, attempts=1).advise(analysed(), knowledge).reports
    assert "answer within 0.3 s" in report


def test_a_model_that_is_not_there_is_reported(language_model, knowledge, pauses):
    model = language_model(address="http://127.0.0.1:9/v1", attempts=2)
    (report,) = model.advise(analysed(), knowledge).reports
    assert "the connection failed: ConnectError (after 2 attempts)" in report


def test_answers_that_are_kept_are_not_asked_for_again(fake, language_model, knowledge, tmp_path):
    fake.answers = ["not JSON", recorded("good")]
    assert language_model(answers=tmp_path).advise(analysed(), knowledge).proposals == ()
    first = language_model(answers=tmp_path).advise(analysed(), knowledge)
    fake.answers = [Raw(status=400)]
    again = language_model(answers=tmp_path).advise(analysed(), knowledge)
    assert len(first.proposals) == 2
    assert again == first
    assert len(fake.asked) == 2  # one of no use, which was not kept, and a good one
    other = language_model(answers=tmp_path, name="fake-2").advise(analysed(), knowledge)
    assert other.consultations[0].failure == "it answered with status 400"


def test_the_key_is_sent_to_the_model_and_stands_nowhere_else(
    fake, language_model, knowledge, caplog, tmp_path
):
    caplog.set_level("DEBUG")
    key = "not-to-be-shown"
    fake.answers = [recorded("good"), Raw(status=401)]
    model = language_model(key=key, answers=tmp_path)
    advice = model.advise(analysed(), knowledge)
    failed = model.advise(analysed(FIRST, DAHL), knowledge)
    assert [headers["Authorization"] for headers in fake.headers] == [f"Bearer {key}"] * 2
    kept = "".join(path.read_text() for path in tmp_path.iterdir())
    told = [repr(advice), repr(failed), repr(vars(model)), caplog.text, kept, json.dumps(fake.asked)]
    assert [text for text in told if key in text] == []


def test_another_stance_in_other_words_is_taken_and_a_weaker_one_is_not(fake, language_model, knowledge):
    demand = "Dahl said the river declaration must be observed by all."
    position = {"sentence": 3, "holder": "carl-dahl", "target": str(ACCORD), "evidence": "must be observed"}
    fake.answers = [answer(**position)]
    advice = language_model().advise(analysed(FIRST, BERG, DAHL, demand), knowledge)
    assert [item.position.stance for item in advice.proposals] == ["calls-for"]
    fake.answers = [answer(**position, stance="discusses")]
    (report,) = language_model().advise(analysed(FIRST, BERG, DAHL, demand), knowledge).reports
    assert report.endswith("that holder takes a stronger stance on the same target")
