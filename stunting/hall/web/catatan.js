/* The window of the speaker. It follows the screen and steers it, with the same keys. */
(() => {
  "use strict";

  const { make, draw, house, fit, at, theme, fonts, clock } = globalThis.Slaid;
  const { Siaran, END, commandOf } = globalThis.Siaran;

  const SIZE = "rembuk-naskah";
  const STEP_PX = 3;
  const part = (name) => document.getElementById(name);
  const live = new Siaran();
  let followers = null;
  let shownSlides = "";

  /** 754 seconds -> "12.34", an hour more -> "1.12.34". */
  function span(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    return `${hours ? `${hours}.${two(Math.floor(whole / 60) % 60)}` : Math.floor(whole / 60)}.${two(whole % 60)}`;
  }

  function show() {
    if (!live.deck) return;
    const { position, deck } = live;
    const step = deck.slides[live.index];
    const next = deck.slides[live.index + 1];
    const child = position.child ? at(deck, position) : null;
    part("ke").textContent = step ? `Langkah ${live.index + 1} dari ${deck.slides.length} · ${deck.agenda.name}` : deck.agenda.name;
    part("judul-kini").textContent = step?.title ?? "Acara selesai";
    part("pembicara").textContent = [step?.speaker, step?.minutes && `${step.minutes} menit`].filter(Boolean).join(" · ");
    const question = part("putusan");
    question.hidden = !step?.decision;
    question.replaceChildren(make("small", "", "Yang diputuskan"), step?.decision ?? "");
    const notes = part("naskah");
    notes.textContent = step?.notes || "Tidak ada catatan untuk langkah ini.";
    notes.classList.toggle("kosong", !step?.notes);
    part("judul-berikut").textContent = next ? `Berikutnya: ${next.title}` : "Berikutnya: penutup";
    part("keterangan").textContent = child ? `Terbuka di layar: ${child.title}` : "";
    part("slaid-kini").classList.toggle("gelap", position.blank);
    const button = document.querySelector("[data-perintah=blank]");
    button.setAttribute("aria-pressed", String(position.blank));
    button.textContent = position.blank ? "Nyalakan (B)" : "Gelapkan (B)";
    document.querySelector("[data-perintah=back]").disabled = !position.child;
    document.querySelector("[data-perintah=next]").disabled = position.step === END;
    const name = `${deck.hash} ${position.step} ${position.child}`;
    if (name !== shownSlides) {
      shownSlides = name;
      notes.scrollTop = 0;
      small(part("slaid-kini"), step && at(deck, position));
      small(part("slaid-berikut"), next);
      part("suara").textContent = part("judul-kini").textContent;
    }
    tick();
  }

  function small(box, slide) {
    box.classList.toggle("akhir", !slide);
    if (!slide) return box.replaceChildren("Terima kasih");
    const place = make("div", "tempat");
    place.setAttribute("aria-hidden", "true");
    place.inert = true;
    place.append(draw(slide, live.deck));
    box.replaceChildren(place);
    fit(place.firstChild);
    return undefined;
  }

  function tick() {
    if (!live.deck) return;
    const now = Date.now();
    part("pukul").textContent = clock(new Date(now));
    const spent = Math.max(0, (now - live.movedAt) / 1000);
    const whole = Math.max(spent, (now - live.startedAt) / 1000);
    const planned = (live.deck.slides[live.index]?.minutes ?? 0) * 60;
    part("langkah-ini").textContent = span(spent);
    const isOver = planned > 0 && spent > planned;
    part("langkah-ini").parentElement.classList.toggle("lewat", isOver);
    part("jatah").textContent = !planned ? "tanpa batas waktu" : isOver ? `lewat ${span(spent - planned)}` : `dari ${planned / 60} menit`;
    part("seluruh").textContent = span(whole);
    const before = live.deck.slides.slice(0, Math.max(0, live.index)).reduce((sum, one) => sum + one.minutes * 60, 0);
    part("rencana").textContent = drift(whole - before - Math.min(spent, planned));
    const line = part("kabar");
    line.classList.toggle("putus", !live.isConnected || live.hasEnded);
    line.textContent = live.hasEnded ? "tayangan diakhiri" : !live.isConnected ? "sambungan terputus, mencoba lagi" : followers === null ? "" : `${followers} mengikuti`;
  }

  function drift(seconds) {
    const minutes = Math.round(seconds / 60);
    if (minutes === 0) return "sesuai rencana";
    return minutes > 0 ? `terlambat ${minutes} menit dari rencana` : `lebih cepat ${-minutes} menit dari rencana`;
  }

  function letters(by) {
    const kept = () => { try { return Number(localStorage.getItem(SIZE)) || 28; } catch { return 28; } };
    const px = Math.max(19, Math.min(52, kept() + by));
    part("naskah").style.setProperty("--naskah", `${px}px`);
    try { localStorage.setItem(SIZE, px); } catch { /* for now only */ }
  }

  function onKey(event) {
    if (!live.deck || event.ctrlKey || event.altKey || event.metaKey) return;
    if ((event.key === "Enter" || event.key === " ") && event.target.closest("button")) return;
    const command = event.key === "Escape" ? "back" : commandOf(event);
    if (command) live.act(command);
    else if (event.key.toLowerCase() === "t") theme.toggle();
    else if (event.key === "+" || event.key === "=") letters(STEP_PX);
    else if (event.key === "-") letters(-STEP_PX);
    else return;
    event.preventDefault();
  }

  theme.restore();
  letters(0);
  document.addEventListener("keydown", onKey);
  for (const button of document.querySelectorAll("[data-perintah]")) {
    button.addEventListener("click", () => live.deck && live.act(button.dataset.perintah));
  }
  part("huruf-kecil").addEventListener("click", () => letters(-STEP_PX));
  part("huruf-besar").addEventListener("click", () => letters(STEP_PX));
  part("tema").addEventListener("click", () => theme.toggle());
  addEventListener("resize", () => { for (const node of document.querySelectorAll(".slaid")) fit(node); });
  live.addEventListener("isi", () => {
    house(live.deck);
    show();
  });
  live.addEventListener("posisi", show);
  live.addEventListener("sambungan", tick);
  live.addEventListener("pengikut", ({ detail }) => { followers = detail.n; tick(); });
  live.addEventListener("selesai", tick);
  setInterval(tick, 1000);

  async function start() {
    await Promise.race([fonts(), globalThis.Sambungan.wait(2_000)]);
    for (;;) {
      try {
        return await live.start("wide");
      } catch (problem) {
        part("judul-kini").textContent = problem.status ? problem.message : "Server belum menjawab. Mencoba lagi …";
        if (problem.status && problem.status < 500) return undefined;
        await globalThis.Sambungan.wait(2_000);
      }
    }
  }
  start();
})();
