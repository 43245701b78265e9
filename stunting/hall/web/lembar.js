/* The sheets that open over the slide: help, sources, "Kejayan berapa?", all steps. One at a time; Esc closes it. */
(() => {
  "use strict";

  const { make, add, draw, fit } = globalThis.Slaid;
  const MOST_FOUND = 8;
  const KEYS = [
    ["→  ↓  Spasi  PgDn", "slide berikutnya"], ["←  ↑  PgUp", "slide sebelumnya"],
    ["Home  End", "slide pertama, terakhir"], ["1 – 9", "ke slide bernomor itu"],
    ["G", "semua slide"], ["/  K", "cari wilayah: “Kejayan berapa?”"],
    ["F", "layar penuh"], ["B  .", "layar gelap"],
    ["L", "legenda tampil atau tidak"], ["S", "sumber, catatan, rilis"],
    ["T", "tema terang atau gelap"], ["A", "maju sendiri; tombol lain menjeda"],
    ["N", "jendela catatan pembicara"], ["D", "jendela pencatatan keputusan"],
    ["Tab  Enter", "pilih wilayah di peta, buka"], ["Esc", "tutup, kembali"],
    ["P", "PIN dan QR untuk peserta"], ["?", "bantuan ini"],
  ];

  class Lembar {
    #stage;
    #opened = null;
    #before = null;

    constructor(stage) {
      this.#stage = stage;
    }

    get isOpen() {
      return Boolean(this.#opened);
    }

    get name() {
      return this.#opened?.dataset.nama ?? "";
    }

    close() {
      this.#opened?.remove();
      this.#opened = null;
      if (this.#before?.isConnected) this.#before.focus({ preventScroll: true });
      else document.activeElement?.blur();
    }

    #open(name, title, hint = "Esc menutup") {
      if (this.#opened) this.close();
      this.#before = document.activeElement === document.body ? null : document.activeElement;
      const sheet = make("section", `lembar ${name}`);
      sheet.dataset.nama = name;
      sheet.setAttribute("role", "dialog");
      sheet.setAttribute("aria-modal", "true");
      sheet.setAttribute("aria-label", title);
      const head = make("header");
      const heading = make("h2", "", title);
      heading.tabIndex = -1;
      head.append(heading, make("span", "", hint));
      sheet.append(head);
      this.#stage.append(sheet);
      this.#opened = sheet;
      heading.focus({ preventScroll: true });
      return sheet;
    }

    help() {
      const sheet = this.#open("bantuan", "Tombol");
      const list = make("dl");
      for (const [keys, meaning] of KEYS) {
        const term = make("dt");
        for (const key of keys.split("  ")) term.append(make("kbd", "", key), " ");
        list.append(term, make("dd", "", meaning));
      }
      sheet.append(list);
      shrink(sheet);
    }

    /** Who wants to follow: the PIN for whoever types, the QR for telephones. */
    invite({ pin, addresses }) {
      const sheet = this.#open("undangan", "Ikuti dari laptop atau telepon");
      const [first, ...others] = addresses;
      const body = make("div", "isi-undangan");
      if (first) {
        const code = make("div", "qr");
        const svg = new DOMParser().parseFromString(first.qr, "text/html").querySelector("svg");
        if (svg) code.append(document.importNode(svg, true));
        body.append(code);
      }
      const said = make("div");
      if (first) {
        add(said, "p", "", "Sambungkan ke Wi-Fi aula, lalu pindai, atau buka");
        add(said, "p", "alamat", first.address.replace(/^http:\/\//, ""));
        if (others.length) add(said, "p", "lain", `atau ${others.map((one) => one.address.replace(/^http:\/\//, "")).join(" atau ")}`);
      } else {
        add(said, "p", "", "Peserta belum diizinkan masuk. Di halaman Rembuk, tab Tayang, nyalakan “Izinkan peserta di jaringan”.");
      }
      add(said, "p", "lain", "PIN");
      add(said, "p", "pin", `${pin.slice(0, 3)} ${pin.slice(3)}`);
      body.append(said);
      sheet.append(body);
    }

    sources(slide, deck) {
      const sheet = this.#open("rujukan", "Sumber dan catatan");
      const list = make("dl");
      const row = (name, ...texts) => {
        const said = texts.filter(Boolean);
        if (!said.length) return;
        const cell = make("dd");
        for (const text of said) cell.append(make("div", "", text));
        list.append(make("dt", "", name), cell);
      };
      row("Slide", slide.title);
      row("Sumber", slide.source.replace(/^Sumber:\s*/, ""));
      row("Angka", slide.figure && `${slide.figure.text}: ${slide.figure.label}`, slide.figure?.detail);
      row("Data", slide.data_date);
      row("Pilihan", slide.chips.join(" · "));
      row("Catatan", ...slide.footnotes);
      row("Peta", slide.credit);
      row("Rilis", deck.release.id, `dibuat ${deck.release.created}`, deck.release.is_frozen ? "data dibekukan untuk acara ini" : "");
      if (slide.is_sample) row("Sifat", "DATA CONTOH: angka rekaan, bukan keadaan sebenarnya");
      sheet.append(list);
      shrink(sheet);
    }

    /** Type a name, Enter takes the marked one. */
    search(cards, take) {
      const sheet = this.#open("cari", "Berapa di …?", "Enter menampilkan, Esc menutup");
      const box = make("input");
      box.type = "text";
      box.autocomplete = "off";
      box.spellcheck = false;
      box.placeholder = "Nama kecamatan atau desa";
      const attributes = { role: "combobox", "aria-label": "Nama kecamatan atau desa", "aria-expanded": "true", "aria-controls": "hasil", "aria-autocomplete": "list" };
      for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);
      const list = make("ul");
      list.id = "hasil";
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", "Hasil");
      sheet.append(box, list);
      let found = [];
      let marked = 0;
      const mark = () => {
        [...list.children].forEach((one, index) => one.setAttribute("aria-selected", String(index === marked)));
        if (found.length) box.setAttribute("aria-activedescendant", `hasil-${marked}`);
      };
      const show = () => {
        found = find(cards, box.value);
        marked = 0;
        list.replaceChildren(...found.map((card, index) => {
          const item = make("li");
          item.id = `hasil-${index}`;
          item.setAttribute("role", "option");
          add(item, "b", "", card.name);
          item.append(make("span", "", card.level === "desa" ? `desa/kelurahan, ${card.parent}` : "kecamatan"));
          add(item, "b", "", card.figure.text);
          item.addEventListener("click", () => choose(card));
          return item;
        }));
        if (!found.length) list.append(make("li", "", cards.length ? "Tidak ditemukan. Periksa ejaannya." : "Belum ada angka rutin untuk wilayah ini."));
        mark();
      };
      const choose = (card) => {
        this.close();
        take(card);
      };
      box.addEventListener("input", show);
      box.addEventListener("keydown", (event) => {
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (by && found.length) {
          marked = (marked + by + found.length) % found.length;
          mark();
          event.preventDefault();
        }
        if (event.key === "Enter" && found[marked]) {
          event.preventDefault();
          choose(found[marked]);
        }
        // What is typed here is no command of the screen.
        if (event.key !== "Escape") event.stopPropagation();
      });
      show();
      box.focus();
    }

    /** `ready(key)` is a slide that was drawn and fitted for this stage already, null where there is none. */
    overview(deck, current, take, ready = () => null) {
      const sheet = this.#open("semua", "Semua slide", "Enter membuka, Esc menutup");
      const bounds = this.#stage.getBoundingClientRect();
      const grid = make("div", "kisi");
      const columns = columnsFor(deck.slides.length, bounds);
      grid.style.setProperty("--kolom", columns);
      grid.style.setProperty("--rasio", `${bounds.width} / ${bounds.height}`);
      sheet.append(grid);
      const buttons = deck.slides.map((slide, index) => {
        const button = make("button");
        button.type = "button";
        if (index === current) button.setAttribute("aria-current", "step");
        const small = make("span", "kecil");
        const place = make("span", "tempat");
        place.setAttribute("aria-hidden", "true");
        place.inert = true;
        place.append(ready(slide.key)?.cloneNode(true) ?? draw(slide, deck));
        small.append(place);
        const name = make("span", "nama", slide.title);
        name.prepend(make("b", "", `${index + 1}`));
        button.append(small, name);
        button.addEventListener("click", () => {
          this.close();
          take(slide.key);
        });
        grid.append(button);
        return button;
      });
      for (const { key } of deck.slides) if (!ready(key)) fit(grid.querySelector(`[data-kunci="${CSS.escape(key)}"]`));
      sheet.addEventListener("keydown", (event) => {
        const at = buttons.indexOf(document.activeElement);
        const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
        if (!by) return;
        event.preventDefault();
        event.stopPropagation();
        buttons[Math.max(0, Math.min(at + by, buttons.length - 1))]?.focus();
      });
      (buttons[current] ?? buttons[0])?.focus();
    }
  }

  /** As few columns as let all steps be seen at once; the room is that of the sheet, in parts of the stage. */
  function columnsFor(count, { width, height }) {
    const unit = Math.min(width / (width / height < 1.5 ? 1440 : 1920), height / 1080);
    for (let columns = 3; columns < 12; columns += 1) {
      const wide = (width - 144 * unit) / columns - 24 * unit;
      const rows = Math.ceil(count / columns);
      if (rows * (wide * (height / width) + 80 * unit) <= height - 200 * unit) return columns;
    }
    return 12;
  }

  /** A sheet of long texts is written smaller until it fits; below 24 units it scrolls. */
  function shrink(sheet) {
    for (const size of [36, 34, 32, 30, 28, 26, 24]) {
      sheet.style.fontSize = `calc(${size} * var(--u))`;
      if (sheet.scrollHeight <= sheet.clientHeight + 1 && sheet.scrollWidth <= sheet.clientWidth + 1) return;
    }
  }

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9 ]+/g, " ").replace(/^(kec|kel|kecamatan|kelurahan|desa|ds) +/, "").trim();

  /** Cards whose name begins with the words, then those with a word that does, then those that hold them. */
  function find(cards, typed) {
    const wanted = plain(typed.replace(/ *berapa *\??$/i, ""));
    const rank = (card) => {
      const name = plain(card.name);
      if (name === wanted) return 0;
      if (name.startsWith(wanted)) return 1;
      if (name.includes(` ${wanted}`)) return 2;
      return name.includes(wanted) ? 3 : 9;
    };
    return cards
      .map((card) => [rank(card), card.level === "desa" ? 1 : 0, card])
      .filter(([points]) => points < 9)
      .sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2].name.localeCompare(other[2].name, "id"))
      .slice(0, MOST_FOUND)
      .map(([, , card]) => card);
  }

  globalThis.Lembar = { Lembar, find };
})();
