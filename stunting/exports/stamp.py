"""What every file says about itself, so that it can be understood without the page it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stunting.charts import theme
from stunting.charts.picture import Picture
from stunting.geography import search_form
from stunting.languages import _


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """Title, source and release of one exported figure or table."""

    title: str
    subtitle: str
    source: str
    release_id: str
    is_sample: bool = False
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, picture: Picture, *, release_id: str) -> Stamp:
        """What the files of a chart say about themselves."""
        return cls(
            title=picture.title,
            subtitle=picture.subtitle,
            source=picture.source,
            release_id=release_id,
            is_sample=picture.is_sample,
            notes=picture.notes,
        )

    @property
    def lines(self) -> list[str]:
        """The sentences a file carries, one per line."""
        sample = [_("{watermark} - BUKAN DATA SEBENARNYA", watermark=_(theme.WATERMARK))] if self.is_sample else []
        return [
            *sample,
            self.title,
            self.subtitle,
            self.source,
            *self.notes,
            _("Rilis data: {release_id}", release_id=self.release_id),
        ]

    def file_name(self, extension: str) -> str:
        """A file name that sorts and survives WhatsApp: "prevalensi-stunting-kab-mesuji-2023_<rilis>.csv"."""
        said = f"{theme.WATERMARK} {self.title}" if self.is_sample else self.title
        slug = re.sub(r"[^a-z0-9]+", "-", search_form(said)).strip("-")[:80].rstrip("-")
        return f"{slug}_{self.release_id}.{extension}"
