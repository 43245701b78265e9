"""The counts of a country as a release: copied beside the additions, built and checked like every other release."""

from __future__ import annotations

from pathlib import Path

from stunting.build import checks, country
from stunting.build.release import BuiltRelease, Progress, build_locked
from stunting.errors import ImportRefusedError
from stunting.imports.commit import locked
from stunting.imports.state import read_state
from stunting.nation import results
from stunting.paths import Layout


def from_aggregates(
    layout: Layout,
    source: Path | None,
    *,
    progress: Progress | None = None,
    geometry: bool = True,
    expected: checks.Expectations = checks.PUBLISHED,
) -> BuiltRelease:
    """Publish a release with the counts in `source`, or without any for None.

    Kabupaten with imports of their own keep being counted from those; the sample series stands nowhere the counts do.

    Raises:
        ImportRefusedError: it is no result of `aggregate`, or was changed since.
        BuildError: a check fails. As with every other error, counts and release stay what they were.
        BusyReleaseError: another process is writing.
    """
    with locked(layout):
        before = country.active(layout)
        after = None
        if source is not None:
            found = results.read_manifest(source)
            if results.content_sha256(source) != found.content_sha256:
                raise ImportRefusedError(
                    f"Isi folder {source} bukan lagi yang dihitung: jejaknya berbeda dari {results.MANIFEST}. Jalankan "
                    "lagi `python -m stunting aggregate` ke folder baru."
                )
            after = country.adopt(layout, source, found)
        country.use(layout, after)
        try:
            built = build_locked(layout, read_state(layout), progress=progress, geometry=geometry, expected=expected)
        except BaseException:
            country.use(layout, before)
            raise
        finally:
            country.sweep(layout)
    return built
