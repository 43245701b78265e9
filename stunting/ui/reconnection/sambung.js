// A server that was started again does not know the parts of an open page: what is pressed in them would be refused
// without a word. When the connection is back the page is run once as a whole, as with Streamlit's own key for it; what
// stands half typed in the boxes stays.

const STATE = "data-test-connection-state";

export default function () {
  if (window.stuntingReconnection) return;
  const app = document.querySelector(`[${STATE}]`);
  if (!app) return;
  window.stuntingReconnection = true;
  let was = app.getAttribute(STATE);
  new MutationObserver(() => {
    const now = app.getAttribute(STATE);
    if (now === "CONNECTED" && was !== now) setTimeout(rerun, 150);
    was = now;
  }).observe(app, { attributes: true, attributeFilter: [STATE] });
}

function rerun() {
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "r", code: "KeyR", keyCode: 82, which: 82, bubbles: true }));
}
