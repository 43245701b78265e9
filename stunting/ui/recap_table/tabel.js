// A table of figures: sorted by its headings, and every number can be opened. No dependency, no request of its own.
// Streamlit calls the default export again with every value, and the function it returns once, at the end.
// Texts arrive written. A press on a heading sorts at once by what is written, and tells the server, whose link and
// files have the same order from then on.

const STYLE = `
:host, .frame { --ink: var(--st-text-color, #17212b); --paper: var(--st-background-color, #fff);
  --accent: var(--st-primary-color, #1f6299); --muted: #55626f; --faint: #c9d1d9; --line: #e6eaee; --zebra: #f6f8fa;
  --bar: #c4dcec; font-family: var(--st-font, "Source Sans", Arial, sans-serif); color: var(--ink); }
.frame { overflow: auto; max-height: max(340px, calc(100vh - var(--around, 330px))); border-bottom: 1px solid var(--faint);
  outline-offset: -2px; overscroll-behavior-x: contain; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .95rem; line-height: 1.25;
  font-variant-numeric: tabular-nums; }
th, td { padding: .34rem .55rem; text-align: right; white-space: nowrap; }
thead th { position: sticky; top: 0; z-index: 2; background: var(--paper); border-bottom: 2px solid var(--faint);
  vertical-align: bottom; padding: 0; }
thead button { all: unset; box-sizing: border-box; width: 100%; padding: .3rem .55rem; cursor: pointer; color: var(--muted);
  font-weight: 600; font-size: .84rem; line-height: 1.15; white-space: normal; }
thead span { display: block; padding: .3rem .55rem; color: var(--muted); font-weight: 600; font-size: .84rem;
  line-height: 1.15; white-space: normal; }
thead button:hover { color: var(--ink); background: var(--zebra); }
thead button i { font-style: normal; color: var(--accent); padding-left: .2rem; }
thead [aria-sort] button { color: var(--ink); }
.left { text-align: left; }
tbody th, tfoot th { position: sticky; left: 0; z-index: 1; text-align: left; font-weight: 500; background: var(--paper);
  min-width: 9.5rem; max-width: 15rem; white-space: normal; }
thead th:first-child { left: 0; z-index: 3; }
tbody tr:nth-child(even) > * { background: var(--zebra); }
tfoot > tr > * { position: sticky; bottom: 0; z-index: 2; background: #eaf0f5; font-weight: 650;
  border-top: 2px solid var(--faint); }
tfoot th { z-index: 3; }
td.open { cursor: pointer; }
td.open:hover { text-decoration: underline; text-decoration-color: var(--accent); text-underline-offset: 3px; }
td:focus-visible, .frame:focus-visible, thead button:focus-visible { outline: 3px solid var(--accent); outline-offset: -3px; }
td.none, td.hidden { color: var(--muted); }
td.low { font-weight: 600; }
td.note { text-align: left; color: var(--muted); font-size: .88rem; white-space: normal; min-width: 8rem; }
td.place { text-align: left; color: var(--muted); }
td.change { text-align: left; }
td.change small { color: var(--muted); font-size: .84rem; }
.value { display: grid; grid-template-columns: minmax(3rem, 1fr) 2.9rem; align-items: center; gap: .4rem; min-width: 7rem; }
.value i[hidden] { visibility: hidden; }
.value span { text-align: right; }
.value i { display: block; height: .7rem; background: var(--bar); border-right: 2px solid #4d95c4; min-width: 2px;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.value i.hatched { background: repeating-linear-gradient(135deg, var(--bar) 0 3px, var(--paper) 3px 6px);
  outline: 1px solid #94c3df; outline-offset: -1px; }
tr.marked > * { box-shadow: inset 0 2px var(--accent), inset 0 -2px var(--accent); }
tr.marked th::before { content: "▸ "; color: var(--accent); }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 640px) {
  .frame { max-height: none; }
  tbody th, tfoot th { min-width: 6.6rem; max-width: 7.6rem; }
  th, td { padding: .4rem .45rem; }
  .value { grid-template-columns: 2.2rem 2.9rem; min-width: 5rem; }
}
@media print {
  .frame { max-height: none; overflow: visible; border: 0; }
  table { font-size: 8.5pt; }
  thead button, thead span, td.note, td.change small { font-size: 7.5pt; }
  th, td, thead button, thead span { padding: .12rem .3rem; }
  thead th, tbody th, tfoot > tr > *, tfoot th { position: static; }
  tfoot { display: table-row-group; }
  tr { break-inside: avoid; }
  tbody th { min-width: 0; }
  .value { min-width: 0; grid-template-columns: minmax(1.5rem, 1fr) 2.2rem; }
}
`;

const LEFT = new Set(["nama", "tempat", "ubah", "ket"]);
const CLASSES = { tempat: "place", ubah: "change", ket: "note" };
const TEXTS = new Set(["nama", "tempat"]);

export default async function ({ data, parentElement, setTriggerValue }) {
  const state = (parentElement.recap ??= { signature: "", turn: 0 });
  state.send = setTriggerValue;
  const turn = ++state.turn;
  const signature = await unpacked(data);
  // Another value may have come while this one was unpacked.
  if (turn !== state.turn || signature === state.signature) return;
  state.signature = signature;
  state.data = JSON.parse(signature);
  state.frame ? refill(state) : build(parentElement, state);
}

async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

function build(parentElement, state) {
  const style = document.createElement("style");
  style.textContent = STYLE;
  state.frame = element("div", { className: "frame", tabIndex: 0, role: "region" });
  state.frame.addEventListener("click", (event) => pressed(event, state));
  state.frame.addEventListener("keydown", (event) => typed(event, state));
  parentElement.replaceChildren(style, state.frame);
  refill(state);
}

// The place in the table stays when only its numbers change.
function refill(state) {
  const { frame, data } = state;
  const root = frame.getRootNode();
  const focused = root.activeElement?.dataset?.at;
  const { scrollLeft, scrollTop } = frame;
  frame.style.setProperty("--around", `${data.around}px`);
  frame.setAttribute("aria-label", data.caption);
  const table = element("table", {});
  table.append(element("caption", { textContent: data.caption }), head(data), body(data), foot(data));
  frame.replaceChildren(table);
  const isSameOrder = state.order === data.order;
  state.order = data.order;
  frame.scrollLeft = scrollLeft;
  frame.scrollTop = isSameOrder ? scrollTop : 0;
  if (focused) frame.querySelector(`[data-at="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  const first = frame.querySelector("td.open");
  if (first && !frame.querySelector('td[tabindex="0"]')) first.tabIndex = 0;
}

function head(data) {
  const row = element("tr", {});
  for (const column of data.columns) {
    const cell = element("th", { scope: "col", className: LEFT.has(column.kind) ? "left" : "" });
    if (column.sortable) {
      const isSorted = data.order.replace("-", "") === column.key;
      const isDown = data.order.startsWith("-");
      const button = element("button", { type: "button", textContent: column.text, title: data.texts.sort });
      button.dataset.at = `urut-${column.key}`;
      button.dataset.order = nextOrder(column, isSorted, isDown);
      if (isSorted) {
        cell.setAttribute("aria-sort", isDown ? "descending" : "ascending");
        button.append(element("i", { textContent: isDown ? "▼" : "▲", ariaHidden: "true" }));
      }
      cell.append(button);
    } else cell.append(element("span", { textContent: column.text }));
    row.append(cell);
  }
  const group = element("thead", {});
  group.append(row);
  return group;
}

// Names begin with A, numbers with the largest; the third press goes back to the order of the codes.
function nextOrder(column, isSorted, isDown) {
  const first = TEXTS.has(column.kind) ? column.key : `-${column.key}`;
  const second = TEXTS.has(column.kind) ? `-${column.key}` : column.key;
  if (!isSorted) return first;
  return (first.startsWith("-") === isDown) ? second : "";
}

// Rows without a value stay at the end, equal ones in the order of their codes.
function sorted(data, order) {
  const rows = [...data.rows].sort((one, other) => one.at - other.at);
  const place = data.columns.findIndex((column) => column.key === order.replace("-", ""));
  if (place < 0) return rows;
  const isText = TEXTS.has(data.columns[place].kind);
  const direction = order.startsWith("-") ? -1 : 1;
  const values = new Map(rows.map((row) => [row, isText ? row.cells[place] : number(row.cells[place])]));
  return rows.sort((one, other) => {
    const [a, b] = [values.get(one), values.get(other)];
    if (a === b) return 0;
    if (a === null || b === null) return a === null ? 1 : -1;
    return direction * (a < b ? -1 : 1);
  });
}

// "▽ 1.072,3" -> 1072.3, "▼ turun −3,2 (...)" -> -3.2, "–" -> null
function number(text) {
  const found = /([−]?)(\d[\d.]*)(?:,(\d+))?/.exec(text);
  if (!found) return null;
  const size = Number(`${found[2].replaceAll(".", "")}.${found[3] ?? 0}`);
  return found[1] ? -size : size;
}

function body(data) {
  const group = element("tbody", {});
  data.rows.forEach((row, at) => group.append(line(data, row, at)));
  return group;
}

function foot(data) {
  const group = element("tfoot", {});
  group.append(line(data, data.total, "jumlah"));
  return group;
}

function line(data, row, at) {
  const tr = element("tr", { className: row.code === data.marked ? "marked" : "" });
  row.cells.forEach((text, place) => {
    const column = data.columns[place];
    if (column.kind === "nama") tr.append(element("th", { scope: "row", textContent: text }));
    else tr.append(figure(data, row, column, text, `${at}-${place}`));
  });
  return tr;
}

function figure(data, row, column, text, at) {
  const td = element("td", { className: CLASSES[column.kind] ?? "" });
  if (column.kind === "persen" && row.bar !== null) {
    const value = element("div", { className: "value" });
    const bar = element("i", { className: row.low ? "hatched" : "", ariaHidden: "true", hidden: row.bar === 0 });
    bar.style.width = `${row.bar}%`;
    value.append(bar, element("span", { textContent: text }));
    td.append(value);
  } else if (column.kind === "ubah" && text.includes("(")) {
    const [said, span] = text.split(" (");
    td.append(`${said} `, element("small", { textContent: `(${span}` }));
  } else td.textContent = text;
  if (text === data.unknown) td.classList.add("none");
  if (text === data.hidden) {
    td.classList.add("hidden");
    td.setAttribute("aria-label", data.texts.hidden);
  }
  if (column.kind === "cakupan" && row.low) td.classList.add("low");
  if (column.kind !== "ket" && column.kind !== "tempat" && row.opens && text !== data.unknown) {
    td.classList.add("open");
    td.tabIndex = -1;
    td.dataset.at = at;
    td.dataset.code = row.code;
    td.setAttribute("aria-haspopup", "dialog");
    td.title = text === data.hidden ? data.texts.hidden_in_public : data.texts.origin;
  }
  return td;
}

function pressed(event, state) {
  const button = event.target.closest("button[data-at]");
  if (button) {
    const order = button.dataset.order;
    state.data = { ...state.data, order, rows: sorted(state.data, order) };
    refill(state);
    state.send("order", order || "kode");
    return;
  }
  const cell = event.target.closest("td.open");
  if (cell) {
    move(state, cell);
    state.send("open", cell.dataset.code);
  }
}

// One stop for the keyboard; inside, the arrows lead from number to number.
function typed(event, state) {
  const cell = event.target.closest("td.open");
  if (!cell) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    state.send("open", cell.dataset.code);
    return;
  }
  const row = cell.parentElement;
  const rows = [...state.frame.querySelectorAll("tbody tr, tfoot tr")];
  const place = [...row.children].indexOf(cell);
  const steps = { ArrowLeft: -1, ArrowRight: 1 };
  const lines = { ArrowUp: -1, ArrowDown: 1 };
  let target = null;
  if (event.key in steps) {
    const open = [...row.querySelectorAll("td.open")];
    target = open[open.indexOf(cell) + steps[event.key]];
  } else if (event.key in lines) {
    let next = rows.indexOf(row) + lines[event.key];
    while (rows[next] && !rows[next].children[place]?.classList.contains("open")) next += lines[event.key];
    target = rows[next]?.children[place];
  } else return;
  event.preventDefault();
  if (target) {
    move(state, target);
    target.focus();
  }
}

function move(state, cell) {
  for (const one of state.frame.querySelectorAll('td[tabindex="0"]')) one.tabIndex = -1;
  cell.tabIndex = 0;
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
