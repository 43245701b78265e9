/* The slides as one file that is opened by double-click: no server, no network; the drawings of every size lie in it. */
(() => {
  "use strict";

  const { make, draw, house, fit, at, release, size, setStage, theme, fonts } = globalThis.Slaid;
  const { Lembar } = globalThis.Lembar;

  const part = (name) => document.getElementById(name);
  const stage = part("panggung");
  const sheets = new Lembar(stage);
  // The texts once, and the drawings by size: {slide or slide/area: svg}.
  const { deck, drawings } = JSON.parse(part("isi").textContent);
  let stageSize = "";
  let position = { step: deck.slides[0]?.key ?? "", child: "" };
  let isLegendHidden = false;

  /** Give the slides the drawings of this stage. */
  function wear(wanted) {
    stageSize = wanted;
    for (const slide of deck.slides) slide.svg = drawings[wanted][slide.key] ?? "";
    for (const [step, inside] of Object.entries(deck.children)) {
      for (const [code, slide] of Object.entries(inside)) slide.svg = drawings[wanted][`${step}/${code}`] ?? "";
    }
    setStage(stage, wanted);
    document.body.classList.toggle("berpanggung", wanted !== "narrow");
  }

  /** "#peta" or "#peta/351406": a place in the file is a link. */
  function fromAddress() {
    const [step, child = ""] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (!deck.slides.some((one) => one.key === step)) return;
    position = { step, child: child && at(deck, { step, child })?.key === child ? child : "" };
  }

  const index = () => deck.slides.findIndex((one) => one.key === position.step);

  function show() {
    const slide = at(deck, position);
    if (!slide) return;
    const place = make("div", "tempat tampil");
    place.append(draw(slide, deck, { back: position.child ? () => go({ step: position.step }) : null }));
    stage.querySelector(".tempat")?.remove();
    stage.prepend(place);
    stage.classList.toggle("tanpa-kunci", isLegendHidden);
    fit(place.firstChild);
    if (stageSize === "narrow") scrollTo(0, 0);
    stage.dataset.tampil = position.child ? `${position.step}/${position.child}` : position.step;
    part("nomor").textContent = `${index() + 1}/${deck.slides.length}`;
    part("mundur").disabled = index() <= 0 && !position.child;
    part("maju").disabled = index() >= deck.slides.length - 1;
    part("suara").textContent = slide.title;
    document.title = `${slide.title} · ${deck.agenda.name}`;
  }

  function go({ step, child = "" }) {
    position = { step, child };
    history.replaceState(null, "", `#${[step, child].filter(Boolean).map(encodeURIComponent).join("/")}`);
    show();
  }

  function by(steps) {
    const to = position.child && steps < 0 ? index() : index() + steps;
    if (deck.slides[to]) go({ step: deck.slides[to].key });
  }

  function drill(event) {
    const code = event.target.closest?.(".wilayah[data-kode][tabindex]")?.dataset.kode;
    if (!code || position.child || !deck.children[position.step]?.[code]) return false;
    event.preventDefault();
    go({ step: position.step, child: code });
    return true;
  }

  const acts = {
    semua: () => sheets.overview(deck, index(), (step) => go({ step })),
    cari: () => sheets.search(deck.cards, (card) => go({ step: position.step, child: card.code })),
    sumber: () => sheets.sources(at(deck, position), deck),
    tema: () => theme.toggle(),
    mundur: () => by(-1),
    maju: () => by(1),
    kunci: () => {
      isLegendHidden = !isLegendHidden;
      stage.classList.toggle("tanpa-kunci", isLegendHidden);
    },
    penuh: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.().catch(() => {})),
  };
  const KEYS = {
    ArrowRight: "maju", ArrowDown: "maju", PageDown: "maju", " ": "maju", ArrowLeft: "mundur", ArrowUp: "mundur",
    PageUp: "mundur", g: "semua", k: "cari", "/": "cari", s: "sumber", t: "tema", l: "kunci", f: "penuh",
  };

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Escape") {
      if (sheets.isOpen) sheets.close();
      else if (position.child) go({ step: position.step });
      return;
    }
    if (sheets.isOpen || event.target.closest?.("input")) return;
    if (key === "Enter" || key === " ") {
      if (event.target.closest?.("button") || drill(event)) return;
    }
    const number = /^[1-9]$/.test(key) ? deck.slides[Number(key) - 1] : null;
    if (number) go({ step: number.key });
    else if (KEYS[key] && !(stageSize === "narrow" && key.startsWith("Arrow"))) {
      event.preventDefault();
      acts[KEYS[key]]();
    }
  }

  let resizing = 0;
  addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      const wanted = size(innerWidth, innerHeight);
      if (wanted !== stageSize) wear(wanted);
      show();
    }, 120);
  });
  addEventListener("hashchange", () => {
    fromAddress();
    show();
  });
  for (const name of ["semua", "cari", "sumber", "tema", "mundur", "maju"]) part(name).addEventListener("click", acts[name]);
  part("cari").hidden = !deck.cards.length;
  stage.addEventListener("click", drill);
  document.addEventListener("keydown", onKey);
  part("rilis").textContent = release(deck);
  house(deck);
  theme.restore();
  fonts().then(() => {
    wear(size(innerWidth, innerHeight));
    fromAddress();
    show();
  });
})();
