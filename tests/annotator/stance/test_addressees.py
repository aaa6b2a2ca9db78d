"""Towards whom positions are directed."""

from __future__ import annotations


def test_an_outsiders_help_with_their_border_is_offered_to_both_parties(towards_of):
    assert towards_of("Moscow is ready to assist in the delimitation of the border.", "sergey-lavrov") == [
        ("armenia", "azerbaijan")
    ]


def test_a_party_offers_no_help_to_itself(towards_of):
    assert towards_of("Armenia is ready to assist in border delimitation.", "ararat-mirzoyan") == [()]


def test_a_proposal_is_directed_at_who_is_named(towards_of):
    text = "Baku has proposed to Yerevan a peace treaty."

    assert towards_of(text, "jeyhun-bayramov") == [("armenia",)]


def test_those_to_whom_it_is_done_are_not_blamed(towards_of):
    text = "He condemned the blockade of the Armenians of Nagorno-Karabakh by Azerbaijan."

    assert towards_of(text, "ararat-mirzoyan") == [("azerbaijan",)]
