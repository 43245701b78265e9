"""`export lokus` writes the appendix and the card of the page: from typed options, a scenario or a decision."""

import datetime as dt
import io
from dataclasses import replace

import docx
import pypdf
import pytest

from stunting import cli, letterhead_store
from stunting.ledger import Ledger
from stunting.letterhead import Letterhead
from stunting.lokus import decided_rows, scenario_store
from stunting.lokus.candidates import candidates
from stunting.lokus.choosing import propose
from stunting.lokus.decisions import record_decision
from stunting.lokus.scenario import PRESETS, Scenario
from stunting.paths import Layout
from stunting.releases import open_release
from stunting.routine.district import District, Mode

SCENARIO = Scenario(kabupaten_code="3514", lokus_year=2027, period="bt:2025-08", size=4, rules=PRESETS["usulan"])


@pytest.fixture
def layout(built_layout, tmp_path, monkeypatch):
    """The built release with scenarios, letterheads and a ledger of its own."""
    own = replace(built_layout, additions=tmp_path / "tambahan", ledger=tmp_path / "buku")
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: own))
    monkeypatch.chdir(tmp_path)
    return own


@pytest.fixture
def run(layout, capsys):
    def call(*arguments):
        code = cli.main(["export", "lokus", *(str(argument) for argument in arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def decision(layout):
    """The list of the scenario, written into the ledger."""
    with open_release(layout).database as database:
        district = District(database)
        period = next(one for one in district.periods("3514", mode=Mode.INTERNAL) if one.key == "2025-08")
        found = propose(candidates(district, kabupaten_code="3514", period=period, lokus_year=2027), SCENARIO)
    facts = {"author": "Siti", "role": "Kabid", "reason": "Disepakati <b>rembuk</b>", "release_id": "20260222-x"}
    return record_decision(
        Ledger.open(layout), decided_rows.of_proposal(found, decided_on=dt.date(2026, 3, 12)), **facts
    )


def rows_of(path):
    """The desa in the first table of a Word file, by its own column."""
    table = next(one for one in docx.Document(path).tables if len(one.rows) > 3 and len(one.columns) > 5)
    return [row.cells[2].text for row in table.rows if row.cells[0].text.strip().isdigit()]


def text_of(path):
    return " ".join(
        " ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    )


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_an_appendix_is_written_under_its_own_name(run, tmp_path, kind):
    code, out, err = run("3514", "--size", "3", "--format", kind)

    (file,) = tmp_path.glob(f"*.{kind}")
    assert (code, err) == (0, "")
    assert file.name in out
    assert file.name.startswith("data-contoh-lampiran-sk-lokus-kabupaten-pasuruan")


def test_the_appendix_has_as_many_desa_as_asked_and_its_letterhead(run, layout, tmp_path):
    letterhead_store.save(layout.additions, "3514", Letterhead(signer_name="Siti Aminah"))

    run("Kab. Pasuruan", "--size", "7", "--year", "2028", "--period", "bulan:2025-08", "-o", tmp_path / "a.docx")

    assert len(rows_of(tmp_path / "a.docx")) == 7
    text = "\n".join(one.text for one in docx.Document(tmp_path / "a.docx").paragraphs)
    assert "2028" in text
    assert "Agustus 2025" in text


def test_weights_decide_the_list(run, tmp_path):
    run("3514", "--size", "20", "--weights", "kasus=100", "-o", tmp_path / "a.docx")
    run("3514", "--size", "20", "--weights", "prevalensi=30, layanan=70", "-o", tmp_path / "b.docx")

    assert set(rows_of(tmp_path / "a.docx")) != set(rows_of(tmp_path / "b.docx"))


def test_a_kept_scenario_says_everything(run, layout, tmp_path):
    scenario_store.save(layout.additions, SCENARIO, name="Usulan rapat")

    code, _, err = run("3514", "--scenario", "usulan RAPAT", "-o", tmp_path / "a.docx")

    assert (code, err) == (0, "")
    assert len(rows_of(tmp_path / "a.docx")) == 4


def test_a_scenario_of_a_period_that_is_gone_says_so(run, layout):
    scenario_store.save(layout.additions, replace(SCENARIO, period="bt:2031-08"), name="Nanti")

    code, _, err = run("3514", "--scenario", "Nanti")

    assert code == 1
    assert "'bt:2031-08' tidak dikenal" in err
    assert "tidak memuatnya" in err


def test_a_decision_is_printed_with_its_number_reason_and_release(run, decision, tmp_path):
    code, _, err = run("3514", "--decision", decision.seq, "-o", tmp_path / "a.pdf")

    text = text_of(tmp_path / "a.pdf")
    assert (code, err) == (0, "")
    assert "Keputusan nomor 1 di buku, rembuk 12 Maret 2026, dicatat oleh Siti, Kabid" in text
    assert "Disepakati <b>rembuk</b>" in text
    assert "20260222-x" in text
    assert "DATA CONTOH" in text


def test_the_card_of_one_desa_is_a_pdf(run, tmp_path):
    code, _, err = run("3514", "--card", "Klinter", "-o", tmp_path / "kartu.pdf")

    assert (code, err) == (0, "")
    assert "Desa Klinter" in text_of(tmp_path / "kartu.pdf")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--weights", "xx=3"], "'xx' tidak dikenal. Maksud Anda 'prevalensi'"),
        (["--weights", "kasus=banyak"], "bukan angka 0 sampai 100"),
        (["--period", "bt:1999-01"], "'bt:1999-01' tidak dikenal"),
        (["--size", "9999"], "bilangan 1 sampai 365"),
        (["--scenario", "Tak ada"], "sudah tidak ada"),
        (["--decision", "3"], "Keputusan nomor 3 untuk Kab. Pasuruan tidak ada. Belum ada keputusan"),
        (["--scenario", "a", "--size", "3"], "--scenario tidak dapat digabung dengan --size"),
        (["--scenario", "a", "--decision", "3"], "--scenario tidak dapat digabung dengan --decision"),
        (["--decision", "1", "--card", "Klinter"], "Kartu desa disusun dari skenario"),
        (["--format", "odt"], "'odt' tidak dikenal"),
        (["--card", "Klinter", "--format", "docx"], "'docx' tidak dikenal. Maksud Anda 'pdf'?"),
        (["--format", "pdf", "-o", "a.docx"], "Jenis pdf tidak cocok dengan nama berkas a.docx"),
        (["--card", "1801042001"], "1801042001"),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_no_file(run, tmp_path, options, sentence):
    code, out, err = run("3514", *options)

    assert (code, out) == (1, "")
    assert sentence in err
    assert err.count("\n") == 1
    assert not list(tmp_path.glob("*.*"))


@pytest.mark.parametrize("area", ["351406", "35"])
def test_only_a_kabupaten_has_a_list(run, area):
    code, _, err = run(area)

    assert code == 1
    assert "bukan kabupaten/kota" in err


def test_the_help_is_indonesian(run):
    code, out, _ = run("--help")

    assert code == 0
    assert "Lampiran SK lokus" in out
    assert "Options" not in out
