// The keyboard of the tab Catat: Alt+1 to Alt+5 open a section, and after a save the first box of the form has the focus.
// Streamlit calls the default export again with every value.

const BOX = "input:not([type=hidden]):not([disabled]), textarea:not([disabled])";

export default function ({ data }) {
  const state = (window.stuntingRecord ??= { token: "", wants: false, listens: false });
  state.target = data.target;
  if (!state.listens) {
    state.listens = true;
    document.addEventListener("keydown", (event) => open(event, state));
  }
  const isNew = state.token !== data.token;
  const isFirst = state.token === "";
  state.token = data.token;
  if (isNew && (!isFirst || state.wants)) focusSoon(state);
}

function open(event, state) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const number = /^Digit([1-5])$/.exec(event.code)?.[1];
  const buttons = document.querySelectorAll(".st-key-catat-bagian button");
  const button = number && buttons[Number(number) - 1];
  if (!button) return;
  event.preventDefault();
  state.wants = true;
  button.click();
  // The open section again: there is no new value to wait for.
  focusSoon(state);
}

// The form arrives after the value; its boxes are there some frames later.
function focusSoon(state) {
  state.wants = false;
  let tries = 0;
  const attempt = () => {
    const box = document.querySelector(`${state.target} :is(${BOX})`);
    if (box && !document.querySelector('[data-test-script-state="running"]')) {
      box.focus({ preventScroll: false });
      return;
    }
    if (++tries < 40) setTimeout(attempt, 50);
  };
  setTimeout(attempt, 60);
}
