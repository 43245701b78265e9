/* What passes between a window and the server of the hall: one deck, then only positions.

   The stream of positions is read with fetch, not with EventSource: so a refusal is told by its sentence, the waiting
   between two tries grows and is scattered over a hundred followers, and a silent line is noticed by its missing
   heartbeats. */
(() => {
  "use strict";

  const FIRST_WAIT = 400;
  const LONGEST_WAIT = 6_000;
  // The server says something every 20 seconds.
  const SILENCE = 50_000;
  const STALE = 25_000;

  class Refused extends Error {
    constructor(status, message) {
      super(message);
      this.status = status;
    }
  }

  const SENTENCES = {
    403: "Alamat atau PIN ini tidak berlaku lagi. Minta yang baru kepada penyaji.",
    404: "Belum ada tayangan yang berjalan. Tunggu penyaji memulai, lalu coba lagi.",
  };

  /** The sentence of a refusal: that of the server where it sent one. */
  async function sentence(response) {
    const text = await response.text().catch(() => "");
    if ((response.headers.get("content-type") ?? "").includes("json")) {
      try {
        const said = JSON.parse(text);
        return said.pesan ?? said.message ?? said.detail ?? SENTENCES[response.status];
      } catch { /* not what it says it is */ }
    }
    if (text && text.length < 400 && !text.trimStart().startsWith("<")) return text;
    return SENTENCES[response.status] ?? `Server menjawab dengan galat ${response.status}. Coba lagi.`;
  }

  const isFinal = (status) => status === 403 || status === 404 || status === 410;
  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  /** Wait, but not longer than until the network or the reader is back. */
  function nap(milliseconds) {
    return new Promise((done) => {
      const over = () => {
        clearTimeout(timer);
        removeEventListener("online", over);
        document.removeEventListener("visibilitychange", seen);
        done();
      };
      const seen = () => { if (!document.hidden) over(); };
      const timer = setTimeout(over, milliseconds);
      addEventListener("online", over);
      document.addEventListener("visibilitychange", seen);
    });
  }

  const scattered = (tries) => Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries) * (0.5 + Math.random());

  async function json(address, options = {}) {
    const response = await fetch(address, { cache: "no-store", ...options });
    if (!response.ok) throw new Refused(response.status, await sentence(response));
    return response.json();
  }

  /** Follow a stream until it ends or is refused.

      onEvent(name, data); onState(isConnected); onRefused(sentence, status), after which nothing more is tried. */
  function follow(address, { onEvent, onState, onRefused }) {
    let tries = 0;
    let isOver = false;
    let reading = null;
    let heardAt = 0;
    const stop = () => {
      isOver = true;
      reading?.abort();
    };

    async function once() {
      reading = new AbortController();
      let guard = 0;
      const heard = () => {
        heardAt = Date.now();
        clearTimeout(guard);
        guard = setTimeout(() => reading.abort(), SILENCE);
      };
      heard();
      try {
        const response = await fetch(address, {
          cache: "no-store", signal: reading.signal, headers: { Accept: "text/event-stream" },
        });
        if (!response.ok) throw new Refused(response.status, await sentence(response));
        const lines = response.body.pipeThrough(new TextDecoderStream()).getReader();
        let rest = "";
        for (;;) {
          const { value, done } = await lines.read();
          if (done) return;
          heard();
          tries = 0;
          onState(true);
          const blocks = (rest + value.replaceAll("\r", "")).split("\n\n");
          rest = blocks.pop();
          for (const block of blocks) tell(block);
        }
      } finally {
        clearTimeout(guard);
      }
    }

    function tell(block) {
      let name = "message";
      const data = [];
      for (const line of block.split("\n")) {
        if (line.startsWith("event:")) name = line.slice(6).trim();
        if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
      }
      if (data.length || name !== "message") onEvent(name, data.length ? JSON.parse(data.join("\n")) : {});
    }

    async function run() {
      while (!isOver) {
        try {
          await once();
        } catch (problem) {
          if (problem instanceof Refused && isFinal(problem.status)) {
            onRefused(problem.message, problem.status);
            return;
          }
        }
        if (isOver) return;
        onState(false);
        await nap(scattered(tries));
        tries += 1;
      }
    }

    // A telephone that slept may hold a line that is long dead.
    const again = () => { if (!document.hidden && Date.now() - heardAt > STALE) reading?.abort(); };
    document.addEventListener("visibilitychange", again);
    addEventListener("online", () => reading?.abort());
    run();
    return stop;
  }

  /** Sends the newest position until the server has it; older ones are dropped. */
  class Post {
    #address;
    #told;
    #waiting = null;
    #isBusy = false;

    constructor(address, { onAnswer, onState }) {
      this.#address = address;
      this.#told = { onAnswer, onState };
    }

    get isPending() {
      return this.#isBusy;
    }

    send(position) {
      this.#waiting = position;
      if (!this.#isBusy) this.#run();
    }

    async #run() {
      this.#isBusy = true;
      for (let tries = 0; this.#waiting; tries += 1) {
        const sent = this.#waiting;
        try {
          const answer = await json(this.#address, {
            method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent),
          });
          if (this.#waiting === sent) this.#waiting = null;
          tries = 0;
          this.#told.onState(true);
          this.#told.onAnswer(answer);
        } catch (problem) {
          if (problem instanceof Refused && problem.status < 500) {
            // It will not be taken at a second try either.
            if (this.#waiting === sent) this.#waiting = null;
            continue;
          }
          this.#told.onState(false);
          await nap(Math.min(2_000, scattered(tries)));
        }
      }
      this.#isBusy = false;
    }
  }

  globalThis.Sambungan = { json, follow, Post, Refused, wait };
})();
