"""The list of a proposal as it is read: the cut, who stands on both sides, and signs beside the words."""

import pytest

from stunting.lokus.choosing import propose
from stunting.ui.lokus_page.proposal_list import list_html, status_chip
from tests.lokus_desa import random_candidates, scenario_of


@pytest.fixture(scope="module")
def proposal():
    return propose(random_candidates(4), scenario_of(size=6))


def test_the_cut_names_who_leaves_and_who_enters_first(proposal):
    names = dict(zip(proposal.frame["area_code"], proposal.frame["area_name"], strict=True))

    cut = list_html(proposal).split('class="garis"')[1].split("</tr>")[0]

    assert "Batas daftar: 6 desa/kelurahan" in cut
    assert f"pertama keluar: <b>{names[proposal.first_out]}</b>" in cut
    assert f"pertama masuk: <b>{names[proposal.first_in]}</b>" in cut


def test_the_desa_at_the_cut_are_marked_in_their_rows(proposal):
    before, after = list_html(proposal).split('class="garis"')

    assert before.count(">pertama keluar</em>") == after.count(">pertama masuk</em>") == 1


def test_a_status_has_a_sign_and_a_word_and_no_status_is_empty():
    assert "● baru" in status_chip("baru")
    assert status_chip("") == ""
