import numpy as np
import pandas as pd

from stunting.sample import names


def test_a_nik_has_the_digits_of_a_kecamatan_that_no_kabupaten_has(register):
    codes = register.frame.loc[register.frame["level"] == "kecamatan", "code"]

    assert not codes.str.endswith(names.NO_KECAMATAN).any()
    assert names.niks("3514", np.array(["2023-05-09"], "datetime64[D]"), np.array(["m"]))[0] == "3514990905239001"


def test_the_day_in_the_nik_of_a_girl_is_40_higher():
    day = np.array(["2023-05-09"], "datetime64[D]")

    assert names.niks("3514", day, np.array(["f"]))[0][6:12] == "490523"


def test_every_child_of_a_large_sample_has_a_nik_of_its_own():
    days = np.repeat(np.array(["2023-05-09", "2023-05-10"], "datetime64[D]"), 4000)

    made = pd.Series(names.niks("3514", days, np.full(8000, "m")))

    assert made.is_unique
    assert set(made.str.len()) == {16}


def test_names_are_capitals_without_signs():
    made = names.child_names(np.random.default_rng(1), 500)

    assert all(name.replace(" ", "").isalpha() and name.isupper() for name in made)
