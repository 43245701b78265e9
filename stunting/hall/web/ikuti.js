/* Whoever follows: the slide of the presenter, read-only. Looking around alone is only here. */
(() => {
  "use strict";

  const { make, draw, house, fit, at, release, size, setStage, theme, fonts, base } = globalThis.Slaid;
  const { json, follow, wait } = globalThis.Sambungan;
  const { Lembar } = globalThis.Lembar;

  const WRONG = "PIN tidak dikenal. Periksa enam angka di layar, lalu coba lagi.";
  const OVER = "Tayangan sudah selesai. Terima kasih telah mengikuti.";
  const part = (name) => document.getElementById(name);
  const stage = part("panggung");
  const sheets = new Lembar(stage);
  let pin = new URLSearchParams(location.search).get("pin") ?? "";
  let deck = null;
  let deckSize = "";
  let wantedHash = "";
  let isLoading = false;
  let theirs = null;
  let mine = null;
  let isConnected = false;
  let isOver = false;
  let leave = () => {};
  let shown = "";

  const address = (path, params = {}) => `${base()}/ikuti/${path}?${new URLSearchParams({ pin, ...params })}`;

  function ask(sentence = "") {
    part("masuk").hidden = false;
    stage.hidden = true;
    part("status").hidden = true;
    part("salah").textContent = sentence;
    part("pin").focus();
  }

  async function enter() {
    try {
      await load();
    } catch (problem) {
      if (problem.status) return ask(problem.status === 403 && !problem.message ? WRONG : problem.message);
      part("salah").textContent = "Server belum menjawab. Periksa Wi-Fi, lalu coba lagi.";
      if (part("masuk").hidden) {
        await wait(1_000 + 2_000 * Math.random());
        return enter();
      }
      return undefined;
    }
    history.replaceState(null, "", `${location.pathname}?${new URLSearchParams({ pin })}`);
    part("masuk").hidden = true;
    stage.hidden = false;
    part("status").hidden = false;
    leave = follow(address("aliran"), {
      onEvent: hear,
      onState: (now) => {
        isConnected = now;
        state();
      },
      onRefused: end,
    });
    return undefined;
  }

  async function load() {
    isLoading = true;
    const wanted = size(innerWidth, innerHeight);
    try {
      const fresh = await json(address("isi", { ukuran: wanted }), { cache: "no-cache" });
      deck = fresh;
      house(deck);
      deckSize = wanted;
      shown = "";
      if (mine && !at(deck, mine)) mine = null;
      setStage(stage, wanted);
      document.body.classList.toggle("berpanggung", wanted !== "narrow");
      part("rilis").textContent = release(deck);
      show();
    } finally {
      isLoading = false;
    }
  }

  function hear(name, data) {
    if (name === "selesai") return end(OVER);
    if (name !== "posisi") return undefined;
    if (theirs && data.seq < theirs.seq && data.deck_hash === wantedHash) return undefined;
    theirs = { step: data.step, child: data.child ?? "", blank: Boolean(data.blank), seq: data.seq };
    wantedHash = data.deck_hash ?? deck.hash;
    if (wantedHash !== deck.hash) renew();
    return show();
  }

  /** Another deck: a hundred windows do not ask in the same moment. */
  async function renew() {
    if (isLoading) return;
    while (deck.hash !== wantedHash && !isOver) {
      await wait(Math.random() * 1_500);
      const asked = wantedHash;
      try {
        await load();
      } catch { /* the stream tells when the line is back */ }
      if (deck.hash !== wantedHash && asked === wantedHash) await wait(3_000);
    }
  }

  const position = () => mine ?? theirs ?? { step: deck.slides[0]?.key, child: "", blank: false };

  function show() {
    if (!deck || isOver) return;
    const now = position();
    const slide = at(deck, now);
    if (slide && shown !== `${now.step}/${now.child}`) {
      shown = `${now.step}/${now.child}`;
      if (sheets.isOpen) sheets.close();
      const place = make("div", "tempat");
      place.append(draw(slide, deck, { back: mine?.child ? () => look({ step: mine.step, child: "" }) : null }));
      stage.querySelector(".tempat")?.remove();
      stage.prepend(place);
      fit(place.firstChild);
      if (deckSize === "narrow") scrollTo(0, 0);
      part("suara").textContent = slide.title;
      document.title = `${slide.title} · ${deck.agenda.name}`;
    }
    stage.dataset.tampil = now.child ? `${now.step}/${now.child}` : now.step;
    curtain(now.blank);
    state();
  }

  function curtain(isBlank) {
    stage.querySelector(".tirai")?.remove();
    if (isBlank) stage.append(make("p", "tirai", "Layar penyaji sedang gelap."));
  }

  function state() {
    const line = part("kabar");
    line.classList.toggle("terputus", !isConnected);
    const browsing = mine ? "lihat sendiri" : "mengikuti penyaji";
    line.textContent = isConnected ? browsing : "terputus, mencoba lagi";
    part("ikut").hidden = !mine;
    part("sumber").hidden = deckSize === "narrow";
    if (!deck) return;
    const index = deck.slides.findIndex((one) => one.key === position().step);
    part("nomor").textContent = `${index + 1}/${deck.slides.length}`;
    part("mundur").disabled = index <= 0 && !position().child;
    part("maju").disabled = index >= deck.slides.length - 1;
  }

  /** Look around alone; the presenter is not followed until the button is pressed. */
  function look(to) {
    mine = { blank: false, ...to };
    show();
  }

  function by(steps) {
    const now = position();
    const index = deck.slides.findIndex((one) => one.key === now.step);
    const to = now.child && steps < 0 ? index : index + steps;
    if (deck.slides[to]) look({ step: deck.slides[to].key, child: "" });
  }

  /** On a telephone all of it stands under the slide. */
  function sources() {
    const slide = deckSize !== "narrow" && at(deck, position());
    if (sheets.isOpen) sheets.close();
    else if (slide) sheets.sources(slide, deck);
  }

  function end(sentence) {
    isOver = true;
    // Else the next try is told that nothing is shown, and that would stand here instead of the thanks.
    leave();
    stage.replaceChildren(make("p", "pesan", sentence));
    part("status").hidden = true;
    part("suara").textContent = sentence;
  }

  function open(event) {
    const area = event.target.closest?.(".wilayah[data-kode][tabindex]");
    const now = deck && position();
    if (!area || now.child || !deck.children[now.step]?.[area.dataset.kode]) return;
    event.preventDefault();
    look({ step: now.step, child: area.dataset.kode });
  }

  let resizing = 0;
  addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      if (!deck || isOver) return;
      if (size(innerWidth, innerHeight) !== deckSize) load().catch(() => { /* the other drawings do as well */ });
      else fit(stage.querySelector(".slaid"));
    }, 150);
  });

  theme.restore();
  part("masuk").addEventListener("submit", (event) => {
    event.preventDefault();
    pin = part("pin").value.replace(/\D/g, "");
    part("salah").textContent = "";
    enter();
  });
  part("mundur").addEventListener("click", () => by(-1));
  part("maju").addEventListener("click", () => by(1));
  part("ikut").addEventListener("click", () => { mine = null; show(); });
  part("sumber").addEventListener("click", sources);
  part("tema").addEventListener("click", () => theme.toggle());
  stage.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (!deck || isOver || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input")) return;
    if ((event.key === "Enter" || event.key === " ") && event.target.closest("button")) return;
    if (event.key === "Enter" || event.key === " ") open(event);
    else if (event.key === "ArrowRight" || event.key === "PageDown") by(1);
    else if (event.key === "ArrowLeft" || event.key === "PageUp") by(-1);
    else if (event.key.toLowerCase() === "s") sources();
    else if (event.key === "Escape" && sheets.isOpen) sheets.close();
    else if (event.key === "Escape" && mine) {
      mine = mine.child ? { step: mine.step, child: "", blank: false } : null;
      show();
    }
  });

  Promise.race([fonts(), wait(2_000)]).then(() => (pin ? enter() : ask()));
})();
