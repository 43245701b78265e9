"""The kinds of entries that a rembuk leaves in the ledger."""

from __future__ import annotations

from stunting.minutes.records import Commitment, FollowUp, MeetingDecision

MEETING, ATTENDANCE, DECISION, COMMITMENT, FOLLOW_UP = "rembuk", "rembuk_hadir", "rembuk_keputusan", "komitmen", "rtl"
ISSUED = "berita_acara"
KIND_OF: dict[type, str] = {MeetingDecision: DECISION, Commitment: COMMITMENT, FollowUp: FOLLOW_UP}
