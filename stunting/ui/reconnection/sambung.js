// A server that was started again does not know the parts of an open page. When the connection is back the page is run
// once as a whole, as with Streamlit's own key for it; what stands half typed in the boxes stays. Where something runs
// already that is left out: a second run would stop the first one, and what was pressed in it.

const CONNECTION = "data-test-connection-state";
const RUN = "data-test-script-state";
const RUNS = ["running", "rerunRequested"];

export default function () {
  if (window.stuntingReconnection) return;
  const app = document.querySelector(`[${CONNECTION}]`);
  if (!app) return;
  window.stuntingReconnection = true;
  let was = app.getAttribute(CONNECTION);
  let waiting = 0;
  new MutationObserver(() => {
    const now = app.getAttribute(CONNECTION);
    if (now === "CONNECTED" && was !== now) waiting = setTimeout(rerun, 150);
    if (RUNS.includes(app.getAttribute(RUN))) clearTimeout(waiting);
    was = now;
  }).observe(app, { attributes: true, attributeFilter: [CONNECTION, RUN] });
}

function rerun() {
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "r", code: "KeyR", keyCode: 82, which: 82, bubbles: true }));
}
