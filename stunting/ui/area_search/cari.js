// Search box for areas: an ARIA 1.2 combobox with a list. No dependency, no request of its own.
// Streamlit calls the default export again with every value, and the function it returns once, at the end.

const WAIT_MS = 120; // typing pauses this long before a question is sent
const SLOW_MS = 600; // only then does the list say that it is searching
const LOST_MS = 8000;

const STYLE = `
:host, .box { --ink: var(--st-text-color, #17212b); --paper: var(--st-background-color, #fff);
  --accent: var(--st-primary-color, #1f6299); --line: color-mix(in srgb, var(--ink) 26%, var(--paper));
  --muted: color-mix(in srgb, var(--ink) 74%, var(--paper)); --soft: color-mix(in srgb, var(--ink) 7%, var(--paper));
  --radius: var(--st-base-radius, .5rem);
  font-family: var(--st-font, "Source Sans", Arial, sans-serif); color: var(--ink); }
.box { position: relative; font-size: 1rem; line-height: 1.35; }
.field { display: flex; align-items: center; gap: .5rem; height: 2.75rem; padding: 0 .75rem; box-sizing: border-box;
  background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); transition: border-color .12s; }
.field:hover { border-color: var(--muted); }
.field:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
svg { flex: none; width: 1.1rem; height: 1.1rem; stroke: var(--muted); fill: none; stroke-width: 1.8;
  stroke-linecap: round; }
input { flex: 1; min-width: 0; height: 100%; padding: 0; border: 0; outline: 0; background: none; color: inherit;
  font: inherit; text-overflow: ellipsis; }
input::placeholder { color: var(--muted); opacity: 1; }
kbd { flex: none; padding: 0 .4rem; border: 1px solid var(--line); border-radius: .3rem; color: var(--muted);
  font: inherit; font-size: .8rem; }
.field:focus-within kbd { visibility: hidden; }
@media (hover: none) { kbd { display: none; } }
.popup { position: fixed; inset: auto; margin: 0; padding: .25rem 0; border: 1px solid var(--line);
  border-radius: var(--radius); background: var(--paper); color: inherit; overflow-y: auto; overscroll-behavior: contain;
  box-sizing: border-box; box-shadow: 0 6px 24px rgb(23 33 43 / .14); z-index: 1000; }
.popup:not(:popover-open):not(.open) { display: none; }
ul { list-style: none; margin: 0; padding: 0; transition: opacity .12s; }
.waiting ul { opacity: .55; }
li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; align-items: baseline; min-height: 2.75rem;
  align-content: center; padding: .3rem .75rem; box-sizing: border-box; cursor: pointer; scroll-margin: .25rem; }
li[aria-selected=true] { background: var(--soft); box-shadow: inset 3px 0 var(--accent); }
.name { overflow-wrap: anywhere; }
.name b { font-weight: 600; }
.tag { padding: 0 .45rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--muted); font-size: .78rem; }
.place { grid-column: 1 / -1; color: var(--muted); font-size: .875rem; overflow-wrap: anywhere; }
.note { margin: 0; padding: .45rem .75rem; color: var(--muted); font-size: .875rem; }
.note:empty { display: none; }
.foot { position: sticky; bottom: -.25rem; background: var(--paper); border-top: 1px solid var(--soft); }
.status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

const SHELL = `
<div class="box">
  <div class="field">
    <svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5.5"/><path d="m13 13 4.5 4.5"/></svg>
    <input type="text" role="combobox" aria-autocomplete="list" aria-expanded="false"
      aria-controls="hits" aria-keyshortcuts="/" autocomplete="off" autocapitalize="off" spellcheck="false"
      enterkeyhint="search" maxlength="80">
    <kbd aria-hidden="true">/</kbd>
  </div>
  <div class="popup" popover="manual">
    <p class="note head"></p>
    <ul role="listbox" id="hits"></ul>
    <p class="note foot"></p>
  </div>
  <div class="status" role="status" aria-live="polite"></div>
</div>`;

// What the program says in the reader's language, by its Indonesian text; a text that is not in it stays Indonesian.
let texts = {};
const say = (text, values = {}) => (texts[text] ?? text).replace(/\{(\w+)\}/g, (_, name) => values[name]);

const key = (text) => text.trim().replace(/\s+/g, " ").toLocaleLowerCase("id");

function build(root) {
  const style = document.createElement("style");
  style.textContent = STYLE;
  const holder = document.createElement("div");
  holder.innerHTML = SHELL;
  root.append(style, holder);

  const find = (selector) => holder.querySelector(selector);
  const [input, popup, list, head, foot, status] = ["input", ".popup", "ul", ".head", ".foot", ".status"].map(find);
  const answers = new Map();
  const box = { send: null };
  let data = { current: "", above: [], placeholder: "" };
  let hits = []; // what the list shows
  let active = -1;
  let editing = false;
  let open = false;
  let asked = { n: 0, text: "" };
  let pending = false; // a question is on its way
  let enterWaits = false;
  let timers = [];

  const later = (work, ms) => timers.push(setTimeout(work, ms));
  const forget = () => { timers.forEach(clearTimeout); timers = []; };

  function place() {
    const field = find(".field").getBoundingClientRect();
    const view = window.visualViewport ?? { width: innerWidth, height: innerHeight, offsetTop: 0 };
    const width = Math.min(Math.max(field.width, 340), view.width - 16);
    const below = view.offsetTop + view.height - field.bottom - 12;
    const above = field.top - view.offsetTop - 12;
    const up = below < 200 && above > below;
    Object.assign(popup.style, {
      width: `${width}px`,
      left: `${Math.max(8, Math.min(field.left, view.width - width - 8))}px`,
      top: up ? "auto" : `${field.bottom + 4}px`,
      bottom: up ? `${innerHeight - field.top + 4}px` : "auto",
      maxHeight: `${Math.max(160, Math.min(470, up ? above : below))}px`,
    });
  }

  function setOpen(wanted) {
    if (wanted !== open) {
      open = wanted;
      popup.classList.toggle("open", open);
      if (popup.showPopover) open ? popup.showPopover() : popup.hidePopover();
      input.setAttribute("aria-expanded", String(open));
      const listen = open ? window.addEventListener : window.removeEventListener;
      listen.call(window, "scroll", place, true);
      listen.call(window, "resize", place);
      window.visualViewport?.[open ? "addEventListener" : "removeEventListener"]("resize", place);
    }
    if (open) place();
    else setActive(-1);
  }

  function setActive(index) {
    active = index;
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function named(name, wanted) {
    const shown = element("span", "name", "");
    const at = wanted ? name.toLocaleLowerCase("id").indexOf(wanted) : -1;
    if (at < 0) shown.textContent = name;
    else shown.append(name.slice(0, at), element("b", "", name.slice(at, at + wanted.length)), name.slice(at + wanted.length));
    return shown;
  }

  function show(rows, { before = "", after = "", wanted = "", first = -1 } = {}) {
    popup.classList.toggle("waiting", pending);
    hits = rows;
    list.replaceChildren(...rows.map((hit, at) => {
      const row = document.createElement("li");
      row.id = `hit-${at}`;
      row.setAttribute("role", "option");
      row.dataset.code = hit.code;
      row.append(named(hit.name, wanted), element("span", "tag", hit.kind));
      if (hit.place) row.append(element("span", "place", hit.place));
      return row;
    }));
    head.textContent = before;
    foot.textContent = after;
    setActive(rows.length ? first : -1);
    setOpen(rows.length > 0 || Boolean(before || after));
  }

  function showAbove() {
    pending = false;
    show(data.above, { before: data.above.length ? say("Naik ke wilayah di atasnya") : "",
      after: say("Ketik sedikitnya dua huruf nama desa, kecamatan, kabupaten, kota, atau provinsi.") });
  }

  function showAnswer(text, answer) {
    const wanted = key(text);
    pending = false;
    if (!answer.hits.length) {
      status.textContent = say("Tidak ada wilayah bernama {text}.", { text: text.trim() });
      return show([], { before: say("Tidak ada wilayah bernama “{text}”. Periksa ejaannya, atau ketik nama kecamatan atau kabupatennya.", { text: text.trim() }) });
    }
    const before = answer.is_close ? say("Tidak ada yang persis “{text}”. Mungkin maksud Anda:", { text: text.trim() }) : "";
    const after = answer.is_full ? say("Delapan teratas. Tambahkan nama tempatnya untuk mempersempit, misalnya “sukamaju bogor”.") : "";
    status.textContent = before || say("{count} wilayah ditemukan.", { count: answer.hits.length });
    show(answer.hits, { before, after, wanted, first: answer.is_close ? -1 : 0 });
    if (enterWaits && answer.hits.length === 1 && !answer.is_close) choose(answer.hits[0]);
    enterWaits = false;
  }

  function ask() {
    forget();
    const text = input.value;
    enterWaits = false;
    if (key(text).length < 2) return showAbove();
    if (answers.has(key(text))) return showAnswer(text, answers.get(key(text)));
    asked = { n: asked.n + 1, text };
    pending = true;
    popup.classList.add("waiting");
    later(() => box.send("query", asked), WAIT_MS);
    later(() => { if (!open) show([], { before: say("Mencari…") }); }, WAIT_MS + SLOW_MS);
    later(() => show([], { before: say("Belum ada jawaban. Periksa sambungan ke komputer dasbor, lalu ketik lagi.") }), LOST_MS);
  }

  function rest() {
    forget();
    editing = pending = enterWaits = false;
    input.value = data.current;
    setOpen(false);
  }

  function choose(hit) {
    rest();
    input.value = hit.name;
    status.textContent = say("{name} dipilih.", { name: hit.name });
    box.send("choose", hit.code);
  }

  function onKey(event) {
    // Streamlit reruns the page on R and clears its cache on C, and does not see that this is a field.
    event.stopPropagation();
    if (event.type !== "keydown" || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return editing ? ask() : showAbove();
      if (!hits.length) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive(active < 0 ? (step > 0 ? 0 : hits.length - 1) : (active + step + hits.length) % hits.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (pending) enterWaits = true;
      else if (open && active >= 0) choose(hits[active]);
      else if (!open) editing ? ask() : showAbove();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (open || editing) { rest(); input.select(); } else input.blur();
    } else if (event.key === "Tab") {
      rest();
    }
  }

  const events = { input: () => { editing = true; ask(); }, blur: rest, focus: () => input.select(),
    click: () => { if (!open && !editing) showAbove(); } };
  for (const [name, work] of Object.entries(events)) input.addEventListener(name, work);
  for (const name of ["keydown", "keypress", "keyup"]) input.addEventListener(name, onKey);
  // The field keeps the focus while the list is touched; otherwise it would close before the choice.
  popup.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("pointermove", (event) => {
    const row = event.target.closest("li");
    if (row && event.pointerType === "mouse") setActive([...list.children].indexOf(row));
  });
  list.addEventListener("click", (event) => {
    const row = event.target.closest("li");
    if (!row) return;
    choose(hits[[...list.children].indexOf(row)]);
    input.blur();
  });

  function onSlash(event) {
    const target = event.composedPath()[0];
    const writes = target instanceof Element && (target.matches("input, textarea, select") || target.isContentEditable);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || writes) return;
    if (!input.getClientRects().length) return;
    event.preventDefault();
    input.focus();
    showAbove();
  }
  document.addEventListener("keydown", onSlash);

  box.update = (next) => {
    const moved = next.current !== data.current;
    data = next;
    texts = next.texts ?? {};
    input.setAttribute("aria-label", say("Cari wilayah"));
    list.setAttribute("aria-label", say("Wilayah yang ditemukan"));
    input.placeholder = data.placeholder;
    input.title = data.current;
    // Other areas are near now, so the same question has another answer.
    if (moved) answers.clear();
    if (!editing) input.value = data.current;
    const answer = data.answer;
    if (!answer || answer.n !== asked.n) return;
    answers.set(key(asked.text), answer);
    if (editing && key(input.value) === key(asked.text)) {
      forget();
      showAnswer(input.value, answer);
    }
  };
  box.remove = () => {
    forget();
    setOpen(false);
    document.removeEventListener("keydown", onSlash);
    holder.remove();
    style.remove();
  };
  return box;
}

const boxes = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const box = boxes.get(parentElement) ?? build(parentElement);
  boxes.set(parentElement, box);
  box.send = setTriggerValue;
  box.update(data);
  return () => {
    boxes.delete(parentElement);
    box.remove();
  };
}
