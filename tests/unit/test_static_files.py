"""Published files: one content, one name, never half a file."""

import dataclasses
import gzip
import multiprocessing
import re

import pytest

from stunting.errors import StuntingError
from stunting.paths import Layout
from stunting.ui import static_files

SCRIPT = b"export default () => {};\n"


@pytest.fixture
def layout(tmp_path):
    return dataclasses.replace(Layout.default(), published=tmp_path / "static")


def test_the_address_is_relative_and_carries_twelve_digits_of_the_content(layout):
    url = static_files.publish("peta.js", SCRIPT, layout=layout)

    assert re.fullmatch(r"app/static/peta-[0-9a-f]{12}\.js", url)
    assert (layout.published / url.removeprefix("app/static/")).read_bytes() == SCRIPT


def test_the_twin_unpacks_to_the_file(layout):
    url = static_files.publish("peta.js", SCRIPT, layout=layout)

    twin = layout.published / (url.removeprefix("app/static/") + ".gz")
    assert gzip.decompress(twin.read_bytes()) == SCRIPT


def test_a_compressed_payload_has_the_name_of_its_content_and_is_kept_as_twin(layout):
    packed = gzip.compress(SCRIPT, compresslevel=1)

    url = static_files.publish("peta.js", packed, layout=layout)

    assert (layout.published / (url.removeprefix("app/static/") + ".gz")).read_bytes() == packed
    assert url == static_files.publish("peta.js", SCRIPT, layout=layout)


def test_other_content_gets_another_name(layout):
    assert static_files.publish("a.js", b"1", layout=layout) != static_files.publish("a.js", b"2", layout=layout)


def test_publishing_again_does_not_touch_the_file(layout):
    url = static_files.publish("a.json", b"{}", layout=layout)
    path = layout.published / url.removeprefix("app/static/")
    before = path.stat()

    static_files.publish("a.json", b"{}", layout=layout)

    assert path.stat() == before


def test_a_cut_off_file_and_a_cut_off_twin_are_written_again(layout):
    url = static_files.publish("a.js", SCRIPT, layout=layout)
    path = layout.published / url.removeprefix("app/static/")
    twin = static_files.twin_of(path)
    path.write_bytes(SCRIPT[:5])
    twin.write_bytes(twin.read_bytes()[:12])

    static_files.publish("a.js", SCRIPT, layout=layout)

    assert path.read_bytes() == SCRIPT
    assert gzip.decompress(twin.read_bytes()) == SCRIPT


def publish_often(layout, payload):
    for _ in range(40):
        static_files.publish("besar.json", payload, layout=layout)


def test_two_processes_publishing_at_once_leave_one_whole_file(layout):
    payload = b'"' + b"abcdefgh" * 40_000 + b'"'
    start = multiprocessing.get_context("spawn")
    workers = [start.Process(target=publish_often, args=(layout, payload)) for _ in range(2)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [worker.exitcode for worker in workers] == [0, 0]
    files = sorted(layout.published.iterdir())
    assert [path.suffix for path in files] == [".json", ".gz"]
    assert files[0].read_bytes() == payload


def test_a_path_is_not_a_name(layout):
    with pytest.raises(ValueError, match="file name"):
        static_files.publish("../a.js", SCRIPT, layout=layout)


def test_a_folder_that_cannot_be_written_is_named_in_the_refusal(layout):
    layout.published.write_bytes(b"a file where the folder should be")

    with pytest.raises(StuntingError, match="tidak dapat ditulis"):
        static_files.publish("a.js", SCRIPT, layout=layout)


def test_the_loader_imports_the_published_module(layout, tmp_path):
    script = tmp_path / "modul.js"
    script.write_bytes(SCRIPT)

    text = static_files.loader(script, layout=layout)

    assert "import(new URL(" in text
    assert static_files.script_url(script, layout=layout) in text


def test_the_loader_has_several_lines_because_streamlit_takes_one_line_with_a_slash_for_a_path(layout, tmp_path):
    script = tmp_path / "modul.js"
    script.write_bytes(SCRIPT)

    assert static_files.loader(script, layout=layout).strip().count("\n") >= 1


def test_where_nothing_can_be_published_the_module_is_sent_inline(layout, tmp_path):
    layout.published.write_bytes(b"a file where the folder should be")
    script = tmp_path / "modul.js"
    script.write_bytes(SCRIPT)

    assert static_files.loader(script, layout=layout) == SCRIPT.decode()


def test_a_published_file_that_was_deleted_is_noticed(layout):
    address = static_files.publish("batas.json", b"{}", layout=layout)
    assert static_files.is_there(address, layout=layout)

    (layout.published / address.removeprefix(static_files.PREFIX)).unlink()

    assert not static_files.is_there(address, layout=layout)
