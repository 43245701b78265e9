// The map in the browser: draws shapes that were fetched once, colours them at every rerun.
//
// Contract with Python:
//   geometry  stunting/build/browser_geometry.py   codes, names, SVG paths, label points; one file per scope
//   view      stunting/charts/choropleth.py        classes, states, texts and notes in the order of the codes
//   events    drill(code), select(code), back(code), period(key), sent with setTriggerValue
//
// A view may carry several periods; they are played here, and nothing is sent while they are.
//
// No dependencies, no build step. One PetaMap per place on the page, one Panel per map in it. Shapes live in an
// <svg> (focus, ARIA, patterns); above CANVAS_FROM units they are drawn on a <canvas> instead.
// `window.__peta` counts paints, for tests and measurements.

const SVG = "http://www.w3.org/2000/svg";
const CANVAS_FROM = 2000; // units; beyond, an element per unit costs more than focus on it is worth
const SOFT_UNTIL = 150; // units; beyond, a fading fill costs more frames than it pleases
const FEW = 60; // units; up to here nearly every area is named
const MAX_ZOOM = 24;
const VIEW_VERSION = 2;
const NARROW = 640; // px; below, panels stack and the legend is a list
const NARROW_OF_ONE = 430; // px; a single map keeps its height and a legend of one row down to here
const NARROW_OF_THREE = 860;
const LOWEST_STAGE = 210; // px; a map side by side with others is not lower than this
const STEP_MS = 1000; // per period while playing
const WRITTEN_PX = 18000; // px of stage per written name, where Python says which areas are written
const PAD = 12; // px between the shapes and the edge of the stage
const MIN_FONT = 11;
const OFF = "#e6eaee"; // faded units, and the plain ground under circles

const stats = (window.__peta ??= { painted: 0, lastPaintMs: 0, geometryLoads: 0 });
const maps = new WeakMap(); // parent element -> PetaMap

// What the program says in the reader's language, by its Indonesian text; a text that is not in it stays Indonesian.
let texts = {};
let locale = "id";
const say = (text, values = {}) => (texts[text] ?? text).replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Called by the loader at every rerun; returns what Streamlit calls when the component leaves the page. */
export function mount(component) {
  const parent = component.parentElement;
  let map = maps.get(parent);
  if (!map) maps.set(parent, (map = new PetaMap(parent)));
  map.show(component);
  return () => {
    map.destroy();
    maps.delete(parent);
  };
}

// ---- geometry --------------------------------------------------------------------------------------------------

const geometries = (window.__petaGeometry ??= new Map()); // url -> promise of a decoded file, for the whole tab

function loadGeometry(url) {
  const address = new URL(url, document.baseURI).href;
  let found = geometries.get(address);
  if (!found) {
    found = fetchGeometry(address);
    geometries.set(address, found);
    found.catch(() => geometries.delete(address)); // so that trying again asks again
  }
  return found;
}

async function fetchGeometry(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  const bytes = await response.arrayBuffer();
  const [a, b] = new Uint8Array(bytes, 0, 2);
  // A file may be published compressed, by a server that does not say so.
  const geometry =
    a === 0x1f && b === 0x8b ? await unzipped(bytes) : JSON.parse(new TextDecoder().decode(bytes));
  stats.geometryLoads += 1;
  geometry.shortNames = geometry.names.map(shortName);
  return geometry;
}

async function unzipped(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** The columns of every panel and period; large ones travel compressed. */
function readColumns(columns) {
  if (typeof columns !== "string") return columns;
  return unzipped(Uint8Array.from(atob(columns), (letter) => letter.charCodeAt(0)));
}

/** "Kec. Kejayan" -> "Kejayan"; "Kota Metro" stays, because Kab. and Kota often share a name. */
const shortName = (name) =>
  name
    .replace(/^(Kab\. Administrasi|Kota Administrasi|Kab\.|Kec\.|Kel\.|Desa|Provinsi) /, "")
    .replace(/^Kepulauan /, "Kep. ");

// ---- small helpers ---------------------------------------------------------------------------------------------

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false)
      node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const onNextFrame = (work) => {
  let asked = 0;
  return () => {
    if (!asked) asked = requestAnimationFrame(() => ((asked = 0), work()));
  };
};

// ---- patterns of the states that have no plain colour -------------------------------------------------------------

// Sizes in screen pixels: the pattern is scaled back by the map's zoom (`setPatternScale`).
const MARKS = {
  hatch: {
    size: 6,
    back: "#ffffff",
    draw: (c) => [svg("path", { d: "M-1 1l2-2M0 6l6-6M5 7l2-2", stroke: c })],
    mark: "#94a2ae",
  },
  dots: { size: 6, back: "#ffffff", draw: (c) => [svg("circle", { cx: 3, cy: 3, r: 1.15, fill: c })], mark: "#5f6d7a" },
  cross: {
    size: 7,
    back: "#ffffff",
    draw: (c) => [svg("path", { d: "M-1 1l2-2M0 7l7-7M6 8l2-2M-1 6l2 2M0 0l7 7M6-1l2 2", stroke: c })],
    mark: "#94a2ae",
  },
  hatch_over: {
    size: 6,
    draw: (c) => [svg("path", { d: "M-1 5l2 2M0 0l6 6M5-1l2 2", stroke: c, "stroke-width": 1.6 })],
  },
  dashed: { size: 8, back: "#ffffff", draw: () => [], mark: "#5f6d7a" },
  lines: { size: 5, back: "#ffffff", draw: (c) => [svg("path", { d: "M0 2.5h5", stroke: c })], mark: "#94a2ae" },
};

function pattern(id, kind, colour, mark) {
  const { size, back, draw, mark: usual } = MARKS[kind];
  const tile = svg("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" });
  tile.append(svg("rect", { width: size, height: size, fill: colour ?? back, stroke: "none" }));
  const marks = svg("g", { "stroke-width": 1.1, fill: "none", opacity: colour ? 0.75 : 1 }, ...draw(mark ?? usual));
  tile.append(marks);
  return tile;
}

// ---- one view, read column by column -----------------------------------------------------------------------------

/** A panel's columns in one period, split, so that unit i is looked up by index. */
class Columns {
  constructor(columns, period, number, view) {
    this.view = view;
    this.number = number;
    this.part = view.legend.parts[view.panels[number].part];
    this.title = view.panels[number].title;
    this.subtitle = columns.subtitle[period];
    this.alt = columns.alt[period];
    this.classes = columns.classes[period];
    this.letters = columns.states[period];
    this.values = columns.values[period].split("|");
    this.noteTexts = columns.notes.texts;
    this.notesOf = columns.notes.of[period].split("|");
    this.callouts = columns.callouts[period];
    this.written = columns.labels?.[period]; // units that are written on the map; all, if Python does not say
    this.lokus = new Set(columns.lokus?.[period]);
    this.radii = columns.circles?.radii[period] ?? [];
    this.circleTexts = columns.circles?.texts[period].split("|") ?? [];
    this.states = Object.fromEntries(view.legend.states.map((state) => [state.key, state]));
  }
  get length() {
    return this.classes.length;
  }
  get coloured() {
    return this.part.colours;
  }
  /** Class number, or -1. */
  classOf(i) {
    const digit = this.classes[i];
    return digit === "-" ? -1 : Number(digit);
  }
  stateOf(i) {
    return this.letters[i];
  }
  /** The legend's class of a unit, if it is coloured by one. */
  classEntry(i) {
    return this.coloured ? this.part.classes[this.classOf(i)] : undefined;
  }
  value(i) {
    return this.values[i] && this.coloured ? this.values[i] + this.part.unit : "";
  }
  /** What the area is, in words: class name or what is counted, or the reason why there is none, or both. */
  words(i) {
    const words = [];
    const state = this.stateOf(i);
    if (this.coloured && this.classOf(i) >= 0) words.push(this.part.counted || this.part.classes[this.classOf(i)].name);
    const said = this.coloured || state === "x" || state === "u";
    if (said && state !== ".") words.push(this.states[state]?.label ?? say("tidak ada data"));
    if (this.lokus.has(i)) words.push(this.view.legend.lokus.label);
    return words.join(", ");
  }
  /** "22,5%, Tinggi", "513 balita stunting" or "tidak ada data". */
  sentence(i) {
    const glue = this.part.counted && this.value(i) ? " " : ", ";
    const words = [[this.value(i), this.words(i)].filter(Boolean).join(glue)];
    if (this.circleTexts[i]) words.push(`${this.circleTexts[i]} ${this.part.circles.label}`);
    return words.filter(Boolean).join(", ") || say("tidak ada data");
  }
  notes(i) {
    const [which, ...numbers] = this.notesOf[i].split(" ");
    const text = this.noteTexts[Number(which || 0)] ?? "";
    return text ? text.replace(/¤/g, (slot) => numbers.shift() ?? slot).split("\n") : [];
  }
  /** Whether a unit belongs to a legend entry: "c3" of the first part, "1.c3" of the second, a state, or "lokus". */
  inEntry(i, key) {
    if (key === "lokus") return this.lokus.has(i);
    const number = this.classOf(i);
    if (!/c\d$/.test(key)) return this.stateOf(i) === key;
    // A panel of another quantity has no such class and stays as it is.
    const mine = key.includes(".") ? Number(key.split(".")[0]) : 0;
    if (this.view.legend.parts[mine] !== this.part) return true;
    return number >= 0 && key.endsWith(`c${number}`);
  }
}

// ---- the component -----------------------------------------------------------------------------------------------

class PetaMap {
  constructor(parent) {
    this.panels = [];
    this.zoom = { k: 1, x: 0, y: 0 };
    this.isolated = null; // key of a legend entry
    this.active = -1; // unit with the tab stop
    this.hovered = -1;
    this.turn = 0;
    this.period = 0; // position of the period on screen
    this.player = new Player(this);

    this.root = el("div", { class: "peta" });
    this.frame = el("div", { class: "frame" });
    this.stageRow = el("div", { class: "panels" });
    this.legend = el("div", { class: "legend", role: "group" });
    this.foot = el("div", { class: "foot" });
    this.status = el("div", { class: "status", role: "status" });
    this.missing = el("div", { class: "below" });
    this.frame.append(this.stageRow, this.player.node, this.legend, this.foot, this.status);
    this.root.append(this.frame, this.missing);
    this.style = el("style", {}, STYLE);
    parent.append(this.style, this.root);

    this.scheduleLayout = onNextFrame(() => this.layout());
    this.scheduleZoom = onNextFrame(() => this.applyZoom());
    this.resizer = new ResizeObserver(this.scheduleLayout);
    this.resizer.observe(this.root);
    window.addEventListener("resize", this.scheduleLayout);
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && this.escape(event));
  }

  destroy() {
    this.player.pause();
    this.resizer.disconnect();
    window.removeEventListener("resize", this.scheduleLayout);
    this.root.remove();
    this.style.remove();
  }

  /** Draw what a rerun sent. Shapes are only touched when the geometry is another one. */
  async show(component) {
    this.component = component;
    const { view, geometry_url: url } = component.data;
    const turn = ++this.turn;
    texts = view.texts ?? {};
    locale = view.language ?? "id";
    this.applyHeight();
    if (this.url !== url) this.say(say("Memuat bentuk wilayah…"));
    let geometry;
    let columns;
    try {
      [geometry, columns] = await Promise.all([loadGeometry(url), readColumns(view.columns)]);
    } catch (error) {
      if (turn === this.turn)
        this.fail(say("Bentuk wilayah tidak dapat dimuat. Periksa apakah aplikasi masih berjalan."), error);
      return;
    }
    if (turn !== this.turn) return; // a newer rerun overtook this one
    const expected = geometry.codes.length + geometry.missing.length;
    if (view.v !== VIEW_VERSION || columns.some((panel) => panel.classes[0].length !== expected)) {
      this.fail(say("Angka dan bentuk wilayah tidak berasal dari rilis yang sama. Muat ulang halaman ini."));
      return;
    }
    this.say("");
    delete this.root.dataset.failed;
    const started = performance.now();
    const sameShapes = this.url === url && this.panels.length === view.panels.length && this.locale === locale;
    this.locale = locale;
    this.url = url;
    this.period = this.player.periodFor(view);
    this.view = view;
    this.columns = columns;
    this.geometry = geometry;
    this.selected = view.selected === null ? -1 : geometry.codes.indexOf(view.selected);
    if (!sameShapes) this.build();
    this.paint();
    if (sameShapes) this.scheduleLayout();
    else this.layout();
    this.afterLayout?.();
    this.afterLayout = null;
    stats.painted += 1;
    stats.lastPaintMs = performance.now() - started;
    this.root.dataset.painted = String(Number(this.root.dataset.painted ?? 0) + 1);
    this.root.dataset.scope = `${geometry.scope}/${geometry.level}`;
  }

  send(event, code) {
    this.component.setTriggerValue(event, code);
  }

  say(sentence) {
    this.status.replaceChildren(sentence);
    this.status.hidden = !sentence;
    this.status.classList.remove("error");
    this.root.toggleAttribute("aria-busy", Boolean(sentence));
  }

  fail(sentence, error) {
    if (error) console.error(error);
    this.say(sentence);
    this.root.removeAttribute("aria-busy");
    this.status.classList.add("error");
    this.status.append(el("button", { type: "button", onclick: () => this.show(this.component) }, say("Coba lagi")));
    this.root.dataset.failed = "true"; // hides the map before: it does not show what was asked
  }

  /** New shapes: new panels. */
  build() {
    const hadFocus = this.stageRow.contains(this.root.getRootNode().activeElement);
    this.zoom = { k: 1, x: 0, y: 0 };
    this.isolated = null;
    this.hovered = -1;
    this.active = this.selected >= 0 ? this.selected : 0;
    for (const panel of this.panels) panel.destroy();
    this.panels = this.view.panels.map((_, number) => new Panel(this, number));
    this.stageRow.replaceChildren(...this.panels.map((panel) => panel.figure));
    for (const [n, name] of [[2, "two"], [3, "three"]]) this.root.classList.toggle(name, this.panels.length === n);
    // Whoever opened an area by keyboard goes on inside it.
    if (hadFocus)
      this.afterLayout = () =>
        (this.panels[0].canvas?.node ?? this.panels[0].units[this.active])?.focus({ preventScroll: true });
  }

  /** New values: fills, labels, legend, texts. */
  paint() {
    const { view, root } = this;
    root.style.setProperty("--scale", view.text_scale);
    for (const [name, colour] of Object.entries(view.theme)) root.style.setProperty(`--${name}`, colour);
    this.paintPanels();
    this.paintLegend();
    this.player.paint();
    this.foot.replaceChildren(
      el("span", {}, view.source ? say("Sumber: {source}", { source: view.source }) : ""),
      el("span", { class: "credit" }, view.credit),
    );
    this.paintMissing();
    if (this.hovered >= 0) this.hover(this.hovered, this.hoverAt);
  }

  paintPanels() {
    this.panels.forEach((panel, n) => panel.paint(new Columns(this.columns[n], this.period, n, this.view)));
  }

  /** Another period of the same view: nothing is asked, only fills, texts and counts change. */
  showPeriod(period) {
    const started = performance.now();
    this.period = period;
    this.paintPanels();
    for (const panel of this.panels) panel.paintOver();
    this.paintCounts();
    this.player.paint();
    this.paintMissing();
    if (this.hovered >= 0) this.hover(this.hovered, this.hoverAt);
    this.root.dataset.period = this.view.periods.keys[period];
    stats.lastPeriodMs = performance.now() - started;
  }

  // -- legend

  paintLegend() {
    const { view, legend } = this;
    const { parts, states, lokus } = view.legend;
    const anyColours = parts.some((part) => part.colours);
    const shown = states.filter(({ key }) => anyColours || key === "b" || key === "x");
    const every = this.panels.map((_, n) => n);
    const areas = [
      ...(lokus ? [this.legendButton("lokus", { ...lokus, pattern: "thick" }, every)] : []),
      ...shown.map((entry) => this.legendButton(entry.key, entry, every)),
    ];
    legend.setAttribute("aria-label", say("Legenda {titles}", { titles: parts.map((part) => part.title).join(", ") }));
    legend.replaceChildren(
      ...parts.map((part, n) => this.legendPart(part, n)).filter(Boolean),
      areas.length ? el("div", { class: "states" }, ...areas) : "",
    );
    this.paintCounts();
    this.markIsolated();
  }

  /** Heading, classes and circles of one quantity. */
  legendPart(part, n) {
    const prefix = n ? `${n}.` : "";
    const where = this.panels.length > 1 ? `, ${part.panels.map((panel) => say("peta {number}", { number: panel + 1 })).join(" | ")}` : "";
    const counts = say("jumlah {units}", { units: this.view.legend.units }) + where;
    const heading = el(
      "div",
      { class: "heading" },
      el("b", {}, part.title),
      el("span", {}, part.scheme ? `${part.scheme} · ${counts}` : counts),
    );
    const classes = part.classes.map((entry, c) => this.legendButton(`${prefix}c${c}`, entry, part.panels));
    if (!part.colours && !part.circles) return null;
    return el(
      "div",
      { class: "part" },
      part.colours ? heading : "",
      part.colours ? el("div", { class: "classes" }, ...classes) : "",
      part.circles ? this.circleLegend(part, where.slice(2)) : "",
    );
  }

  legendButton(key, entry, panels) {
    const swatch = svg("svg", { class: "swatch", "aria-hidden": "true" });
    const fill = entry.colour ?? (entry.pattern === "thick" ? "#ffffff" : `url(#legend-${key})`);
    if (!entry.colour && entry.pattern !== "thick") {
      const { classes } = this.view.legend.parts.find((part) => part.colours) ?? this.view.legend.parts[0];
      const over = entry.pattern === "hatch_over" ? classes.at(Math.floor(classes.length / 2)) : null;
      swatch.append(svg("defs", {}, pattern(`legend-${key}`, entry.pattern, over?.colour, over?.mark)));
    }
    swatch.append(svg("rect", { class: entry.pattern ?? "", width: "100%", height: "100%", fill }));
    const button = el(
      "button",
      {
        type: "button",
        class: entry.colour && !entry.range ? "entry unranged" : "entry",
        "data-key": key,
        "aria-pressed": "false",
        title: say("Klik untuk menyorot kelas ini"),
        disabled: key === "b",
        onclick: () => this.isolate(this.isolated === key ? null : key),
      },
      swatch,
      el("span", { class: "name" }, entry.name ?? entry.label),
      entry.range ? el("span", { class: "range" }, entry.range) : "",
      el("span", { class: "count" }),
    );
    button.counting = { entry, panels };
    return button;
  }

  /** How many areas each entry of the legend has, in the period on screen. */
  paintCounts() {
    const { units } = this.view.legend;
    for (const button of this.legend.querySelectorAll(".entry")) {
      const { entry, panels } = button.counting;
      const counts = entry.counts.map((periods) => periods[this.period]);
      const where = (n) => (this.panels.length > 1 ? say(" di peta {number}", { number: panels[n] + 1 }) : "");
      const spoken = counts.map((count, n) => `${count} ${units}${where(n)}`).join(", ");
      const same = !entry.colour && counts.every((count) => count === counts[0]);
      button.querySelector(".count").textContent = same ? counts[0] : counts.join(" | ");
      const range = entry.range ? `, ${entry.range}` : "";
      button.setAttribute("aria-label", `${entry.name ?? entry.label}${range}: ${spoken}`);
    }
  }

  circleLegend({ circles: { sizes, label }, colours, title }, where) {
    const most = this.panels[0].circleRadius();
    const top = (most * (sizes[0]?.[1] ?? 0)) / 1000;
    const picture = svg("svg", {
      viewBox: `0 -8 ${2 * top + 70} ${2 * top + 28}`,
      width: 2 * top + 70,
      height: 2 * top + 28,
      "aria-hidden": "true",
    });
    let below = -Infinity; // texts of small circles keep a line's distance
    for (const [text, share] of sizes) {
      const r = (most * share) / 1000;
      const line = 2 * top + 2 - 2 * r;
      below = Math.max(line + 4, below + 13);
      picture.append(
        svg("circle", { cx: top + 1, cy: 2 * top + 2 - r, r, class: "size" }),
        svg("line", {
          x1: top + 1,
          x2: 2 * top + 10,
          y1: line,
          y2: below - 4,
          class: "leader",
        }),
      );
      const written = svg("text", { x: 2 * top + 13, y: below });
      written.textContent = text;
      picture.append(written);
    }
    const heading = colours ? label : title;
    const text = el("div", { class: "heading" }, el("b", {}, heading), where && !colours ? el("span", {}, where) : "");
    return el("div", { class: "sizes" }, text, picture);
  }

  isolate(key) {
    this.isolated = key;
    this.markIsolated();
    for (const panel of this.panels) {
      panel.fade(key);
      panel.labels.paint();
      panel.canvas?.draw(panel);
    }
  }

  markIsolated() {
    for (const button of this.legend.querySelectorAll(".entry"))
      button.setAttribute("aria-pressed", String(button.dataset.key === this.isolated));
    this.root.classList.toggle("isolated", this.isolated !== null);
  }

  // -- units without a polygon

  paintMissing() {
    const { missing, codes } = this.geometry;
    const rows = missing.map(([code, name], n) => {
      const texts = this.panels.map((panel) =>
        panel.columns.sentence(codes.length + n).replace(say(", tanpa batas wilayah"), ""),
      );
      const open = this.view.drillable
        ? el("button", { type: "button", onclick: () => this.send("drill", code) }, name)
        : name;
      return el("li", {}, open, `: ${texts.join(" · ")}`);
    });
    this.missing.hidden = !rows.length;
    const open = this.missing.querySelector("details")?.open; // stays as the reader left it
    this.missing.replaceChildren(
      el(
        "details",
        { open },
        el("summary", {}, say("{count} wilayah tidak terpetakan (tanpa batas wilayah)", { count: rows.length })),
        el("ul", {}, ...rows),
      ),
    );
  }

  // -- layout and zoom

  /** The height asked for; on a taller screen all that the rest of the page leaves. */
  applyHeight() {
    const { height, around } = this.component.data;
    this.asked = around ? Math.max(height, window.innerHeight - around) : height;
    this.root.style.setProperty("--height", `${this.asked}px`);
  }

  /** Legend beside or below, whichever leaves the larger map; then fit the shapes. */
  layout() {
    if (!this.geometry) return;
    this.applyHeight();
    const started = performance.now();
    const wide = this.root.clientWidth;
    const n = this.panels.length;
    const narrow = wide < (n === 1 ? NARROW_OF_ONE : n === 3 ? NARROW_OF_THREE : NARROW);
    const { width: gw, height: gh } = this.geometry;
    const scale = this.view.text_scale;
    const high = this.asked - (this.view.periods ? 134 : 90) * scale;
    const beside = Math.min((wide - 230 * scale) / n / gw, high / gh);
    const below = Math.min(wide / n / gw, (high - 80 * scale) / gh);
    const isBeside = !narrow && n < 3 && wide >= 760 && beside > below * 1.01;
    this.root.classList.toggle("narrow", narrow);
    this.root.classList.toggle("compact", !narrow && wide < NARROW);
    this.root.classList.toggle("beside", isBeside);
    this.root.classList.toggle("bare", !this.legend.childElementCount);
    // Wide maps side by side are not taller than their shapes: the sea above and below them says nothing. Nor may
    // the legend of several quantities squeeze them.
    if (n > 1 && !isBeside) {
      const around = this.chromeHeight();
      const needed = around + Math.round(((wide - 16 * (n - 1)) * gh) / n / gw) + 2 * PAD;
      const height = Math.max(Math.min(this.asked, needed), around + LOWEST_STAGE);
      this.root.style.setProperty("--height", `${height}px`);
    }
    this.root.style.setProperty("--stage", `${clamp(Math.round((wide * gh) / gw) + 2 * PAD, 200, 460)}px`);
    for (const panel of this.panels) panel.fit();
    this.applyZoom();
    stats.lastLayoutMs = performance.now() - started;
  }

  /** Pixels of headings, player, legend and source line, as they stand now. */
  chromeHeight() {
    const rows = [this.player.node, this.legend, this.foot].filter((row) => row.offsetHeight);
    const heading = Math.max(...this.panels.map((panel) => panel.figure.firstChild.offsetHeight));
    return heading + rows.reduce((sum, row) => sum + row.offsetHeight + 8, 0);
  }

  /** Multiply the zoom, holding one point of the stage still. */
  zoomBy(factor, at) {
    const panel = this.panels[0];
    const { k, x, y } = this.zoom;
    const next = clamp(k * factor, 1, MAX_ZOOM);
    const [px, py] = at ?? [panel.width / 2, panel.height / 2];
    this.zoom = { k: next, x: px - ((px - x) * next) / k, y: py - ((py - y) * next) / k };
    this.scheduleZoom();
  }

  panBy(dx, dy) {
    this.zoom.x += dx;
    this.zoom.y += dy;
    this.scheduleZoom();
  }

  resetZoom() {
    this.zoom = { k: 1, x: 0, y: 0 };
    this.scheduleZoom();
  }

  applyZoom() {
    const { zoom, panels } = this;
    const [{ width, height }] = panels;
    // The map never leaves its stage.
    zoom.x = clamp(zoom.x, width * (1 - zoom.k), 0);
    zoom.y = clamp(zoom.y, height * (1 - zoom.k), 0);
    this.root.classList.toggle("zoomed", zoom.k > 1.001);
    for (const panel of panels) panel.applyZoom(zoom);
  }

  // -- pointing, focus, choosing

  /** Show unit i in every panel; `at` is a point of the stage, else the unit's label point. -1 hides. */
  hover(i, at = null, { focus = false, touch = false } = {}) {
    this.hovered = i;
    this.hoverAt = at;
    for (const panel of this.panels) panel.point(i, at, { focus, touch });
  }

  /** Give unit i the tab stop. */
  activate(i) {
    if (i === this.active) return;
    for (const panel of this.panels) {
      panel.units[this.active]?.setAttribute("tabindex", "-1");
      panel.units[i]?.setAttribute("tabindex", "0");
    }
    this.active = i;
  }

  choose(i) {
    const code = this.geometry.codes[i];
    if (this.view.drillable) {
      this.root.classList.add("leaving");
      setTimeout(() => this.root.classList.remove("leaving"), 1500);
      this.send("drill", code);
      return;
    }
    this.selected = this.selected === i ? -1 : i;
    for (const panel of this.panels) panel.outlineSelected();
    this.send("select", this.selected < 0 ? "" : code);
  }

  /** One step out: the isolated class, the tooltip, the zoom, then the level above. */
  escape(event) {
    event.stopPropagation();
    if (this.player.playing) this.player.pause();
    else if (this.isolated !== null) this.isolate(null);
    else if (this.hovered >= 0) this.hover(-1);
    else if (this.zoom.k > 1) this.resetZoom();
    else if (this.view?.has_back) this.send("back", this.geometry.scope);
  }

  /** The unit to the right, left, above or below: near, and rather straight than oblique. */
  neighbour(from, dx, dy) {
    const { labels, codes } = this.geometry;
    let best = -1;
    let least = Infinity;
    for (let i = 0; i < codes.length; i++) {
      const along = (labels[3 * i] - labels[3 * from]) * dx + (labels[3 * i + 1] - labels[3 * from + 1]) * dy;
      if (i === from || along <= 0) continue;
      const across = Math.abs(
        (labels[3 * i] - labels[3 * from]) * dy + (labels[3 * i + 1] - labels[3 * from + 1]) * dx,
      );
      const cost = along + 2.2 * across;
      if (across <= 2 * along && cost < least) [best, least] = [i, cost];
    }
    return best;
  }
}

// ---- playing the periods --------------------------------------------------------------------------------------------

class Player {
  constructor(map) {
    this.map = map;
    this.timer = 0;
    this.button = el("button", { type: "button", class: "start", onclick: () => this.toggle() });
    this.slider = el("input", {
      type: "range",
      min: 0,
      step: 1,
      "aria-label": say("Periode"),
      oninput: () => this.go(Number(this.slider.value)),
    });
    this.label = el("output", { class: "now" });
    this.ends = [el("span"), el("span")];
    this.pick = el("button", { type: "button", class: "pick", onclick: () => this.choose() });
    const track = el("div", { class: "track" }, this.slider, el("div", { class: "ends" }, ...this.ends));
    this.node = el(
      "div",
      { class: "player", role: "group", "aria-label": say("Putar periode"), hidden: true },
      ...[this.button, this.label, track, this.pick],
    );
    this.node.addEventListener("keydown", (event) => this.key(event));
  }

  get playing() {
    return this.timer !== 0;
  }

  get periods() {
    return this.map.view.periods;
  }

  /** Which period a new view opens with: the one on screen if the reader moved there and it still exists. */
  periodFor(view) {
    const before = this.map.view?.periods;
    const { periods } = view;
    if (!periods) {
      this.pause();
      return 0;
    }
    if (!before || before.keys[before.shown] !== periods.keys[periods.shown]) {
      this.pause();
      return periods.shown;
    }
    const kept = periods.keys.indexOf(before.keys[this.map.period]);
    if (kept < 0) this.pause();
    return kept < 0 ? periods.shown : kept;
  }

  /** What stands on button, slider and label. */
  paint() {
    const { map, node, slider } = this;
    node.hidden = !this.periods;
    map.root.classList.toggle("plays", Boolean(this.periods));
    if (!this.periods) return;
    const { labels, keys, pick } = this.periods;
    const at = map.period;
    slider.max = String(keys.length - 1);
    slider.value = String(at);
    slider.setAttribute("aria-valuetext", labels[at]);
    slider.style.setProperty("--share", keys.length > 1 ? at / (keys.length - 1) : 0);
    this.label.textContent = labels[at];
    // As wide as the longest label, so that the slider stands still while they change.
    this.label.style.minWidth = `${Math.max(...labels.map((label) => label.length))}ch`;
    this.ends[0].textContent = labels[0];
    this.ends[1].textContent = labels.at(-1);
    this.button.replaceChildren(playSign(this.playing), this.playing ? say("Jeda") : say("Putar"));
    this.button.setAttribute("aria-label", this.playing ? say("Jeda") : say("Putar bulan demi bulan"));
    this.pick.hidden = !pick;
    this.pick.disabled = at === this.periods.shown;
    this.pick.textContent = pick;
    map.root.dataset.period = keys[at];
    map.root.classList.toggle("playing", this.playing);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** From the period on screen to the last; from the first, when the last is on screen. */
  play() {
    const { map } = this;
    this.timer = setInterval(() => this.step(), STEP_MS);
    if (map.period === this.periods.keys.length - 1) map.showPeriod(0);
    else this.paint();
  }

  step() {
    const last = this.periods.keys.length - 1;
    if (this.map.period + 1 >= last) this.pause();
    if (this.map.period < last) this.map.showPeriod(this.map.period + 1);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    if (this.map.view?.periods) this.paint();
  }

  go(period) {
    this.pause();
    this.map.showPeriod(clamp(period, 0, this.periods.keys.length - 1));
  }

  choose() {
    this.pause();
    this.map.send("period", this.periods.keys[this.map.period]);
  }

  key(event) {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 };
    if (event.key === " " && event.target === this.slider) this.toggle();
    else if (event.key in steps) this.go(this.map.period + steps[event.key]);
    else if (event.key === "Home") this.go(0);
    else if (event.key === "End") this.go(this.periods.keys.length - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

const playSign = (playing) =>
  svg(
    "svg",
    { viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" },
    svg("path", { d: playing ? "M2 1h3v10H2zM7 1h3v10H7z" : "M2.5 1v10l8-5z", fill: "currentColor" }),
  );

// ---- one map of the component --------------------------------------------------------------------------------------

class Panel {
  constructor(map, number) {
    this.map = map;
    this.number = number;
    const { geometry } = map;
    this.onCanvas = geometry.codes.length > CANVAS_FROM;
    this.title = el("div", { class: "title" });
    this.subtitle = el("div", { class: "subtitle" });
    this.tip = el("div", { class: "tip", id: `tip-${number}`, hidden: true, "aria-live": this.onCanvas && "polite" });
    this.stage = el("div", { class: "stage" });
    const many = geometry.codes.length > SOFT_UNTIL ? " many" : "";
    this.figure = el("figure", { class: `panel${many}` }, el("figcaption", {}, this.title, this.subtitle), this.stage);

    this.defs = svg("defs");
    this.unitLayer = svg("g", { class: "units", role: "listbox", "fill-rule": "evenodd" });
    if (geometry.codes.length <= SOFT_UNTIL) this.unitLayer.classList.add("soft");
    this.units = this.onCanvas ? [] : geometry.paths.map((d, i) => this.unit(d, i));
    this.unitLayer.append(...this.units);
    this.lines = ["borders", "outline"].map((name) =>
      svg("path", { class: name, d: this.onCanvas ? "" : geometry[name] }),
    );
    this.hollow = svg("path", { class: "hollow" });
    this.outlined = ["lokus-halo", "lokus", "excluded"].map((name) => svg("path", { class: `mark ${name}` }));
    this.marks = ["selected-halo", "selected", "hover-halo", "hover"].map((name) =>
      svg("path", { class: `mark ${name}` }),
    );
    this.ground = svg(
      "g",
      { class: "ground" },
      ...[this.unitLayer, this.lines[0], this.hollow, this.lines[1], ...this.outlined],
    );
    this.overlay = svg("g", { class: "ground" }, ...this.marks);
    this.circles = svg("g", { class: "circles", "aria-hidden": "true" });
    this.labels = new Labels(this);
    this.watermark = svg("text", { class: "watermark", "text-anchor": "middle", "aria-hidden": "true" });
    this.scale = svg("g", { class: "scale", "aria-hidden": "true" });
    this.drawing = svg(
      "svg",
      { class: "drawing" },
      this.defs,
      this.ground,
      this.circles,
      this.overlay,
      this.labels.layer,
      this.watermark,
      this.scale,
    );
    this.canvas = this.onCanvas ? new CanvasShapes(geometry) : null;
    if (this.canvas) this.stage.append(this.canvas.node);
    this.stage.append(this.drawing, this.zoomButtons(), this.tip);
    this.listen();
  }

  destroy() {
    this.figure.remove();
  }

  /** What holds the focus and the name of the map. */
  get holder() {
    return this.canvas?.node ?? this.unitLayer;
  }

  unit(d, i) {
    const code = this.map.geometry.codes[i];
    const path = svg("path", { d, role: "option", tabindex: i === this.map.active ? "0" : "-1", "data-code": code });
    path.unit = i;
    return path;
  }

  zoomButtons() {
    const { map } = this;
    const button = (text, label, work, kind) =>
      el("button", { type: "button", class: kind, title: label, "aria-label": label, onclick: work }, text);
    return el(
      "div",
      { class: "zoom" },
      button("+", say("Perbesar peta"), () => map.zoomBy(1.7)),
      button("−", say("Perkecil peta"), () => map.zoomBy(1 / 1.7)),
      button("⤢", say("Tampilkan seluruh peta"), () => map.resetZoom(), "reset"),
    );
  }

  // -- painting

  paint(columns) {
    const { view, geometry } = this.map;
    this.columns = columns;
    this.figure.classList.toggle("plain", !columns.coloured);
    this.figure.classList.toggle("over", columns.coloured);
    this.title.textContent = columns.title;
    // Headings side by side are equally high, so that the maps stand on one line.
    this.subtitle.textContent = columns.subtitle || "\u00a0";
    this.subtitle.hidden = !this.map.columns.some((panel) => panel.subtitle.some(Boolean));
    this.holder.setAttribute("aria-label", columns.alt);
    this.watermark.textContent = view.watermark;
    this.paintPatterns();
    this.fills = Array.from({ length: geometry.codes.length }, (_, i) => this.fillOf(i));
    this.units.forEach((path, i) => {
      // Only what changed is written: most reruns touch a part of the units.
      if (path.fillNow !== this.fills[i]) path.setAttribute("fill", (path.fillNow = this.fills[i]));
      const spoken = `${geometry.names[i]}: ${columns.sentence(i)}`;
      if (path.spoken !== spoken) path.setAttribute("aria-label", (path.spoken = spoken));
      const chosen = i === this.map.selected;
      if (path.chosen !== chosen) path.setAttribute("aria-selected", String((path.chosen = chosen)));
    });
    // White borders do not show between white patterns; those units get a grey one on top.
    const hollow = this.onCanvas
      ? ""
      : geometry.paths.filter((_, i) => columns.coloured && columns.classOf(i) < 0).join("");
    if (this.hollowNow !== hollow) this.hollow.setAttribute("d", (this.hollowNow = hollow));
    const lokus = geometry.paths.filter((_, i) => columns.lokus.has(i)).join("");
    if (this.lokusNow !== lokus) {
      this.lokusNow = lokus;
      this.outlined[0].setAttribute("d", lokus);
      this.outlined[1].setAttribute("d", lokus);
    }
    this.outlined[2].setAttribute("d", geometry.paths.filter((_, i) => columns.stateOf(i) === "x").join(""));
    if (this.map.isolated !== null || this.off) this.fade(this.map.isolated);
    this.outlineSelected();
  }

  /** What is drawn for the columns on top of the fills. */
  paintOver() {
    this.paintCircles();
    this.labels.paint();
    this.canvas?.draw(this);
  }

  /** One pattern per state, and per class for low coverage, hatched over the class colour. */
  paintPatterns() {
    const { legend } = this.map.view;
    if (this.patternsOf === legend) return; // another period of the same view
    this.patternsOf = legend;
    const tiles = legend.states
      .filter((state) => state.pattern !== "hatch_over")
      .map((state) => pattern(`p${this.number}-${state.key}`, state.pattern));
    if (legend.states.some((state) => state.pattern === "hatch_over"))
      tiles.push(
        ...this.columns.part.classes.map((entry, n) =>
          pattern(`p${this.number}-l${n}`, "hatch_over", entry.colour, entry.mark),
        ),
      );
    this.defs.replaceChildren(...tiles);
    this.setPatternScale();
  }

  setPatternScale() {
    if (!this.k) return;
    for (const tile of this.defs.children) tile.setAttribute("patternTransform", `scale(${1 / this.k})`);
  }

  fillOf(i) {
    const { columns } = this;
    const number = columns.classOf(i);
    const state = columns.stateOf(i);
    if (!columns.coloured && state !== "x") return OFF;
    if (number >= 0) return state === "l" ? `url(#p${this.number}-l${number})` : columns.part.classes[number].colour;
    return `url(#p${this.number}-${state})`;
  }

  /** Grey out what does not belong to the isolated legend entry. */
  fade(key) {
    this.off = key === null ? null : this.fills.map((_, i) => !this.columns.inEntry(i, key));
    this.units.forEach((path, i) => path.classList.toggle("off", Boolean(this.off?.[i])));
    for (const circle of this.circles.children) circle.classList.toggle("off", Boolean(this.off?.[circle.unit]));
  }

  outlineSelected() {
    const d = this.map.geometry.paths[this.map.selected] ?? "";
    this.marks[0].setAttribute("d", d);
    this.marks[1].setAttribute("d", d);
  }

  // -- size, zoom, labels

  fit() {
    const { width, height } = this.map.geometry;
    this.width = this.stage.clientWidth;
    this.height = this.stage.clientHeight;
    this.base = Math.max(Math.min((this.width - 2 * PAD) / width, (this.height - 2 * PAD) / height), 1e-6);
    this.left = (this.width - width * this.base) / 2;
    this.top = (this.height - height * this.base) / 2;
    this.drawing.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    const size = clamp(this.width / 9, 22, 96);
    this.watermark.setAttribute("font-size", size);
    this.watermark.setAttribute("transform", `translate(${this.width / 2} ${this.height / 2 + size / 3}) rotate(-16)`);
    this.canvas?.resize(this.width, this.height);
  }

  applyZoom({ k, x, y }) {
    this.k = this.base * k;
    this.x = this.left * k + x;
    this.y = this.top * k + y;
    const transform = `translate(${this.x} ${this.y}) scale(${this.k})`;
    this.ground.setAttribute("transform", transform);
    this.overlay.setAttribute("transform", transform);
    this.setPatternScale();
    this.paintOver();
    this.paintScale();
  }

  /** Label point of a unit on the stage. */
  at(i) {
    const { labels } = this.map.geometry;
    return [labels[3 * i] * this.k + this.x, labels[3 * i + 1] * this.k + this.y];
  }

  /** The largest circle: smaller where many units share the stage. */
  circleRadius() {
    const crowd = clamp(Math.sqrt(this.map.geometry.codes.length / 40), 1, 2);
    return clamp(Math.sqrt(this.stage.clientWidth * this.stage.clientHeight) / 22, 14, 34) / crowd;
  }

  paintCircles() {
    const { radii } = this.columns;
    const most = this.circleRadius();
    const drawn = this.map.geometry.codes.map((_, i) => i).filter((i) => radii[i] > 0);
    drawn.sort((a, b) => radii[b] - radii[a]); // small ones on top
    this.circles.replaceChildren(
      ...drawn.map((i) => {
        const [cx, cy] = this.at(i);
        const circle = svg("circle", { cx, cy, r: Math.max((most * radii[i]) / 1000, 1.5) });
        circle.unit = i;
        circle.classList.toggle("off", Boolean(this.off?.[i]));
        return circle;
      }),
    );
  }

  /** A round number of kilometres, at most a fifth of the stage. */
  paintScale() {
    const perKm = this.k / this.map.geometry.km_per_unit;
    const most = clamp(this.width / 5, 60, 140) / perKm;
    const power = 10 ** Math.floor(Math.log10(most));
    const km = power * [5, 2, 1].find((step) => step * power <= most);
    const long = km * perKm;
    const y = this.height - 12;
    const text = svg("text", { x: 14 + long / 2, y: y - 7, "text-anchor": "middle" });
    text.textContent = `${km.toLocaleString(locale)} km`;
    const d = `M14 ${y - 4}v4h${long}v-4`;
    this.scale.replaceChildren(svg("path", { d, class: "halo" }), svg("path", { d }), text);
  }

  // -- tooltip and outlines

  point(i, at, { focus, touch }) {
    const { geometry } = this.map;
    if (this.pointed !== i) {
      const d = geometry.paths[i] ?? "";
      this.marks[2].setAttribute("d", d);
      this.marks[3].setAttribute("d", d);
      this.pointed = i;
    }
    this.overlay.classList.toggle("focus", focus);
    this.tip.hidden = i < 0;
    if (i < 0) return;
    if (this.tipUnit !== i || this.tipColumns !== this.columns || touch !== this.tipTouch) this.fillTip(i, touch);
    const [x, y] = at ?? this.at(i);
    const { offsetWidth: wide, offsetHeight: high } = this.tip;
    const right = x + 16 + wide <= this.width || x < this.width / 2;
    const left = clamp(right ? x + 16 : x - 16 - wide, 4, Math.max(this.width - wide - 4, 4));
    const over = y - high - 12;
    this.tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(over < 4 ? Math.min(y + 16, Math.max(this.height - high - 4, 4)) : over)}px)`;
  }

  fillTip(i, touch) {
    const { geometry, view } = this.map;
    const { columns } = this;
    [this.tipUnit, this.tipColumns, this.tipTouch] = [i, columns, touch];
    const entry = columns.classEntry(i);
    const swatch = entry ? el("i", { class: "dot", style: `background:${entry.colour}` }) : "";
    const number = columns.value(i);
    const words = columns.words(i);
    this.tip.replaceChildren(
      el("b", { class: "place" }, geometry.names[i]),
      el(
        "div",
        { class: "reading" },
        number ? el("span", { class: "number" }, number) : "",
        swatch,
        el("span", {}, words),
      ),
      columns.circleTexts[i]
        ? el("div", { class: "reading" }, el("span", { class: "number" }, columns.circleTexts[i]), columns.part.circles.label)
        : "",
      ...columns.notes(i).map((line) => el("div", { class: "note" }, line)),
      geometry.official[i] === "0" && view.credit ? el("div", { class: "note" }, say("batas perkiraan")) : "",
    );
    this.tip.classList.toggle("touch", touch);
    if (touch && view.drillable)
      this.tip.append(el("button", { type: "button", onclick: () => this.map.choose(i) }, say("Buka")));
    else if (view.drillable) this.tip.append(el("div", { class: "hint" }, say("Klik atau Enter untuk membuka")));
  }

  // -- pointer and keys

  listen() {
    const { map, stage } = this;
    const surface = this.drawing;
    const pointers = new Map(); // pointers that are down: id -> [x, y]
    let moved = 0;
    let kind = "mouse";
    const place = (event) => {
      const box = stage.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const unitAt = (event) => (this.canvas ? this.canvas.unitAt(...place(event)) : (event.target.unit ?? -1));

    surface.addEventListener("pointerdown", (event) => {
      if (!pointers.size) moved = 0;
      kind = event.pointerType;
      pointers.set(event.pointerId, place(event));
    });
    surface.addEventListener("pointermove", (event) => {
      const [x, y] = place(event);
      const before = pointers.get(event.pointerId);
      if (!before) {
        if (event.pointerType === "mouse") map.hover(unitAt(event), [x, y]);
        return;
      }
      const [dx, dy] = [x - before[0], y - before[1]];
      if (pointers.size === 2) {
        // Pinch: the distance between the fingers zooms, around the middle between them.
        const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
        const far = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]);
        map.zoomBy(far([x, y]) / Math.max(far(before), 1), [(x + other[0]) / 2, (y + other[1]) / 2]);
        moved += 10;
      } else if (map.zoom.k > 1) {
        moved += Math.abs(dx) + Math.abs(dy);
        if (moved > 4) {
          if (!surface.hasPointerCapture(event.pointerId)) surface.setPointerCapture(event.pointerId);
          map.hover(-1);
          map.panBy(dx, dy);
        }
      }
      pointers.set(event.pointerId, [x, y]);
    });
    for (const name of ["pointerup", "pointercancel"])
      surface.addEventListener(name, (event) => pointers.delete(event.pointerId));
    surface.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && map.hover(-1));
    surface.addEventListener("click", (event) => {
      if (moved > 4) return; // the end of a drag
      const i = unitAt(event);
      if (i < 0) {
        map.hover(-1);
        return;
      }
      map.activate(i);
      const touch = kind === "touch";
      const again = map.hovered === i && this.tip.classList.contains("touch");
      if (touch && !again) {
        map.hover(i, place(event), { touch });
        if (!map.view.drillable) map.choose(i);
      } else map.choose(i);
    });
    surface.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return; // without Ctrl the page scrolls
        event.preventDefault();
        map.zoomBy(Math.exp(-event.deltaY / 250), place(event));
      },
      { passive: false },
    );

    const { holder } = this;
    const current = (event) => (this.canvas ? map.active : event.target.unit);
    // Listened to on the stage: Chromium gives an SVG group that listens for focus a tab stop of its own.
    this.stage.addEventListener("focusin", (event) => {
      if (!holder.contains(event.target) || !event.target.matches(":focus-visible")) return;
      const i = current(event);
      map.activate(i);
      event.target.setAttribute("aria-describedby", this.tip.id);
      this.reveal(i);
      map.hover(i, null, { focus: true });
    });
    this.stage.addEventListener("focusout", (event) => holder.contains(event.target) && map.hover(-1));
    holder.addEventListener("keydown", (event) => this.key(event, current(event)));
  }

  key(event, i) {
    const { map } = this;
    const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    const last = map.geometry.codes.length - 1;
    let next = -1;
    if (event.key in arrows) next = map.neighbour(i, ...arrows[event.key]);
    else if (event.key === "Home") next = 0;
    else if (event.key === "End") next = last;
    else if (event.key === "Enter" || event.key === " ") map.choose(i);
    else if (event.key === "+" || event.key === "=") map.zoomBy(1.7, this.at(i));
    else if (event.key === "-") map.zoomBy(1 / 1.7, this.at(i));
    else if (event.key === "0") map.resetZoom();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (next < 0) return;
    map.activate(next);
    if (this.canvas) map.hover(next, null, { focus: true });
    else this.units[next].focus({ preventScroll: true });
  }

  /** Bring a unit that lies outside the zoomed stage to its middle. */
  reveal(i) {
    const [x, y] = this.at(i);
    if (x > 20 && y > 20 && x < this.width - 20 && y < this.height - 20) return;
    this.map.zoom.x += this.width / 2 - x;
    this.map.zoom.y += this.height / 2 - y;
    this.map.applyZoom();
  }
}

// ---- shapes on a canvas, for very many units ------------------------------------------------------------------------

class CanvasShapes {
  constructor(geometry) {
    this.shapes = geometry.paths.map((d) => new Path2D(d));
    this.lines = [
      [new Path2D(geometry.borders), "#ffffff", 0.5],
      [new Path2D(geometry.outline), "#3f4d5a", 1],
    ];
    this.node = el("canvas", { class: "shapes", role: "application", tabindex: "0", "aria-roledescription": "peta" });
    this.context = this.node.getContext("2d");
  }

  resize(width, height) {
    this.node.width = width * devicePixelRatio;
    this.node.height = height * devicePixelRatio;
  }

  /** Everything anew: fills, borders, outline; called on new values, zoom and size. */
  draw({ k, x, y, fills, off, columns }) {
    const { context, node } = this;
    const ratio = devicePixelRatio;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, node.width, node.height);
    context.setTransform(ratio * k, 0, 0, ratio * k, ratio * x, ratio * y);
    context.lineJoin = "round";
    const ready = new Map(); // one pattern per fill and drawing
    this.shapes.forEach((shape, i) => {
      const fill = off?.[i] ? OFF : fills[i];
      if (!ready.has(fill)) ready.set(fill, this.style(fill, k, columns.part));
      context.fillStyle = ready.get(fill);
      context.fill(shape, "evenodd");
    });
    for (const [line, colour, wide] of this.lines) {
      context.strokeStyle = colour;
      context.lineWidth = wide / k;
      context.stroke(line);
    }
  }

  /** The canvas twin of an SVG fill: a colour, or its pattern drawn on a small tile. */
  style(fill, k, part) {
    const id = /^url\(#(.+)\)$/.exec(fill)?.[1];
    if (!id) return fill;
    const tile = el("canvas", { width: 6, height: 6 });
    const ink = tile.getContext("2d");
    const over = part.classes[/-l(\d)$/.exec(id)?.[1]];
    ink.fillStyle = over?.colour ?? "#ffffff";
    ink.fillRect(0, 0, 6, 6);
    ink.strokeStyle = ink.fillStyle = over?.mark ?? "#94a2ae";
    if (id.endsWith("-s")) ink.fillRect(2, 2, 2, 2);
    else {
      const marks = { u: "M0 0l6 6M0 6l6-6", x: "M0 3h6" };
      ink.stroke(new Path2D(over ? "M0 0l6 6" : (marks[id.at(-1)] ?? "M0 6l6-6")));
    }
    const made = this.context.createPattern(tile, "repeat");
    made.setTransform(new DOMMatrix().scale(1 / k));
    return made;
  }

  /** The unit under a point of the stage, or -1. */
  unitAt(x, y) {
    const ratio = devicePixelRatio;
    return this.shapes.findIndex((shape) => this.context.isPointInPath(shape, x * ratio, y * ratio, "evenodd"));
  }
}

// ---- names and numbers on the map ----------------------------------------------------------------------------------

class Labels {
  constructor(panel) {
    this.panel = panel;
    this.layer = svg("g", { class: "labels", "aria-hidden": "true" });
  }

  /** Names and numbers where they fit: first the chosen area and the highest values, then from large to small. */
  paint() {
    const { panel } = this;
    const { columns, width, height } = panel;
    const { geometry, view, selected } = panel.map;
    this.family ??= getComputedStyle(panel.stage).fontFamily;
    const few = geometry.codes.length <= FEW; // then a name may reach a little over its borders
    const taken = [];
    const words = [];
    const written = columns.written?.slice(0, Math.ceil((width * height) / WRITTEN_PX));
    const callouts = new Set(written ?? columns.callouts.slice(0, width < 480 ? 3 : undefined));
    const excluded = geometry.codes.map((_, i) => i).filter((i) => columns.stateOf(i) === "x");
    for (const i of [selected, ...excluded]) if (i >= 0) callouts.add(i);
    const given = new Map(written?.map((i, n) => [i, 1e6 - n]));
    const rank = (i) =>
      (i === selected ? 2e9 : callouts.has(i) ? 1e9 : 0) + (given.get(i) ?? geometry.labels[3 * i + 2]);
    const order = geometry.codes.map((_, i) => i).sort((a, b) => rank(b) - rank(a));
    // Few areas: the number of each comes before the name of any.
    const reserved = few && !written ? this.reserve(order) : new Map();
    for (const i of order) {
      const room = geometry.labels[3 * i + 2] * panel.k;
      const mustShow = callouts.has(i);
      if (!mustShow && (written || room < (few ? 12 : 22))) break; // the rest is smaller still, or not to be written
      if (panel.off?.[i]) continue;
      const [x, y] = panel.at(i);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const style = { family: this.family, few, mustShow, scale: view.text_scale };
      for (const lines of labelShapes(geometry.shortNames[i], this.number(i), room, style)) {
        const inside = lines.wide <= room * 1.08 || (few && !mustShow);
        const places = inside ? this.placesOn(i, lines) : this.placesAround(x, y, lines, few);
        const boxAt = ([dx, dy]) => textBox(x + dx, y + dy, lines);
        const others = lines.rows.length > 1 ? [...reserved].filter(([j]) => j !== i).map(([, box]) => box) : [];
        const place = places.find((candidate) => this.isFree(boxAt(candidate), [...taken, ...others]));
        if (!place) continue;
        reserved.delete(i);
        taken.push(boxAt(place));
        if (!inside) words.push(...this.leader(x, y, place, lines));
        // A text that reaches over its borders stands on a neighbour's colour too: ink on a paper halo is read on both.
        const onFill = inside && columns.coloured && Math.hypot(lines.wide, lines.high) <= room * 1.3;
        words.push(this.text(i, x + place[0], y + place[1], lines, onFill));
        break;
      }
    }
    this.layer.replaceChildren(...words);
  }

  /** Room for the number alone of each area that can have it; names are fitted around. */
  reserve(order) {
    const { panel, family } = this;
    const kept = new Map();
    for (const i of order) {
      const number = this.number(i);
      if (!number || panel.off?.[i]) continue;
      const lines = numberAlone(number, { family, scale: panel.map.view.text_scale });
      if (lines.wide > panel.map.geometry.labels[3 * i + 2] * panel.k * 1.7) continue;
      const [x, y] = panel.at(i);
      const box = textBox(x, y + this.shift(i, lines), lines);
      if (this.isFree(box, [...kept.values()])) kept.set(i, box);
    }
    return kept;
  }

  /** Inside the stage, and not on another text. */
  isFree([left, top, right, bottom], taken) {
    if (left < 2 || top < 2 || right > this.panel.width - 2 || bottom > this.panel.height - 2) return false;
    return !taken.some((other) => other[0] < right && left < other[2] && other[1] < bottom && top < other[3]);
  }

  /** Places for a text that fits its area: on its label point, or under or over its circle. */
  placesOn(i, lines) {
    const dy = this.shift(i, lines);
    return dy ? [[0, dy], [0, -dy]] : [[0, 0]];
  }

  /** Places for a text wider than its area, best first: over the sea, and near; among many areas only near. */
  placesAround(x, y, { wide, high }, few) {
    const found = [];
    const sea = few ? 90 : 45; // pixels that a place over the sea may be farther
    for (const far of few ? [8, 20, 36, 54, 76] : [8, 20, 36]) {
      for (let turn = 0; turn < 12; turn++) {
        const angle = (turn * Math.PI) / 6;
        const place = [Math.cos(angle) * (far + wide / 2), Math.sin(angle) * (far + high / 2)];
        found.push([far + sea * this.landShare(textBox(x + place[0], y + place[1], { wide, high })), place]);
      }
    }
    return found.sort((a, b) => a[0] - b[0]).map(([, place]) => place);
  }

  /** How much of a rectangle of the stage is land, 0 to 1. */
  landShare([left, top, right, bottom]) {
    const { k, x, y, map } = this.panel;
    const { data, width, height, step } = landPicture(map.geometry);
    let land = 0;
    for (let v = 0; v <= 4; v++) {
      for (let u = 0; u <= 8; u++) {
        const px = Math.floor((left + ((right - left) * u) / 8 - x) / k / step);
        const py = Math.floor((top + ((bottom - top) * v) / 4 - y) / k / step);
        if (px >= 0 && py >= 0 && px < width && py < height && data[4 * (py * width + px) + 3] > 60) land += 1;
      }
    }
    return land / 45;
  }

  /** A thin line from an area to the text that stands outside it. */
  leader(x, y, [dx, dy], { wide, high }) {
    const end = [clamp(x, x + dx - wide / 2, x + dx + wide / 2), clamp(y, y + dy - high / 2, y + dy + high / 2)];
    const d = `M${x} ${y}L${end[0]} ${end[1]}`;
    return [
      svg("path", { class: "leader halo", d }),
      svg("path", { class: "leader", d }),
      svg("circle", { class: "leader", cx: x, cy: y, r: 2 }),
    ];
  }

  /** Under a circle too small to hold its text, else on the label point. */
  shift(i, lines) {
    const r = (this.panel.circleRadius() * (this.panel.columns.radii[i] ?? 0)) / 1000;
    return r && lines.wide > 1.9 * r ? r + lines.high / 2 + 1 : 0;
  }

  number(i) {
    const { columns } = this.panel;
    return (columns.part.circles ? columns.circleTexts : columns.values)[i] ?? "";
  }

  text(i, x, y, lines, onFill) {
    const { columns } = this.panel;
    const entry = onFill ? columns.classEntry(i) : null;
    const hatched = columns.coloured && columns.stateOf(i) !== ".";
    const text = svg("text", {
      class: hatched ? "on-hatch" : onFill ? "" : "over-borders",
      x,
      "text-anchor": "middle",
      "font-size": lines.size,
      fill: entry?.ink ?? "var(--ink)",
      stroke: entry?.colour ?? "var(--paper)",
      "stroke-opacity": 0.9,
    });
    lines.rows.forEach(([row, bold], n) => {
      const span = svg("tspan", {
        x,
        y: y - lines.high / 2 + lines.step * (n + 0.78),
        "font-weight": bold ? 700 : 500,
      });
      span.textContent = row;
      text.append(span);
    });
    return text;
  }
}

/** A coarse picture of the shapes, made once per geometry: where its alpha is high there is land. */
function landPicture(geometry) {
  if (!geometry.land) {
    const step = Math.max(geometry.width, geometry.height) / 320;
    const size = { width: Math.ceil(geometry.width / step), height: Math.ceil(geometry.height / step) };
    const context = el("canvas", size).getContext("2d", { willReadFrequently: true });
    context.scale(1 / step, 1 / step);
    for (const d of geometry.paths) context.fill(new Path2D(d), "evenodd");
    geometry.land = { ...size, step, data: context.getImageData(0, 0, size.width, size.height).data };
  }
  return geometry.land;
}

const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();

function textWidth(text, size, bold, family) {
  const key = `${bold}${size}${text}`;
  let wide = widths.get(key);
  if (wide === undefined) {
    ruler.font = `${bold ? 700 : 500} ${size}px ${family}`;
    widths.set(key, (wide = ruler.measureText(text).width));
  }
  return wide;
}

/** Left, top, right, bottom of a text around a point. */
const textBox = (x, y, { wide, high }) => [x - wide / 2 - 2, y - high / 2 - 1, x + wide / 2 + 2, y + high / 2 + 1];

/** Lines of text with their size: [text, bold] per row. */
function textLines(rows, size, family) {
  const wide = Math.max(...rows.map(([row, bold]) => textWidth(row, size, bold, family)));
  const step = Math.round(size * 1.12);
  return { rows, size, step, wide, high: step * rows.length };
}

const numberAlone = (number, { family, scale }) => textLines([[number, true]], MIN_FONT * scale, family);

/** Ways to write name and number that fit a width, best first: one line, two lines, then the number alone. */
function labelShapes(name, number, room, { family, few, mustShow, scale }) {
  const made = (names, size) =>
    textLines([...names.map((row) => [row, false]), ...(number ? [[number, true]] : [])], size, family);
  const found = [];
  const large = (room > 150 ? 14 : room > 100 ? 13 : 12) * scale;
  const small = MIN_FONT * scale;
  const shapes = [[name], ...halves(name)];
  // Inside the borders if any shape allows it; a map with few areas lets the rest reach a little over them.
  for (const reach of few ? [1.02, 1.5] : [1.02]) {
    const all = [large, small].flatMap((size) => shapes.map((names) => made(names, size)));
    const fits = all.find((lines) => lines.wide <= room * reach);
    if (fits && !found.length) found.push(fits);
  }
  if (mustShow && !found.length) found.push(made([name], (MIN_FONT + (few ? 2 : 1)) * scale));
  if (number) {
    const alone = numberAlone(number, { family, scale });
    if (alone.wide <= room * (few ? 1.7 : 0.8)) found.push(alone);
  }
  return found;
}

/** A name of several words on two lines, as evenly as it can be: [["Lampung", "Selatan"]]; one word gives []. */
function halves(name) {
  const words = name.split(" ");
  const cuts = words.slice(1).map((_, n) => [words.slice(0, n + 1).join(" "), words.slice(n + 1).join(" ")]);
  const longest = (pair) => Math.max(pair[0].length, pair[1].length);
  return cuts.sort((a, b) => longest(a) - longest(b)).slice(0, 1);
}

// ---- style -------------------------------------------------------------------------------------------------------

const STYLE = `
.peta {
  --text: var(--st-text-color, var(--ink));
  --quiet: color-mix(in srgb, var(--text) 72%, transparent);
  --rule: color-mix(in srgb, var(--text) 16%, transparent);
  position: relative;
  color: var(--text);
  font-size: calc(14px * var(--scale));
  line-height: 1.35;
  container-type: inline-size;
  -webkit-tap-highlight-color: transparent;
}
.frame {
  display: grid;
  height: var(--height);
  grid-template: "maps" minmax(0, 1fr) "legend" auto "foot" auto / minmax(0, 1fr);
  gap: 8px;
  position: relative;
}
.beside .frame { grid-template: "maps legend" minmax(0, 1fr) "foot foot" auto / minmax(0, 1fr) calc(214px * var(--scale)); column-gap: 16px; }
.plays .frame { grid-template-areas: "maps" "player" "legend" "foot"; grid-template-rows: minmax(0, 1fr) auto auto auto; }
.plays.beside .frame { grid-template-areas: "maps legend" "player player" "foot foot"; grid-template-rows: minmax(0, 1fr) auto auto; }
.bare .frame { grid-template-columns: minmax(0, 1fr); column-gap: 0; }
.bare .legend { display: none; }
.panels { grid-area: maps; display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); gap: 0 16px; min-height: 0; }
.two .panels { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.three .panels { grid-template-columns: repeat(3, minmax(0, 1fr)); }
/* Headings share a row, so that a long one moves the maps beside it as well. */
.panel { margin: 0; display: grid; grid-template-rows: subgrid; grid-row: span 2; min-height: 0; min-width: 0; }
figcaption { padding: 0 0 6px; }
.title { font-size: calc(17px * var(--scale)); font-weight: 600; line-height: 1.25; letter-spacing: -0.005em; }
.subtitle { color: var(--quiet); }
.stage {
  position: relative;
  flex: 1;
  min-height: 0;
  background: var(--sea);
  border-radius: 6px;
  color: var(--ink);
}
.drawing, .shapes { position: absolute; inset: 0; width: 100%; height: 100%; display: block; border-radius: 6px; }
.drawing { overflow: hidden; touch-action: pan-y; user-select: none; -webkit-user-select: none; }
.shapes + .drawing .ground { pointer-events: none; }
.shapes:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
.zoomed .drawing { touch-action: none; cursor: grab; }

/* Shapes: a thin coast under white borders, a darker line between parents. */
.units path {
  stroke: #8798a6;
  stroke-width: 0.7px;
  stroke-linejoin: round;
  vector-effect: non-scaling-stroke;
  cursor: pointer;
  outline: none;
}
.units path.off { fill: ${OFF}; stroke: #bfc9d1; }
.borders, .outline, .hollow, .mark { fill: none; pointer-events: none; vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round; }
.borders { stroke: var(--paper); stroke-width: 0.8px; }
.many .borders { stroke-width: 0.6px; }
.many .units path { stroke-width: 0.5px; }
.hollow { stroke: #a3b0bb; stroke-width: 0.8px; }
.isolated .hollow { stroke: none; }
.outline { stroke: #33414e; stroke-width: 1px; stroke-opacity: 0.75; }
.lokus-halo { stroke: var(--paper); stroke-width: 4.6px; }
.lokus { stroke: var(--ink); stroke-width: 2.6px; }
.many .lokus-halo { stroke-width: 3.6px; }
.many .lokus { stroke-width: 2px; }
.excluded { stroke: var(--ink); stroke-width: 1.8px; stroke-dasharray: 5 4; stroke-linecap: butt; }
.selected-halo { stroke: var(--paper); stroke-width: 5px; }
.selected { stroke: var(--accent); stroke-width: 2.6px; }
.hover-halo { stroke: var(--paper); stroke-width: 4px; }
.hover { stroke: var(--ink); stroke-width: 1.8px; }
.focus .hover-halo { stroke-width: 7px; }
.focus .hover { stroke-width: 3.2px; }
.leaving .ground { opacity: 0.75; }
@media (prefers-reduced-motion: no-preference) {
  .units.soft path { transition: fill 0.18s ease-out; }
  .leaving .ground { transition: opacity 0.15s; }
}
.circles circle { fill: var(--circle); fill-opacity: 0.62; stroke: var(--paper); stroke-width: 1px; cursor: pointer; }
.over .circles circle { fill: var(--paper); fill-opacity: 0.3; stroke: var(--ink); stroke-width: 1.4px; }
.circles circle.off { opacity: 0.25; }
.plain .units path { stroke: #aab6c0; }
.plain .borders { stroke-width: 1.4px; }

.labels, .watermark, .scale { pointer-events: none; }
.labels text { paint-order: stroke; stroke-width: 2.6px; stroke-linejoin: round; font-variant-numeric: tabular-nums; }
.labels .on-hatch { stroke-width: 4.5px; }
.labels .over-borders { stroke-width: 4px; }
.labels .leader { fill: none; stroke: var(--ink); stroke-width: 1px; }
.labels .leader.halo { stroke: var(--paper); stroke-width: 3px; stroke-opacity: 0.8; }
.labels circle.leader { fill: var(--ink); stroke: var(--paper); }
/* Ink for the light classes, a rim of paper for the dark ones. */
.watermark { fill: var(--ink); fill-opacity: 0.13; stroke: var(--paper); stroke-opacity: 0.3; stroke-width: 1.5px; font-weight: 700; letter-spacing: 0.08em; }
.scale path { fill: none; stroke: var(--muted); stroke-width: 1.3px; }
.scale .halo { stroke: var(--sea); stroke-width: 4px; }
.scale text { fill: var(--muted); font-size: calc(11.5px * var(--scale)); paint-order: stroke; stroke: var(--sea); stroke-width: 3px; }

.zoom { position: absolute; top: 8px; right: 8px; display: flex; flex-direction: column; border-radius: 5px; box-shadow: 0 0 0 1px var(--faint); background: var(--paper); overflow: hidden; }
.zoom button { width: 28px; height: 28px; padding: 0; border: 0; background: none; color: var(--muted); font-family: inherit; font-size: calc(17px * var(--scale)); font-weight: 500; line-height: 1; cursor: pointer; }
.zoom button + button { border-top: 1px solid var(--faint); }
.zoom button:hover { background: var(--sea); color: var(--ink); }
.zoom .reset { font-size: calc(14px * var(--scale)); visibility: hidden; display: none; }
.zoomed .zoom .reset { visibility: visible; display: block; }
.panel + .panel .zoom { display: none; }

/* Periods: a button, the name of the period, and a line to pull along. */
.player { grid-area: player; display: flex; align-items: center; gap: 4px 14px; }
.player[hidden], .player [hidden] { display: none; }
.player button { display: inline-flex; align-items: center; gap: 7px; min-height: 32px; padding: 4px 12px; border: 1px solid var(--rule); border-radius: 5px; background: none; color: inherit; font: inherit; font-weight: 600; white-space: nowrap; cursor: pointer; }
.player button:hover:enabled { border-color: var(--quiet); }
.player button:disabled { color: var(--quiet); font-weight: 400; cursor: default; }
.player .start { min-width: calc(86px * var(--scale)); justify-content: center; }
.player .now { font-size: calc(17px * var(--scale)); font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.player .track { flex: 1; min-width: 120px; }
.player input { display: block; width: 100%; height: 20px; margin: 0; appearance: none; background: none; cursor: pointer; }
.player input::-webkit-slider-runnable-track { height: 4px; border-radius: 2px; background: linear-gradient(to right, var(--text) calc(var(--share) * 100%), var(--rule) 0); }
.player input::-moz-range-track { height: 4px; border-radius: 2px; background: var(--rule); }
.player input::-moz-range-progress { height: 4px; border-radius: 2px; background: var(--text); }
.player input::-webkit-slider-thumb { appearance: none; width: 16px; height: 16px; margin-top: -6px; border: 2px solid var(--paper); border-radius: 50%; background: var(--text); box-shadow: 0 0 0 1px var(--text); }
.player input::-moz-range-thumb { width: 13px; height: 13px; border: 2px solid var(--paper); border-radius: 50%; background: var(--text); }
.player input:focus-visible { outline: none; }
.player input:focus-visible::-webkit-slider-thumb { box-shadow: 0 0 0 1px var(--text), 0 0 0 5px var(--accent); }
.player input:focus-visible::-moz-range-thumb { box-shadow: 0 0 0 4px var(--accent); }
.player .ends { display: flex; justify-content: space-between; color: var(--quiet); font-size: calc(12px * var(--scale)); line-height: 1.1; }

.tip {
  position: absolute;
  z-index: 5;
  top: 0;
  left: 0;
  width: max-content;
  max-width: min(calc(270px * var(--scale)), 92%);
  box-sizing: border-box;
  padding: 8px 11px 9px;
  background: var(--paper);
  color: var(--ink);
  border-radius: 5px;
  box-shadow: 0 0 0 1px rgb(23 33 43 / 14%), 0 4px 14px rgb(23 33 43 / 18%);
  font-size: calc(13px * var(--scale));
  line-height: 1.35;
  pointer-events: none;
}
.tip[hidden], .status[hidden], .below[hidden], .subtitle[hidden] { display: none; }
.tip .place { display: block; font-size: calc(14px * var(--scale)); font-weight: 600; }
.tip .reading { display: flex; align-items: baseline; gap: 6px; margin: 1px 0 3px; }
.tip .number { font-size: calc(19px * var(--scale)); font-weight: 700; font-variant-numeric: tabular-nums; }
.tip .dot { align-self: center; flex: none; width: 11px; height: 11px; border-radius: 2px; box-shadow: inset 0 0 0 1px rgb(23 33 43 / 25%); }
.tip .note, .tip .hint { color: var(--muted); }
.tip .hint { margin-top: 4px; padding-top: 4px; border-top: 1px solid var(--faint); font-size: calc(12px * var(--scale)); }
.tip.touch { pointer-events: auto; }
.tip button { margin-top: 7px; width: 100%; padding: 8px 14px; border: 0; border-radius: 4px; background: var(--accent); color: #fff; font-family: inherit; font-size: calc(14px * var(--scale)); font-weight: 600; }

/* Legend below: steps of one bar, like a scale. Beside, and on phones: a list. */
.legend { grid-area: legend; display: flex; flex-wrap: wrap; align-items: flex-end; gap: 6px 26px; }
.part { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 4px 18px; }
.legend .heading { display: flex; flex-direction: column; line-height: 1.25; padding-bottom: 2px; }
.legend .heading b { font-weight: 600; }
.legend .heading span { color: var(--quiet); font-size: calc(12.5px * var(--scale)); }
.classes, .states { display: flex; flex-wrap: wrap; gap: 0 1px; }
.states { gap: 0 12px; }
.entry {
  display: grid;
  grid-template: "swatch swatch" auto "name name" auto "range count" auto / auto 1fr;
  justify-items: start;
  column-gap: 6px;
  min-width: calc(104px * var(--scale));
  padding: 3px 8px 3px 0;
  border: 0;
  border-radius: 4px;
  background: none;
  color: inherit;
  font: inherit;
  font-size: calc(13px * var(--scale));
  line-height: 1.3;
  text-align: left;
  cursor: pointer;
}
.classes .unranged { grid-template: "swatch" auto "name" auto "count" auto / auto; }
.entry:disabled { cursor: default; }
.entry .swatch { grid-area: swatch; width: 0; min-width: calc(100% + 8px); height: 11px; margin-bottom: 3px; display: block; }
.entry .name { grid-area: name; font-weight: 600; }
.entry .range { grid-area: range; color: var(--quiet); white-space: nowrap; }
.entry .count { grid-area: count; color: var(--quiet); font-variant-numeric: tabular-nums; white-space: nowrap; }
.entry .range + .count::before { content: "· "; }
.entry:hover:enabled .name, .entry[aria-pressed="true"] .name { text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: 3px; }
.entry[aria-pressed="true"] .name { text-decoration-color: var(--accent); }
.isolated .entry[aria-pressed="false"] { opacity: 0.5; }
.swatch rect { stroke: rgb(23 33 43 / 22%); stroke-width: 1px; }
.swatch rect.thick { stroke: var(--ink); stroke-width: 5px; }
.swatch rect.lines { stroke: var(--ink); stroke-width: 2.5px; stroke-dasharray: 4 3; }
.swatch rect.dashed { stroke: var(--muted); stroke-dasharray: 3 2; }
.states .entry { grid-template: "swatch name count" auto / auto auto auto; align-items: center; min-width: 0; padding: 3px 0; }
.states .entry .swatch { min-width: 20px; height: 14px; margin: 0 2px 0 0; }
.states .name { font-weight: 400; }
.sizes { display: flex; align-items: flex-end; gap: 10px; }
.sizes .size { fill: none; stroke: var(--quiet); }
.sizes .leader { stroke: var(--quiet); stroke-width: 0.8px; stroke-dasharray: 2 2; }
.sizes text { font-size: calc(12px * var(--scale)); fill: currentColor; }

.beside .legend { flex-direction: column; flex-wrap: nowrap; align-items: stretch; align-self: center; gap: 14px; max-height: 100%; overflow: auto; padding: 2px; }
.beside .part, .beside .sizes { flex-direction: column; flex-wrap: nowrap; align-items: stretch; gap: 4px; }
.beside .classes, .beside .states { flex-direction: column-reverse; flex-wrap: nowrap; gap: 0; }
.beside .states { flex-direction: column; }
.beside .entry, .narrow .entry { grid-template: "swatch name count" auto "swatch range ." auto / 24px 1fr auto; padding: 3px 4px 3px 0; min-width: 0; }
.beside .entry .swatch, .narrow .entry .swatch { min-width: 24px; height: 0; min-height: 100%; margin: 0; }
.beside .states .entry, .narrow .states .entry { grid-template: "swatch name count" auto / 24px 1fr auto; }
.beside .states .entry .swatch, .narrow .states .entry .swatch { min-height: 16px; }
.beside .classes .entry { padding-top: 0; padding-bottom: 0; }
.beside .classes .entry .name, .beside .classes .entry .count { padding-top: 4px; }
.beside .classes .entry .range { padding-bottom: 4px; }
.beside .entry .range + .count::before, .narrow .entry .range + .count::before { content: ""; }

/* A single map in a column: every class has the same share of one row. */
.compact .part, .compact .classes { width: 100%; }
.compact .part > .heading { flex-direction: row; align-items: baseline; gap: 0 8px; width: 100%; }
.compact .classes { flex-wrap: nowrap; }
.compact .classes .entry { flex: 1 1 0; min-width: 0; padding-right: 0; font-size: calc(12.5px * var(--scale)); column-gap: 4px; }
.compact .classes .entry .swatch { min-width: 100%; }
.compact .legend { gap: 2px 14px; }

.foot { grid-area: foot; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 24px; color: var(--quiet); font-size: calc(12.5px * var(--scale)); }
.below { margin-top: 6px; font-size: calc(13px * var(--scale)); color: var(--quiet); }
.below summary { cursor: pointer; }
.below ul { columns: 240px; margin: 6px 0; padding-left: 18px; }
.below button { padding: 0; border: 0; background: none; color: inherit; font: inherit; text-decoration: underline; cursor: pointer; }

.narrow .frame { height: auto; }
.narrow .panels, .narrow.two .panels, .narrow.three .panels { grid-template: none / minmax(0, 1fr); }
.narrow .panel + .panel { margin-top: 16px; }
.narrow .stage { flex: none; height: var(--stage); }
.narrow .classes, .narrow .states { flex-direction: column; width: 100%; gap: 0; }
.narrow .legend { gap: 10px; }
.narrow .part { width: 100%; gap: 2px; }
.narrow .classes + .sizes { margin-top: 6px; }
.narrow .part > .heading { width: 100%; }
.narrow .player { flex-wrap: wrap; position: sticky; bottom: 0; z-index: 4; padding: 8px 0; background: var(--st-background-color, var(--paper)); }
.narrow .player .now { flex: 1; }
.narrow .player .track { order: 5; flex-basis: 100%; }
.narrow .player button { min-height: 40px; }
.narrow .player input { height: 32px; }
.narrow .player input::-webkit-slider-thumb { width: 22px; height: 22px; margin-top: -9px; }
.narrow .title { font-size: calc(16px * var(--scale)); }

.status { position: absolute; inset: auto 0 50% 0; margin: auto; width: max-content; max-width: 86%; padding: 9px 15px; border-radius: 5px; background: var(--paper, #fff); color: #17212b; box-shadow: 0 0 0 1px rgb(23 33 43 / 14%); text-align: center; }
.status:not(.error) { animation: appear 0s 0.25s both; }
@keyframes appear { from { opacity: 0; } to { opacity: 1; } }
.peta[data-failed] .panels, .peta[data-failed] .legend, .peta[data-failed] .foot, .peta[data-failed] .below { visibility: hidden; }
.status button { margin-left: 10px; padding: 4px 12px; border: 1px solid currentColor; border-radius: 4px; background: none; color: inherit; font: inherit; cursor: pointer; }
button:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
`;
