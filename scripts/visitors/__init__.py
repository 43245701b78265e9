"""Visitors without a browser, for whoever measures: they speak Streamlit's own messages over the websocket."""
