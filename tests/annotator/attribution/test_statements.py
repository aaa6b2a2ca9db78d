import pytest

from communique.annotator.attribution import Rendering


def only(statements, holder, by=None):
    found = [item for item in statements if holder in item.holders and item.ascribed_by == by]
    assert len(found) == 1, found
    return found[0]


def words(text, span):
    return text[span.start : span.end]


def test_content_is_without_who_says_it(either):
    text = "Pashinyan told reporters on Monday that the road must be opened."
    statement = only(either(text), "nikol-pashinyan")
    assert words(text, statement.content) == "the road must be opened"
    assert words(text, statement.span) == text
    assert words(text, statement.cue) == "told"
    assert statement.cue_lemma == "tell"


def test_quotation_with_its_tag(either):
    text = "“The road must be opened,” Pashinyan said on Monday."
    statement = only(either(text), "nikol-pashinyan")
    assert words(text, statement.content) == "The road must be opened"
    assert words(text, statement.span) == text
    assert statement.rendering is Rendering.DIRECT_QUOTATION


def test_rest_of_a_quotation_has_only_its_sentence_as_evidence(either):
    text = "“The road must be opened,” Pashinyan said. “The peacekeepers have to see to it.”"
    statements = either(text)
    rest = next(item for item in statements if item.content.start > 40)
    assert rest.holders == ("nikol-pashinyan",)
    assert words(text, rest.span) == "“The peacekeepers have to see to it.”"
    assert rest.is_inferred


def test_two_verbs_of_one_subject_are_two_statements(either):
    text = "Mirzoyan condemned the shelling and called for an international mission to the area."
    first, second = either(text)
    assert (first.cue_lemma, second.cue_lemma) == ("condemn", "call for")
    assert words(text, first.content) == "the shelling"
    assert words(text, first.span) == "Mirzoyan condemned the shelling"
    assert words(text, second.content) == "an international mission to the area"
    assert words(text, second.span) == text


def test_participle_behind_a_quotation_goes_on(either):
    text = "“The talks were useful,” said Lavrov, adding that the treaty is not far off."
    statements = either(text)
    assert [item.holders for item in statements] == [("sergey-lavrov",)] * 2
    later = max(statements, key=lambda item: item.content.start)
    assert words(text, later.content) == "the treaty is not far off"
    assert later.rendering is Rendering.INDIRECT_SPEECH


def test_ascribed_part_is_not_held_by_the_speaker(told):
    text = "Lavrov said that the talks were useful and that Armenia is ready to sign the treaty."
    statements = told(text)
    own = only(statements, "sergey-lavrov")
    ascribed = only(statements, "armenia", "sergey-lavrov")
    assert words(text, ascribed.content) == "to sign the treaty"
    assert words(text, own.content) == "the talks were useful"


def test_fully_ascribed_clause_leaves_the_speaker_nothing(either):
    text = "Lavrov said that Armenia is ready to sign the treaty."
    assert {item.holders for item in either(text)} == {("armenia",)}


def test_negated_speech_is_marked(either):
    text = "Bayramov did not say whether the road would be opened."
    assert all(item.is_negated for item in either(text))


def test_negated_verdict_is_a_verdict(either):
    statement = only(either("Bayramov did not support the proposal of the commission."), "jeyhun-bayramov")
    assert not statement.is_negated


def test_source_tells_for_its_own_minister(either):
    text = "According to the Armenian Foreign Ministry, Mirzoyan highlighted the need to lift the blockade."
    statement = only(either(text), "ararat-mirzoyan")
    assert statement.rendering is Rendering.READOUT
    assert words(text, statement.span) == text


def test_talks_without_a_subject_are_held_by_all_who_met(either):
    text = "Lavrov met with Mirzoyan in Moscow. Reference was made to the peace treaty."
    statement = either(text)[-1]
    assert set(statement.holders) == {"sergey-lavrov", "ararat-mirzoyan"}
    assert statement.rendering is Rendering.READOUT
    assert statement.is_inferred


def test_joint_speech_is_one_statement(either):
    text = "Lavrov and Mirzoyan stressed the importance of the trilateral statements."
    (statement,) = either(text)
    assert set(statement.holders) == {"sergey-lavrov", "ararat-mirzoyan"}
    assert statement.rendering is Rendering.JOINT


def test_host_tells_what_all_discussed(told):
    text = "Lavrov met with Mirzoyan and Bayramov. “We discussed the peace treaty,” Lavrov said."
    statements = told(text)
    assert only(statements, "sergey-lavrov").rendering is Rendering.DIRECT_QUOTATION
    others = only(statements, "ararat-mirzoyan")
    assert set(others.holders) == {"ararat-mirzoyan", "jeyhun-bayramov"}
    assert others.rendering is Rendering.JOINT


def test_what_an_unknown_speaker_says_is_nobodys(either):
    text = "Pashinyan arrived in Tatev. Vardan Hovsepov said that the road must be opened."
    assert either(text) == ()


def test_pronoun_behind_an_unknown_speaker_is_not_the_last_known_one(told):
    text = (
        "Pashinyan said that the road must be opened. Hovsepov, an analyst, disagreed. "
        "He said that the treaty was dead."
    )
    assert [item.holders for item in told(text)] == [("nikol-pashinyan",)]


def test_somebody_named_with_a_post_holds_what_they_say_like_anybody(either):
    text = (
        "Pashinyan said that the road must be opened. Deputy Minister Vardan Hovsepov said that the treaty "
        "was dead. He added that the maps were old."
    )
    assert [item.holders for item in either(text)] == [
        ("nikol-pashinyan",),
        ("vardan-hovsepov",),
        ("vardan-hovsepov",),
    ]


def test_those_who_met_are_both_meant_though_one_is_not_known(either):
    text = (
        "Mirzoyan received Vardan Hovsepov, Special Envoy of the President of France. "
        "The sides discussed the peace treaty."
    )
    assert set(either(text)[-1].holders) == {"ararat-mirzoyan", "vardan-hovsepov"}


def test_ministry_speaks_in_its_own_statement(told):
    text = (
        "Statement of the Ministry of Foreign Affairs of the Republic of Armenia\n\n"
        "Azerbaijan continues to violate the trilateral statement. The road must be opened at once."
    )
    statements = told(text, has_headline=True)
    assert {item.holders for item in statements} == {("mfa-armenia",)}
    assert {item.rendering for item in statements} == {Rendering.READOUT}


def test_questions_of_an_interviewer_are_nobodys(told):
    text = (
        "Interview with Nikol Pashinyan\n\n"
        "Q: Armenia rejects the corridor. Why?\n\n"
        "A: We reject what is not under our jurisdiction."
    )
    (statement,) = told(text, has_headline=True)
    assert statement.holders == ("nikol-pashinyan",)
    assert words(text, statement.content) == "We reject what is not under our jurisdiction."


def test_verdict_without_a_source_is_the_outlets(told):
    text = "The checkpoint was set up in violation of the trilateral statement."
    (statement,) = told(text, outlet="massis-post")
    assert statement.holders == ("massis-post",)
    assert statement.rendering is Rendering.ARTICLE_VOICE
    assert told(text) == ()


@pytest.mark.parametrize("parser", [True, False])
def test_statements_lie_in_the_text_and_come_in_order(told, parser):
    text = (
        "Lavrov met with Mirzoyan in Moscow. “We discussed the treaty,” Lavrov said, adding that Baku is "
        "ready to sign it.\n\n"
        "Mirzoyan, for his part, stressed the need to lift the blockade and said: “It must end.”"
    )
    statements = told(text, parser=parser)
    assert len(statements) >= 4
    assert [item.span for item in statements] == sorted(item.span for item in statements)
    for item in statements:
        assert item.span.end <= len(text)
        assert item.span.start <= item.content.end
        assert 0 < item.confidence <= 1
        assert item.explanation


def test_same_text_gives_the_same_statements(told):
    text = "Lavrov and Mirzoyan said that the sides have agreed to meet; Bayramov denied it."
    assert told(text) == told(text)


def test_support_that_is_voiced_belongs_to_who_voices_it(either):
    text = "Blinken voiced Washington's support for the European mission."
    assert {item.holders for item in either(text)} == {("antony-blinken",)}


def test_clause_behind_a_discussion_is_not_discussed(told):
    text = (
        "Lavrov met with Mirzoyan. The ministers discussed the border, and they made progress on the treaty."
    )
    statement = told(text)[-1]
    assert words(text, statement.content) == "the border"


def test_state_in_brackets_is_not_the_speaker(told):
    text = "Togrul Hasanbeyli (Azerbaijan) rejected the allegations. The road was open, he recalled."
    assert {item.holders for item in told(text)} == {("togrul-hasanbeyli",)}


@pytest.mark.parametrize(
    "text",
    [
        "“The road, said",
        "”””",
        "said said said.",
        "“",
        "Lavrov: ",
        "According to",
        "As Lavrov put it",
        "Lavrov said: “",
        "in his words",
        "Q:\n\nA:",
    ],
)
def test_broken_text_is_no_trouble(either, text):
    for item in either(text):
        assert item.span.end <= len(text)


def test_it_is_the_body_of_the_sentence_before(told):
    text = (
        "The International Court of Justice ordered Azerbaijan to open the road.\n\n"
        "The Armenian Foreign Ministry was quick to react. It stressed that the order is binding."
    )
    assert told(text)[-1].holders == ("mfa-armenia",)


def test_a_meeting_at_a_request_is_no_talk_with_who_asked(told):
    text = "Meeting at the request of Armenia, the Security Council discussed the blockade of the road."
    assert {holder for item in told(text) for holder in item.holders} == {"united-nations-security-council"}


def test_what_was_denied_stands_before_which(told):
    text = "Yerevan claims that the road is closed, which Baku denies."
    denied = only(told(text), "azerbaijan")
    assert words(text, denied.content) == "Yerevan claims that the road is closed"
    claimed = only(told(text), "armenia")
    assert words(text, claimed.content) == "the road is closed"


def test_a_joint_document_is_joint_speech(either):
    text = (
        "Joint Statement of Sergey Lavrov and Ararat Mirzoyan\n\n"
        "The Ministers welcomed the talks. Questions of trade were considered as well."
    )
    assert {item.rendering for item in either(text, has_headline=True)} == {Rendering.JOINT}


def test_a_report_under_such_a_headline_is_no_speech(either):
    text = (
        "Speech by Ararat Mirzoyan in parliament\n\n"
        "The minister said that the corridor was closed. He added that the talks would go on.\n\n"
        "Aliyev rejected the claims."
    )
    held = {item.holders for item in either(text, has_headline=True, outlet="mfa-armenia")}
    assert ("ilham-aliyev",) in held


def test_headline_of_a_side_that_speaks_below_tells_nothing_new(either):
    text = "Yerevan blames Baku\n\nPashinyan accused Azerbaijan of violating the statement."
    assert {item.holders for item in either(text, has_headline=True)} == {("nikol-pashinyan",)}


def test_what_a_speaker_did_with_a_partner_is_joint_speech_of_the_partner(told):
    text = "Mirzoyan noted that in Almaty he and Jeyhun Bayramov welcomed the progress on delimitation."
    statement = only(told(text), "jeyhun-bayramov")
    assert statement.rendering is Rendering.JOINT
    assert words(text, statement.content) == "the progress on delimitation"


def test_what_two_states_agreed_stays_the_speakers_too(told):
    text = "Pashinyan said that Armenia and Azerbaijan agreed to keep to the declaration."
    statements = told(text)
    other = only(statements, "azerbaijan", by="nikol-pashinyan")
    assert words(text, other.content) == "keep to the declaration"
    own = only(statements, "nikol-pashinyan")
    assert words(text, own.content).startswith("Armenia and Azerbaijan agreed")


def test_talks_before_a_joint_press_conference_are_of_both(told):
    text = (
        "Statement of Minister Jeyhun Bayramov at the joint press conference with Sergey Lavrov\n\n"
        "Ladies and gentlemen, we discussed the normalization with Armenia."
    )
    statements = told(text, has_headline=True, outlet="mfa-azerbaijan")
    assert only(statements, "sergey-lavrov").rendering is Rendering.JOINT
    assert only(statements, "jeyhun-bayramov").rendering is Rendering.DIRECT_QUOTATION


def test_content_of_support_begins_behind_who_listens(told):
    text = "Cavusoglu assured Bayramov of Ankara's full support for the talks."
    assert (
        words(text, only(told(text), "mevlut-cavusoglu").content) == "of Ankara's full support for the talks"
    )


@pytest.mark.parametrize(
    "telling",
    [
        "The foreign ministries of Armenia and Azerbaijan have issued a joint statement.",
        "Armenia and Azerbaijan adopted a joint declaration in Sochi.",
        "A joint statement of Armenia and Azerbaijan was published on Monday.",
    ],
)
def test_a_joint_document_speaks_for_all_who_issued_it(either, telling):
    text = f"{telling} “The road must be opened,” the statement reads."
    assert set(only(either(text), "armenia").holders) == {"armenia", "azerbaijan"}


def test_first_person_without_marks_goes_on_with_whoever_spoke(either):
    text = "The road must be opened, reads the statement of the Armenian MFA.\n\nWe call on Moscow to act."
    statements = either(text)
    assert {item.holders for item in statements if not item.ascribed_by} == {("mfa-armenia",)}
    assert any("Moscow to act" in words(text, item.content) for item in statements)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("“The road must be opened,” reads the statement of the Armenian Foreign Ministry.", "mfa-armenia"),
        ("The road must be opened, says the message of the Russian Foreign Ministry.", "mfa-russia"),
    ],
)
def test_holders_of_documents(either, text, holder):
    assert {item.holders for item in either(text)} == {(holder,)}


def test_an_official_is_no_president(either):
    text = "Putin met Aliyev. The Russian official said that the road must be opened."
    assert not [item for item in either(text) if "vladimir-putin" in item.holders]


def test_they_are_the_states_that_spoke_not_all_who_met(either):
    text = (
        "Pashinyan and Aliyev met Macron and Michel. Armenia and Azerbaijan reaffirmed the Charter. "
        "They confirmed that it would be the basis of the work."
    )
    last = max(either(text), key=lambda item: item.content.start)
    assert set(last.holders) == {"armenia", "azerbaijan"}


@pytest.mark.parametrize("byline", ["Vesti reports", "Vesti.az informs", "the Northern Herald writes"])
def test_a_wire_that_nobody_knows_does_not_hide_who_spoke(either, byline):
    text = f"The claims are groundless, Hajizada told reporters, {byline}. He said the road must be opened."
    assert {item.holders for item in either(text)} == {("aykhan-hajizada",)}
