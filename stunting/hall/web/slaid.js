/* Draws one slide of a deck (form 1, see slides/deck_json.py) into an element, and makes its texts fit.

   Plain scripts that share `globalThis.Slaid`: the same file serves the screen, the window of the speaker, whoever
   follows, and the page file, which is opened without a server. Texts are set as text; the SVG is that of our server. */
(() => {
  "use strict";

  const SAMPLE_MARK = "DATA CONTOH";
  // From the wished size down to the smallest that the last row reads; units of the stage.
  const TITLES = [64, 60, 56, 52, 48];
  const FIGURES = [180, 160, 140, 120, 104, 88, 76, 64];
  const LEFT = [
    { kalimat: 40, label: 32, rincian: 28, putusan: 34 },
    { kalimat: 38, label: 30, rincian: 26, putusan: 32 },
    { kalimat: 36, label: 28, rincian: 26, putusan: 30 },
    { kalimat: 34, label: 28, rincian: 24, putusan: 30 },
    { kalimat: 32, label: 26, rincian: 24, putusan: 28 },
    { kalimat: 30, label: 26, rincian: 24, putusan: 26 },
    { kalimat: 28, label: 24, rincian: 24, putusan: 24 },
    { kalimat: 26, label: 24, rincian: 24, putusan: 24 },
    { kalimat: 24, label: 24, rincian: 24, putusan: 24 },
  ];
  // What gives way when the smallest letters are not enough: footnotes move to the source sheet, the drawing becomes
  // narrower, and only then letters become smaller than those of the last row.
  const RELIEFS = [
    { most: Infinity, lebar: 1 }, { most: 1, lebar: 1 }, { most: 0, lebar: 1 }, { most: 0, lebar: 1.2 },
    { most: 0, lebar: 1.45 }, { most: 0, lebar: 1.75, more: [22, 20, 18, 16].map((px) => ({ kalimat: px, label: px, rincian: px, putusan: px })) },
  ];
  const WORDS = [
    { judul: 112, kalimat: 48, putusan: 48 },
    { judul: 100, kalimat: 44, putusan: 46 },
    { judul: 88, kalimat: 42, putusan: 44 },
    { judul: 76, kalimat: 40, putusan: 40 },
    { judul: 68, kalimat: 36, putusan: 36 },
    { judul: 60, kalimat: 34, putusan: 34 },
    { judul: 52, kalimat: 30, putusan: 30 },
    { judul: 48, kalimat: 26, putusan: 26 },
    { judul: 48, kalimat: 24, putusan: 24 },
  ];
  const ALONE = { FIGURES: [320, 280, 240, 200, 160, 120, 96], kalimat: 48, label: 42, rincian: 34, putusan: 40 };
  // Footnotes go to the source sheet before they take more of the 1080 than this, or make the drawing smaller than its
  // letters allow; one of them stays.
  const FOOT = 190;
  const SMALLEST_SCALE = 0.97;
  const CHIPS = [26, 25, 24];
  const HYPHENED = /((?<!\S)\S{1,14}[-–]\S{1,14}(?!\S))/;

  /** An element with a class and a text. */
  function make(tag, name = "", text = "") {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text) node.append(...whole(text));
    return node;
  }

  /** A text in pieces, so that "e-PPGBM" and "17,1–23,4%" are not broken at their hyphen. */
  function whole(text) {
    return text.split(HYPHENED).map((piece, place) => {
      if (place % 2 === 0) return piece;
      const span = document.createElement("span");
      span.className = "utuh";
      span.textContent = piece;
      return span;
    });
  }

  function add(parent, tag, name, text) {
    if (text) parent.append(make(tag, name, text));
  }

  const isWords = (slide) => !slide.figure && !slide.svg;

  /** The slide as an element; `back` is called by the button of an area inside a step. */
  function draw(slide, deck, { back = null } = {}) {
    const node = make("article", "slaid");
    node.dataset.kunci = slide.key;
    if (isWords(slide)) words(node, slide, deck, back);
    else figures(node, slide, deck, back);
    return node;
  }

  function words(node, slide, deck, back) {
    node.classList.add("kata");
    const head = make("header", "kepala");
    head.append(make("p", "acara", [deck.agenda.name, deck.agenda.date].filter(Boolean).join(" · ")));
    const right = make("div", "kop");
    if (slide.is_sample) {
      const list = make("ul", "pilihan");
      list.append(make("li", "contoh", SAMPLE_MARK));
      right.append(list);
    }
    kop(right, deck);
    if (right.childNodes.length) head.append(right);
    const middle = make("div", "tengah");
    if (back) middle.append(backButton(back));
    middle.append(make("h1", "judul", slide.title));
    add(middle, "p", "kalimat", slide.sentence);
    decision(middle, slide);
    node.append(head, middle, foot(slide));
  }

  function figures(node, slide, deck, back) {
    if (!slide.svg) node.classList.add("angka-saja");
    const head = make("header", "kepala");
    head.append(make("h1", "judul", slide.title));
    const right = make("div", "kop");
    kop(right, deck);
    if (right.childNodes.length) head.append(right);

    const chips = make("ul", "pilihan");
    if (back) {
      const item = make("li");
      item.className = "tanggal";
      item.append(backButton(back));
      chips.append(item);
    }
    if (slide.is_sample) chips.append(make("li", "contoh", SAMPLE_MARK));
    // The date of the data has its own place at the end.
    for (const chip of slide.chips) if (chip !== slide.data_date) add(chips, "li", "", chip);
    add(chips, "li", "tanggal", slide.data_date && `Data: ${slide.data_date}`);

    const left = make("div", "kiri");
    if (slide.figure) {
      add(left, "p", `angka${slide.figure.text.length > 9 ? " panjang" : ""}`, slide.figure.text);
      add(left, "p", "label", slide.figure.label);
      add(left, "p", "rincian", slide.figure.detail);
    }
    add(left, "p", "kalimat", slide.sentence);
    decision(left, slide);
    node.append(head, chips, left);
    if (slide.svg) node.append(picture(slide));
    node.append(foot(slide));
  }

  function kop(right, deck) {
    add(right, "span", "", deck.kop.government);
    if (!deck.kop.logo) return;
    const logo = make("img");
    logo.src = deck.kop.logo;
    logo.alt = "";
    right.append(logo);
  }

  /** The colour of the house for this page: a line over every slide, the name of the government. */
  function house({ kop: { colour, colour_on_dark: onDark } }) {
    document.documentElement.style.setProperty("--rumah-terang", colour);
    document.documentElement.style.setProperty("--rumah-gelap", onDark);
  }

  function backButton(back) {
    const button = make("button", "kembali", "‹ Kembali (Esc)");
    button.type = "button";
    button.addEventListener("click", back);
    return button;
  }

  function decision(parent, slide) {
    if (!slide.decision) return;
    const box = make("p", "putusan");
    box.append(make("small", "", "Yang diputuskan"), ...whole(slide.decision));
    parent.append(box);
  }

  function picture(slide) {
    const box = make("figure", "gambar");
    // As HTML, so that a fault in it costs a mark and not the whole drawing.
    const parsed = new DOMParser().parseFromString(slide.svg, "text/html").querySelector("svg");
    if (!parsed) return box;
    const svg = document.importNode(parsed, true);
    svg.setAttribute("preserveAspectRatio", "xMidYMin meet");
    if (slide.alt && !svg.hasAttribute("aria-label")) svg.setAttribute("aria-label", slide.alt);
    box.append(svg);
    return box;
  }

  function foot(slide) {
    const node = make("footer", "kaki");
    for (const note of slide.footnotes) add(node, "p", "catatan", note);
    add(node, "p", "sumber", slide.source);
    return node;
  }

  const set = (node, sizes) => {
    for (const [name, size] of Object.entries(sizes)) node.style.setProperty(`--${name}`, size);
  };
  const overflows = (node) => node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;

  /** Take the largest of `sizes` that `fits`, else the smallest; says whether one did. */
  function first(sizes, apply, fits) {
    for (const size of sizes) {
      apply(size);
      if (fits()) return true;
    }
    return false;
  }

  /** Shrink the texts of a slide on a stage until none lies outside its place. Needs layout, not visibility. */
  function fit(node) {
    if (!node.clientHeight || node.closest(".sempit")) return;
    const unit = parseFloat(getComputedStyle(node).fontSize) / 24;
    const middle = node.querySelector(".tengah");
    if (middle) {
      first(WORDS, (sizes) => set(node, sizes), () => !overflows(middle) && tall(middle.querySelector(".judul"), 3));
      return;
    }
    const title = node.querySelector(".judul");
    first(TITLES, (judul) => set(node, { judul }), () => !overflows(title) && tall(title, 1));
    if (!tall(title, 1)) first(TITLES.slice(1), (judul) => set(node, { judul }), () => !overflows(title) && tall(title, 2));
    const chips = node.querySelector(".pilihan");
    first(CHIPS, (pilihan) => set(node, { pilihan }), () => chips.clientHeight < 60 * unit);
    const left = node.querySelector(".kiri");
    const figure = left.querySelector(".angka");
    const alone = node.classList.contains("angka-saja");
    const figureSizes = alone ? ALONE.FIGURES : FIGURES;
    for (const { most, lebar, more = [] } of RELIEFS) {
      set(node, { lebar });
      footnotes(node, unit, most);
      let widest = 0;
      if (figure) {
        set(node, { angka: figureSizes[0] });
        while (widest < figureSizes.length - 1 && isBroken(figure)) set(node, { angka: figureSizes[(widest += 1)] });
      }
      const levels = [...(alone ? [ALONE] : []), ...LEFT, ...more].map(({ kalimat, label, rincian, putusan }, place) => ({
        kalimat, label, rincian, putusan,
        // The figure gives way only after the sentence has.
        angka: figureSizes[Math.min(widest + Math.max(0, place - (alone ? 3 : 2)), figureSizes.length - 1)],
      }));
      if (first(levels, (sizes) => set(node, sizes), () => !overflows(left))) return;
    }
  }

  /** Whether a title has no more than this many lines. */
  function tall(title, lines) {
    const style = getComputedStyle(title);
    return title.scrollHeight <= parseFloat(style.lineHeight) * (lines + 0.5) + (title.closest(".tengah") ? parseFloat(style.fontSize) : 0);
  }

  /** A figure is one line where it is short; words such as "tidak ditampilkan" may take two. */
  function isBroken(figure) {
    const lines = figure.classList.contains("panjang") ? 2 : 1;
    return figure.scrollWidth > figure.clientWidth + 1 || figure.scrollHeight > parseFloat(getComputedStyle(figure).fontSize) * (lines * 0.95 + 0.5);
  }

  /** Footnotes that do not fit are told, and stand on the source sheet. */
  function footnotes(node, unit, most) {
    const foot = node.querySelector(".kaki");
    const box = node.querySelector(".gambar");
    const drawn = box?.querySelector("svg")?.viewBox.baseVal;
    const isSmall = () => drawn?.height > 0 && box.clientHeight / drawn.height < SMALLEST_SCALE * unit;
    foot.querySelector(".lainnya")?.remove();
    const notes = [...foot.querySelectorAll(".catatan")];
    notes.forEach((note) => (note.hidden = false));
    let left = notes.length;
    const rest = make("p", "catatan lainnya");
    while (left && (left > most || foot.scrollHeight > FOOT * unit || (left > 1 && isSmall()))) {
      notes[(left -= 1)].hidden = true;
      rest.textContent = `${left ? "Catatan lain" : "Catatan"}: ${notes.length - left}, pada lembar sumber (S)`;
      if (!rest.isConnected) foot.insertBefore(rest, foot.querySelector(".sumber"));
    }
  }

  /** A card of "Kejayan berapa?" as a slide. */
  function ofCard(card) {
    return {
      key: card.code,
      title: card.name,
      figure: card.figure,
      sentence: card.sentence,
      source: card.source,
      chips: [card.level === "desa" ? "Desa/kelurahan" : "Kecamatan", card.parent, "mode publik"].filter(Boolean),
      data_date: card.data_date,
      footnotes: [],
      credit: "",
      is_sample: card.is_sample,
      svg: "",
      alt: "",
      children: [],
      decision: "",
    };
  }

  /** The slide of a position: an area inside the step, a card, or the step. Null where the deck has none. */
  function at(deck, { step, child = "" }) {
    if (child) {
      const inside = deck.children[step]?.[child];
      if (inside) return inside;
      const card = deck.cards.find((one) => one.code === child);
      if (card) return ofCard(card);
    }
    return deck.slides.find((one) => one.key === step) ?? null;
  }

  /** Which figures are shown: the release, and whether it is frozen. */
  function release(deck) {
    // Figures of a survey are real beside a sample series: each slide is marked by its own, and the foot says what is inside.
    const sample = deck.is_sample ? ` · memuat ${SAMPLE_MARK}` : "";
    return `Rilis ${deck.release.id} · ${deck.release.is_frozen ? "data dibekukan" : deck.release.created}${sample}`;
  }

  /** "wide" or "tall" for a stage, "narrow" where one would be too small to read. */
  function size(width, height, { isStage = false } = {}) {
    if (!isStage && (width < 800 || height < 520)) return "narrow";
    return width / height < 1.5 ? "tall" : "wide";
  }

  const STAGES = { wide: "lebar", tall: "tegak", narrow: "sempit" };
  function setStage(node, name) {
    for (const [one, cls] of Object.entries(STAGES)) node.classList.toggle(cls, one === name);
  }

  const THEME = "rembuk-tema";
  const theme = {
    get: () => document.documentElement.dataset.tema === "gelap" ? "gelap" : "terang",
    set(name) {
      document.documentElement.dataset.tema = name;
      try { localStorage.setItem(THEME, name); } catch { /* a page without storage keeps it for now */ }
    },
    restore() {
      let kept = null;
      try { kept = localStorage.getItem(THEME); } catch { /* as above */ }
      if (kept) theme.set(kept);
    },
    toggle: () => theme.set(theme.get() === "gelap" ? "terang" : "gelap"),
  };

  /** Until the letters are there: sizes are measured with them. Those of the system do as well. */
  const fonts = () => Promise.allSettled(["400", "700"].map((weight) => document.fonts.load(`${weight} 24px "Source Sans Pro"`)));

  /** The base path of the dashboard: what stands before the address of this page. */
  const base = () => location.pathname.replace(/\/(?:rembuk\/\w+|ikuti)\/?$/, "");

  const clock = (moment) => `${String(moment.getHours()).padStart(2, "0")}.${String(moment.getMinutes()).padStart(2, "0")}`;

  globalThis.Slaid = { make, add, draw, house, fit, at, ofCard, isWords, release, size, setStage, theme, fonts, base, clock, SAMPLE_MARK };
})();
