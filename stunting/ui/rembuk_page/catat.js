// The keyboard of the tab Catat: Alt+1 to Alt+5 open a section, and after a save the first box of its form has the focus.
// Streamlit calls the default export again with every value; each section sends its own. The screen asks `isHalfTyped`
// before it opens another step in this window.

const SECTIONS = ["kehadiran", "keputusan", "komitmen", "rtl", "rapat"];
const BOX = "input:not([type=hidden]):not([disabled]), textarea:not([disabled])";

export default function ({ data }) {
  const state = (window.stuntingRecord ??= { tokens: {}, touched: new Set(), listens: false, isHalfTyped });
  if (!state.listens) {
    state.listens = true;
    document.addEventListener("keydown", open);
    document.addEventListener("input", note);
  }
  const before = state.tokens[data.section];
  state.tokens[data.section] = data.token;
  // A correction is opened or something was saved; when the page is new nothing moves.
  if (before !== undefined && before !== data.token) focusSoon(data.section);
}

function note(event) {
  if (event.target.closest(".st-key-catat-bagian")) window.stuntingRecord.touched.add(event.target);
}

// A form that was saved is drawn anew with other boxes; those that were typed in and still stand are not saved.
function isHalfTyped() {
  const { touched } = window.stuntingRecord;
  for (const box of touched) if (!box.isConnected) touched.delete(box);
  return [...touched].some((box) => box.value?.trim());
}

function open(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const number = /^Digit([1-5])$/.exec(event.code)?.[1];
  const tab = number && document.querySelectorAll('.st-key-catat-bagian [role="tab"]')[Number(number) - 1];
  if (!tab) return;
  event.preventDefault();
  tab.click();
  focusSoon(SECTIONS[Number(number) - 1]);
}

// The form arrives after the value; its boxes are there some frames later. Not from under a reader who went elsewhere.
function focusSoon(section) {
  let tries = 0;
  const attempt = () => {
    const box = document.querySelector(`.st-key-catat-${section} :is(${BOX})`);
    const isReady = box && box.offsetParent && !document.querySelector('[data-test-script-state="running"]');
    if (isReady) box.focus();
    else if (++tries < 40) setTimeout(attempt, 50);
  };
  setTimeout(attempt, 40);
}
