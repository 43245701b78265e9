/* Where the show stands, in every window of the presenter: the screen, the notes, a second screen.

   A change is shown at once, told to the other windows of this browser, and sent to the server, which tells everyone
   else. Without a server the windows of this browser still follow each other. */
(() => {
  "use strict";

  const { Post, follow, json } = globalThis.Sambungan;
  // After the last step; only on the screen, for whoever follows stays with the last step.
  const END = "~akhir";

  const query = new URLSearchParams(location.search);
  const key = query.get("kunci") ?? "";
  const base = globalThis.Slaid.base();
  const address = (path, params = {}) => `${base}${path}?${new URLSearchParams({ kunci: key, ...params })}`;
  const same = (one, other) => one.step === other.step && one.child === other.child && one.blank === other.blank;

  class Siaran extends EventTarget {
    position = { step: "", child: "", blank: false };
    movedAt = Date.now();
    startedAt = 0;
    deck = null;
    isConnected = false;
    hasEnded = false;
    lastHeard = null;
    #seq = -1;
    #size = "";
    #leave = () => {};
    #post = new Post(address("/rembuk/posisi"), {
      onAnswer: (answer) => this.#take(answer),
      onState: (isConnected) => this.#state(isConnected),
    });
    #channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`rembuk-${key}`) : null;

    /** Fetch the deck for a size, then follow. Throws Refused. */
    async start(size) {
      this.#remember();
      await this.load(size);
      this.#channel?.addEventListener("message", ({ data }) => this.#hear(data));
      this.#channel?.postMessage({ ask: true });
      this.#leave = follow(address("/rembuk/aliran"), {
        onEvent: (name, data) => this.#event(name, data),
        onState: (isConnected) => this.#state(isConnected),
        onRefused: () => this.#end(),
      });
    }

    async load(size) {
      const deck = await json(address("/rembuk/isi", { ukuran: size }));
      this.#size = size;
      this.deck = deck;
      this.lastHeard = new Date();
      if (!this.#exists(this.position)) this.position = { step: deck.slides[0]?.key ?? END, child: "", blank: false };
      this.#tell("isi");
    }

    /** Show another position here and everywhere. */
    go(change) {
      const next = { ...this.position, child: "", ...change };
      if (same(next, this.position) || !this.#exists(next)) return;
      if (next.step !== this.position.step) this.movedAt = Date.now();
      this.#set(next);
      this.#channel?.postMessage({ position: next, movedAt: this.movedAt });
      if (next.step !== END) this.#post.send(next);
    }

    /** Do what a key says: "next", "previous", "first", "last", "blank", "back", or {number}. */
    act(command) {
      const { position } = this;
      if (position.blank && command !== "back") return this.go({ child: position.child, blank: false });
      const keys = [...this.deck.slides.map((one) => one.key), END];
      const at = keys.indexOf(position.step);
      const to = (index) => this.go({ step: keys[Math.max(0, Math.min(index, keys.length - 1))] });
      switch (command) {
        case "next": return to(at + 1);
        case "previous": return position.child ? this.go({}) : to(at - 1);
        case "first": return to(0);
        case "last": return to(keys.length - 2);
        case "blank": return this.go({ child: position.child, blank: true });
        case "back": return position.blank ? this.go({ child: position.child, blank: false }) : this.go({});
        default: return command.number <= keys.length - 1 ? to(command.number - 1) : undefined;
      }
    }

    get index() {
      return this.position.step === END ? this.deck.slides.length : this.deck.slides.findIndex((one) => one.key === this.position.step);
    }

    #exists({ step, child }) {
      if (step === END) return !child;
      if (!this.deck?.slides.some((one) => one.key === step)) return false;
      return !child || globalThis.Slaid.at(this.deck, { step, child }).key === child;
    }

    #event(name, data) {
      if (name === "selesai") this.#end();
      if (name === "pengikut") this.#tell("pengikut", { n: data.n });
      if (name !== "posisi") return;
      const hash = data.deck_hash ?? data.hash;
      if (hash && this.deck && hash !== this.deck.hash) this.load(this.#size).catch(() => { /* the old deck stays */ });
      this.#take(data);
    }

    /** A position of the server: the newest counts, unless one of ours is still on its way. */
    #take(data) {
      this.lastHeard = new Date();
      if (data.started_at) this.startedAt = Date.parse(data.started_at);
      if (data.seq <= this.#seq) return;
      this.#seq = data.seq;
      const next = { step: data.step, child: data.child ?? "", blank: Boolean(data.blank) };
      if (this.#post.isPending || !this.#exists(next)) return;
      // The end is only here; the server knows the last step.
      if (this.position.step === END && next.step === this.deck.slides.at(-1)?.key) return;
      this.movedAt = Date.parse(data.moved_at) || Date.now();
      if (!same(next, this.position)) this.#set(next);
    }

    /** The show was ended or another one began: what lies ready can still be looked at. */
    #end() {
      this.hasEnded = true;
      this.#leave();
      this.#tell("selesai");
    }

    #hear(data) {
      if (data.ask) this.#channel.postMessage({ position: this.position, movedAt: this.movedAt });
      if (!data.position || same(data.position, this.position) || !this.#exists(data.position)) return;
      this.movedAt = data.movedAt;
      this.#set(data.position);
    }

    #set(position) {
      this.position = position;
      try { sessionStorage.setItem(`rembuk-${key}`, JSON.stringify(position)); } catch { /* kept by the server alone */ }
      this.#tell("posisi");
    }

    #remember() {
      try {
        const kept = JSON.parse(sessionStorage.getItem(`rembuk-${key}`));
        if (kept) this.position = kept;
        const began = `rembuk-mulai-${key}`;
        this.startedAt = Number(localStorage.getItem(began)) || Date.now();
        localStorage.setItem(began, this.startedAt);
      } catch {
        this.startedAt = Date.now();
      }
    }

    #state(isConnected) {
      if (isConnected) this.lastHeard = new Date();
      this.isConnected = isConnected;
      this.#tell("sambungan");
    }

    #tell(name, detail = {}) {
      this.dispatchEvent(new CustomEvent(name, { detail }));
    }
  }

  // The same keys in every window of the presenter; clickers send PageUp and PageDown.
  const COMMANDS = {
    ArrowRight: "next", ArrowDown: "next", " ": "next", PageDown: "next", Enter: "next",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous",
    Home: "first", End: "last", b: "blank", ".": "blank", Backspace: "back",
  };

  /** The command of a key, null where it has none. */
  function commandOf(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return null;
    if (/^[1-9]$/.test(event.key)) return { number: Number(event.key) };
    return COMMANDS[event.key] ?? COMMANDS[event.key.toLowerCase()] ?? null;
  }

  globalThis.Siaran = { Siaran, END, address, base, key, commandOf };
})();
