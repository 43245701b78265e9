"""What a page shows is waited for as long as a machine needs that does three things at once; what never comes fails."""

from playwright.sync_api import expect

expect.set_options(timeout=30_000)
