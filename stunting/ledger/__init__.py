"""The ledger (buku): what was decided, by whom and why; entries are added, never changed, and chained by hashes."""

from stunting.ledger.drafts import Draft as Draft
from stunting.ledger.entries import Entry as Entry
from stunting.ledger.ledger import Ledger as Ledger
from stunting.ledger.verification import Verification as Verification
