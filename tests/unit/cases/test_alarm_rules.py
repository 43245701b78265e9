import datetime as dt

import pytest

from stunting.cases import children, rules
from stunting.errors import UnknownChoiceError
from stunting.paths import ROOT
from tests.case_rows import kept, rules_told, told
from tests.routine_rows import DESA, row
from tests.small import layout_in

OTHER = "3514061002"


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


def listed(child, period, **given):
    """A row of a list that holds the unmeasured children as well."""
    return row(child, None, period=period, is_complete_list=True, **given)


def test_every_rule_has_words_a_basis_and_an_activity():
    assert len(rules.RULES) == 8
    for one in rules.RULES:
        assert one.label and one.explanation.endswith(".") and one.basis.endswith(".") and one.activity
        assert one.params


def test_an_unknown_rule_is_refused_with_the_nearest():
    with pytest.raises(UnknownChoiceError, match="tidak_naik"):
        rules.rule("tidak_naikk")


def test_a_healthy_child_gives_no_alarm(layout):
    assert told(layout, row("a", "2025-07-05", weight_kg=9.7, height_cm=74), row("a")) == []


def test_gizi_buruk_is_strictly_below_minus_three(layout):
    assert rules_told(layout, row("a", whz=-3.0), row("b", whz=-3.01)) == ["gizi_buruk"]


def test_gizi_buruk_says_since_when(layout):
    rows = [
        row("a", f"2025-0{month}-05", whz=whz, weight_kg=10 + month) for month, whz in ((6, -2), (7, -3.1), (8, -3.2))
    ]

    assert told(layout, *rows) == [
        ("gizi_buruk", "Z-skor BB/TB −3,20 pada 5 Agustus 2025, di bawah −3 sejak 5 Juli 2025.")
    ]


def test_a_later_normal_value_ends_gizi_buruk(layout):
    assert rules_told(layout, row("a", "2025-07-05", whz=-3.5, weight_kg=9), row("a", whz=-2.9)) == []


def test_a_flagged_value_is_no_gizi_buruk(layout):
    assert rules_told(layout, row("a", whz=-5.5, is_whz_flagged=True)) == []


def grown(*measures, **given):
    """A child that gains weight, with these heights for age by month."""
    return [
        row("a", day, haz=haz, weight_kg=8 + number, height_cm=70 + number, **given)
        for number, (day, haz) in enumerate(measures)
    ]


def test_a_severely_stunted_child_that_fell_by_half_a_z_is_told(layout):
    found = told(layout, *grown(("2025-04-05", -3.2), ("2025-08-05", -3.7)))

    assert found == [("sangat_pendek_turun", "Z-skor TB/U turun dari −3,20 (5 April 2025) ke −3,70 (5 Agustus 2025).")]


def test_a_smaller_fall_is_noise_of_measuring(layout):
    assert rules_told(layout, *grown(("2025-04-05", -3.2), ("2025-08-05", -3.69))) == []


def test_visits_less_than_eight_weeks_apart_are_not_compared(layout):
    assert rules_told(layout, *grown(("2025-06-12", -3.1), ("2025-08-05", -3.9))) == []


def test_visits_more_than_half_a_year_apart_are_not_compared(layout):
    assert rules_told(layout, *grown(("2024-12-05", -3.1), ("2025-08-05", -3.9))) == []


def test_a_child_above_minus_three_that_fell_is_not_told(layout):
    assert rules_told(layout, *grown(("2025-04-05", -2.0), ("2025-08-05", -3.0))) == []


def test_newly_severely_stunted_names_both_measurements(layout):
    assert told(layout, *grown(("2025-07-05", -2.9), ("2025-08-05", -3.1))) == [
        (
            "baru_sangat_pendek",
            "Z-skor TB/U −3,10 pada 5 Agustus 2025; terakhir belum sangat pendek −2,90 (5 Juli 2025).",
        )
    ]


def test_a_child_never_measured_before_is_not_newly_severely_stunted(layout):
    assert rules_told(layout, row("a", haz=-3.5)) == []


def test_severely_stunted_for_more_than_three_months_is_not_new(layout):
    measures = [("2025-03-05", -2.9), ("2025-05-04", -3.1), ("2025-08-05", -3.1)]

    assert rules_told(layout, *grown(*measures)) == []


def test_two_written_marks_t_in_a_row(layout):
    marks = [("2025-06-05", "N", 9.8), ("2025-07-05", "T", 9.8), ("2025-08-05", "T", 9.9)]
    rows = [row("a", day, weight_gain=mark, weight_kg=weight) for day, mark, weight in marks]

    assert told(layout, *rows) == [
        (
            "tidak_naik",
            "Tanda T 2 kali berturut-turut, naiknya kurang: dari 9,8 kg (5 Juni 2025) menjadi 9,9 kg (5 Agustus 2025).",
        )
    ]


def test_without_marks_the_weights_tell(layout):
    rows = [row("a", f"2025-0{month}-05", weight_kg=weight) for month, weight in ((6, 9.5), (7, 9.5), (8, 9.4))]

    assert told(layout, *rows) == [
        (
            "tidak_naik",
            "Tidak naik 2 kali berturut-turut: dari 9,5 kg (5 Juni 2025) menjadi 9,4 kg (5 Agustus 2025).",
        )
    ]


@pytest.mark.parametrize(
    "weights",
    [
        {"2025-07-05": 9.5, "2025-08-05": 9.5},
        {"2025-06-05": 9.5, "2025-07-05": 9.4, "2025-08-05": 9.5},
        {"2024-06-05": 9.5, "2025-07-05": 9.4, "2025-08-05": 9.3},
        {"2025-06-05": 9.5, "2025-08-01": 9.4, "2025-08-05": 9.4},
    ],
    ids=["once", "gained last", "a year between", "weighed twice in a week"],
)
def test_once_without_gain_is_no_alarm(layout, weights):
    assert rules_told(layout, *[row("a", day, weight_kg=kg) for day, kg in weights.items()]) == []


def test_not_weighed_for_more_than_62_days(layout):
    as_of = dt.date(2025, 8, 5)
    days = {62: "b", 63: "c"}
    rows = [row(child, (as_of - dt.timedelta(days=ago)).isoformat()) for ago, child in days.items()]

    assert told(layout, row("a"), *rows) == [
        (
            "tidak_ditimbang",
            "Tidak tercatat bulan terbaru; terakhir ditimbang 3 Juni 2025, 63 hari sebelum data terbaru.",
        )
    ]


def test_listed_and_never_weighed(layout):
    rows = [row("b", None, period=202505), row("b", None, period=202508)]

    assert told(layout, row("a"), *rows) == [
        ("tidak_ditimbang", "Masih terdaftar; belum pernah ditimbang sejak tercatat Mei 2025 (66 hari).")
    ]


def test_who_was_seen_a_year_ago_is_told_no_more(layout):
    assert rules_told(layout, row("a"), row("b", "2024-08-04")) == []


def test_a_puskesmas_without_newer_lists_gives_no_alarm(layout):
    assert rules_told(layout, row("a", puskesmas_id="p1"), row("b", "2025-05-05", puskesmas_id="p2")) == []


def test_absent_from_a_complete_list_is_told_once(layout):
    rows = [row("a"), listed("c", 202508), row("b", "2025-05-05")]

    assert told(layout, *rows) == [("pindah", "Tidak ada di daftar Agustus 2025; terakhir tercatat Mei 2025.")]


def test_listed_in_another_desa_is_told_with_its_day(layout):
    kept(layout, row("a", "2025-06-05", weight_kg=9, desa_code=OTHER), row("a", "2025-07-05", weight_kg=9.5), row("a"))

    (found,) = children.alarms_in(layout, "3514").to_dict("records")

    assert (found["rule"], found["since"], found["desa_code"]) == ("pindah", dt.date(2025, 7, 5), DESA)
    assert found["detail"] == "Tercatat di sini sejak 5 Juli 2025; sebelumnya di desa/kelurahan lain."


def test_moved_long_ago_is_told_no_more(layout):
    days = ["2025-01-05", "2025-02-05", "2025-03-05", "2025-06-05", "2025-08-05"]
    rows = [row("a", day, weight_kg=8 + n, desa_code=OTHER if n == 0 else DESA) for n, day in enumerate(days)]

    assert rules_told(layout, *rows) == []


def test_height_that_fell_by_more_than_a_centimetre_is_a_matter_of_data(layout):
    rows = [row("a", "2025-07-05", weight_kg=9, height_cm=76.1), row("a", height_cm=75.0)]

    assert told(layout, *rows) == [
        ("tinggi_turun", "Tinggi 75,0 cm pada 5 Agustus 2025; sebelumnya 76,1 cm (5 Juli 2025).")
    ]


@pytest.mark.parametrize(
    ("before", "now"),
    [((76.0, "l"), (75.0, "l")), ((76.7, "l"), (75.0, "h"))],
    ids=["a centimetre", "lying before, standing now"],
)
def test_a_centimetre_and_another_position_are_no_loss_of_height(layout, before, now):
    rows = [
        row("a", day, weight_kg=weight, height_cm=height, posture=posture)
        for day, weight, (height, posture) in (("2025-07-05", 9, before), ("2025-08-05", 10, now))
    ]

    assert rules_told(layout, *rows) == []


def test_who_turned_five_since_has_no_alarm(layout):
    rows = [row("b", "2025-05-05", age_days=1800, whz=-3.5), row("b", None, age_days=1900, period=202508)]

    assert rules_told(layout, row("a"), *rows) == []


def test_a_foster_child_is_told_on_the_46th_day(layout):
    kept(layout, row("a"))
    (key,) = children.children_in(layout, DESA)["key"]

    days = [dt.date(2025, 9, 19), dt.date(2025, 9, 20)]
    found = [
        children.alarms_in(layout, DESA, ["asuh_tanpa_ukur"], placed={key: dt.date(2025, 1, 1)}, today=day)
        for day in days
    ]

    assert [one["detail"].tolist() for one in found] == [[], ["Terakhir diukur 5 Agustus 2025, 46 hari lalu."]]


def test_alarms_come_most_urgent_first_and_can_be_narrowed(layout):
    kept(layout, row("a", "2025-05-05"), row("b", "2025-06-05", weight_kg=11), row("b", whz=-3.5))

    assert children.alarms_in(layout, "351406")["rule"].tolist() == ["gizi_buruk", "tidak_ditimbang"]
    assert children.alarms_in(layout, "3514", ["tidak_ditimbang"])["rule"].tolist() == ["tidak_ditimbang"]
    assert children.alarms_in(layout, "3514-kejayan")["rule"].tolist() == ["gizi_buruk", "tidak_ditimbang"]
    assert children.alarms_in(layout, "351407").empty


def test_counts_tell_each_child_once_whatever_its_rules(layout):
    kept(layout, row("b", "2025-06-05", weight_kg=9, height_cm=78), row("b", whz=-3.5), row("c", whz=-3.5))

    found = children.alarm_counts(layout, "desa", "3514")

    assert found.to_numpy().tolist() == [[DESA, "", 2], [DESA, "gizi_buruk", 2], [DESA, "tinggi_turun", 1]]


def test_the_documentation_names_every_rule_and_threshold():
    table = (ROOT / "docs" / "cases.md").read_text(encoding="utf-8")

    for one in rules.RULES:
        (line,) = [text for text in table.splitlines() if text.startswith(f"| `{one.key}` |")]
        days = [str(value) for name, value in one.params.items() if name.endswith("_days") and name != "gone_days"]
        assert all(day in line for day in days), one.key
