/* The screen of the presenter. All slides lie ready, one is visible; a key moves the visibility on. */
(() => {
  "use strict";

  const { make, draw, house, fit, at, release, size, setStage, theme, fonts, clock } = globalThis.Slaid;
  const { Siaran, END, address, base, commandOf } = globalThis.Siaran;
  const { json } = globalThis.Sambungan;
  const { Lembar } = globalThis.Lembar;
  const { Maju } = globalThis.Maju;

  const HINT_SECONDS = 12;
  const KEPT_CHILDREN = 12;
  const POINTER_SECONDS = 3;

  const stage = document.getElementById("panggung");
  const message = document.getElementById("pesan");
  const voice = document.getElementById("suara");
  const live = new Siaran();
  const sheets = new Lembar(stage);
  const auto = new Maju(live);
  const places = new Map();
  let bar = null;
  let dark = null;
  let shown = "";
  let isLegendHidden = false;
  let stageSize = size(innerWidth, innerHeight, { isStage: true });

  const id = ({ step, child }) => (child ? `${step}/${child}` : step);
  /** The page Rembuk with this agenda open. */
  const desk = (choices = {}) => `${base}/rembuk?${new URLSearchParams({ ...live.deck.page, ...choices })}`;
  const idle = (work) => (globalThis.requestIdleCallback ?? ((done) => setTimeout(done, 20)))(work, { timeout: 500 });

  /** The place of a position, drawn if it is not there yet. */
  function place(position) {
    const name = id(position);
    if (places.has(name)) return places.get(name);
    const node = make("div", "tempat");
    if (position.step === END) node.append(ending());
    else node.append(draw(at(live.deck, position), live.deck, { back: position.child ? () => live.act("back") : null }));
    node.inert = true;
    stage.append(node);
    places.set(name, node);
    if (node.firstChild.matches(".slaid")) fit(node.firstChild);
    forgetChildren();
    return node;
  }

  /** Areas inside steps are drawn when they are opened; only the last ones are kept. */
  function forgetChildren() {
    const inside = [...places.keys()].filter((name) => name.includes("/") && name !== shown && name !== id(live.position));
    for (const name of inside.slice(0, Math.max(0, inside.length - KEPT_CHILDREN))) {
      places.get(name).remove();
      places.delete(name);
    }
  }

  function ending() {
    const node = make("section", "akhir");
    const link = make("a", "", "Kembali ke halaman Rembuk");
    link.href = desk();
    if (live.deck.kop.logo) {
      const logo = make("img");
      logo.src = live.deck.kop.logo;
      logo.alt = "";
      node.append(logo);
    }
    node.append(make("h1", "", "Terima kasih"), make("p", "", live.deck.agenda.name), link);
    return node;
  }

  function show() {
    const next = place(live.position);
    const before = places.get(shown);
    if (before !== next) {
      before?.classList.remove("tampil");
      if (before) before.inert = true;
      next.classList.add("tampil");
      next.inert = false;
      shown = id(live.position);
      stage.dataset.tampil = shown;
      announce(next);
    }
    blank(live.position.blank);
    tick();
    idle(ready);
  }

  /** Draw the steps around the one that is shown first, then all others. */
  function ready() {
    if (!live.deck) return;
    const near = live.deck.slides
      .map((one, index) => [Math.abs(index - live.index - 0.5), { step: one.key, child: "" }])
      .sort((one, other) => one[0] - other[0])
      .map(([, position]) => position);
    const missing = [...near, { step: END, child: "" }].find((position) => !places.has(id(position)));
    if (!missing) {
      stage.dataset.siap = "";
      return;
    }
    place(missing);
    idle(ready);
  }

  function announce(node) {
    const number = live.position.step === END ? "Selesai" : `Langkah ${live.index + 1} dari ${live.deck.slides.length}`;
    voice.textContent = `${number}: ${node.querySelector("h1").textContent}`;
    document.title = `${node.querySelector("h1").textContent} · ${live.deck.agenda.name}`;
  }

  function blank(isBlank) {
    if (isBlank && !dark) {
      dark = make("div", "gelap");
      dark.setAttribute("role", "img");
      dark.setAttribute("aria-label", "Layar gelap. Tekan B untuk menyalakan.");
      stage.append(dark);
    } else if (!isBlank && dark) {
      dark.remove();
      dark = null;
    }
  }

  /** Draw everything anew: another deck, or another form of stage. */
  function rebuild() {
    for (const node of places.values()) node.remove();
    places.clear();
    shown = "";
    delete stage.dataset.siap;
    setStage(stage, stageSize);
    house(live.deck);
    if (!bar) makeBar();
    bar.release.textContent = release(live.deck);
    message.hidden = true;
    show();
  }

  function makeBar() {
    const node = make("div", "bilah");
    const left = make("div");
    const right = make("div");
    bar = {
      release: make("span", "rilis"), hint: make("span", "bantuan-kecil", "? bantuan"), line: make("span", "kabar"),
      step: make("span", "langkah"), clock: make("span", "jam"),
    };
    left.append(bar.release);
    right.append(bar.hint, auto.node, bar.line, bar.step, bar.clock);
    node.append(left, right);
    stage.append(node);
    setTimeout(() => bar.hint.classList.add("pudar"), HINT_SECONDS * 1000);
    setInterval(tick, 1000);
  }

  function tick() {
    if (!bar || !live.deck) return;
    bar.clock.textContent = clock(new Date());
    bar.step.textContent = live.position.step === END ? "selesai" : `${live.index + 1}/${live.deck.slides.length}`;
    const heard = live.lastHeard ? `terakhir diperbarui ${clock(live.lastHeard)}` : "";
    bar.line.classList.toggle("putus", !live.isConnected || live.hasEnded);
    bar.line.textContent = live.hasEnded ? "tayangan diakhiri" : live.isConnected ? heard : `sambungan terputus · ${heard}`;
    auto.tick();
  }

  function drill(target) {
    const area = target?.closest?.(".wilayah[data-kode][tabindex]");
    if (!area || live.position.child) return false;
    const code = area.dataset.kode;
    if (!live.deck.children[live.position.step]?.[code]) return false;
    live.go({ child: code });
    return true;
  }

  /** The window of the record, at the question of this step; words that are half typed there are not lost for it. */
  function record() {
    const opened = open("", "catat-rembuk");
    if (opened && !opened.stuntingRecord?.isHalfTyped()) {
      opened.location = desk({ tab: "Catat", langkah: live.position.step === END ? "" : live.position.step });
    }
    opened?.focus();
  }

  const own = {
    f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.().catch(() => {})),
    l: () => {
      isLegendHidden = !isLegendHidden;
      stage.classList.toggle("tanpa-kunci", isLegendHidden);
    },
    s: () => {
      const slide = at(live.deck, live.position);
      if (slide) sheets.sources(slide, live.deck);
    },
    n: () => open(address("/rembuk/catatan"), "catatan-rembuk", "popup,width=1180,height=760"),
    d: record,
    p: () => json(address("/rembuk/undangan")).then((data) => sheets.invite(data), () => { /* the mark below says that the line is gone */ }),
    t: () => theme.toggle(),
    a: () => auto.toggle(),
    g: () => sheets.overview(live.deck, live.index, (step) => live.go({ step }), (step) => places.get(step)?.firstChild),
    k: () => sheets.search(live.deck.cards, (card) => live.go({ child: card.code })),
    "/": () => own.k(),
    "?": () => sheets.help(),
  };

  function onKey(event) {
    if (!live.deck || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key !== "a" && key !== "Shift") auto.pause();
    if (key === "Escape") {
      if (sheets.isOpen) sheets.close();
      else if (live.position.blank || live.position.child) live.act("back");
      return;
    }
    if (sheets.isOpen) {
      const again = { "?": "bantuan", s: "rujukan", g: "semua", p: "undangan" }[key] === sheets.name;
      if (again) sheets.close();
      // A clicker goes on whatever sheet was left open; keys that scroll or press stay with the sheet.
      else if (key === "PageDown" || key === "PageUp") sheets.close();
      else return;
      if (again) return event.preventDefault();
    }
    if ((key === "Enter" || key === " ") && event.target.closest?.("a, button")) return;
    if ((key === "Enter" || key === " ") && drill(event.target)) return event.preventDefault();
    const command = commandOf(event);
    if (command) {
      event.preventDefault();
      live.act(command);
    } else if (own[key] && !(live.position.blank && key !== "n")) {
      event.preventDefault();
      own[key]();
    }
  }

  let resizing = 0;
  function onResize() {
    clearTimeout(resizing);
    resizing = setTimeout(async () => {
      const wanted = size(innerWidth, innerHeight, { isStage: true });
      if (wanted !== stageSize) {
        try {
          stageSize = wanted;
          await live.load(wanted);
          return;
        } catch { /* without a server the drawings of the other stage do as well */ }
      }
      if (live.deck) rebuild();
    }, 120);
  }

  /** The laptop of the hall does not fall asleep while a step is spoken about. */
  function stayAwake() {
    if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => { /* its own settings decide */ });
  }

  let pointing = 0;
  function showPointer() {
    clearTimeout(pointing);
    stage.classList.remove("diam");
    pointing = setTimeout(() => stage.classList.add("diam"), POINTER_SECONDS * 1000);
  }

  function refuse(sentence) {
    message.textContent = sentence;
    message.hidden = false;
  }

  theme.restore();
  document.addEventListener("keydown", onKey);
  stage.addEventListener("click", (event) => drill(event.target));
  addEventListener("resize", onResize);
  live.addEventListener("isi", rebuild);
  live.addEventListener("posisi", show);
  live.addEventListener("sambungan", tick);
  live.addEventListener("selesai", tick);
  for (const name of ["mousemove", "mousedown"]) document.addEventListener(name, showPointer);
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();

  async function start() {
    await Promise.race([fonts(), globalThis.Sambungan.wait(2_000)]);
    for (let tries = 0; ; tries += 1) {
      try {
        return await live.start(stageSize);
      } catch (problem) {
        refuse(problem.status ? problem.message : "Server belum menjawab. Mencoba lagi …");
        if (problem.status && problem.status < 500) return undefined;
        await globalThis.Sambungan.wait(Math.min(5_000, 500 * 2 ** tries));
      }
    }
  }
  start();
})();
