/* Steps that go on alone, with a ring that shows the time left. Any key but its own pauses. */
(() => {
  "use strict";

  const { make } = globalThis.Slaid;
  const SECONDS_WITHOUT_MINUTES = 30;
  const RADIUS = 15;
  const ROUND = 2 * Math.PI * RADIUS;
  const SVG = "http://www.w3.org/2000/svg";

  class Maju {
    node = make("span", "putaran");
    #live;
    #rest;
    #run = null;

    constructor(live) {
      this.#live = live;
      this.node.hidden = true;
      const svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("viewBox", "0 0 36 36");
      svg.setAttribute("class", "cincin");
      svg.setAttribute("aria-hidden", "true");
      for (const name of ["", "sisa"]) {
        this.#rest = document.createElementNS(SVG, "circle");
        for (const [key, value] of Object.entries({ cx: 18, cy: 18, r: RADIUS, class: name })) this.#rest.setAttribute(key, value);
        svg.append(this.#rest);
      }
      this.node.append(svg);
    }

    /** Begin, go on after a pause, or stop. */
    toggle() {
      if (this.#run && !this.#run.isPaused) this.#run = null;
      else this.#run = { step: this.#live.position.step, left: this.#run?.left ?? this.#seconds(), at: Date.now(), isPaused: false };
      this.node.hidden = !this.#run;
      this.tick();
    }

    pause() {
      if (!this.#run) return;
      this.#run.isPaused = true;
      this.#draw();
    }

    /** Once a second; goes on to the next step when the time is over. */
    tick() {
      if (!this.#run) return;
      const { position, deck, index } = this.#live;
      const now = Date.now();
      if (this.#run.step !== position.step) Object.assign(this.#run, { step: position.step, left: this.#seconds() });
      else if (!this.#run.isPaused && !position.blank) this.#run.left -= (now - this.#run.at) / 1000;
      this.#run.at = now;
      this.#draw();
      if (this.#run.left > 0 || this.#run.isPaused) return;
      if (index < deck.slides.length - 1) return this.#live.act("next");
      this.#run = null;
      this.node.hidden = true;
    }

    #seconds() {
      const minutes = this.#live.deck.slides[this.#live.index]?.minutes ?? 0;
      return minutes ? minutes * 60 : SECONDS_WITHOUT_MINUTES;
    }

    #draw() {
      const { left, isPaused } = this.#run;
      this.node.classList.toggle("jeda", isPaused);
      this.#rest.style.strokeDasharray = `${Math.max(0, left / this.#seconds()) * ROUND} ${ROUND}`;
      this.node.title = isPaused ? "Maju sendiri dijeda; tekan A untuk lanjut" : `${Math.max(0, Math.ceil(left))} detik lagi`;
    }
  }

  globalThis.Maju = { Maju };
})();
