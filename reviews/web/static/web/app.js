/* What a page does better with a script; every page works without it.
   No eval, no inline code: it runs under a strict content security policy. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const shown = (element) => element && element.getClientRects().length > 0;

  /* Keyboard. Single keys can be switched off in the account's settings. */
  const press = (element) => {
    if (!shown(element)) return false;
    if (element.matches("input, select, textarea")) element.focus();
    else element.click();
    if (element.matches("summary")) {
      const field = one("textarea, input:not([type=hidden])", element.parentElement);
      if (element.parentElement.open && field) field.focus();
    }
    return true;
  };
  // Pick the row that one stands on, or put it back.
  const tick = () => {
    const stop = document.activeElement.closest("[data-stop]");
    const box = stop && one("input[type=checkbox]", stop);
    if (!box || box.disabled) return false;
    box.click();
    return true;
  };
  const step = (by) => {
    const stops = all("[data-stop]").filter((stop) => shown(stop) && (stop.matches("[tabindex], a, button") || one("a, input", stop)));
    if (!stops.length) return false;
    const here = stops.findIndex((stop) => stop.contains(document.activeElement));
    const next = here < 0 ? (by > 0 ? 0 : stops.length - 1) : (here + by + stops.length) % stops.length;
    const target = stops[next].matches("[tabindex], a, button") ? stops[next] : one("a", stops[next]) || one("input", stops[next]);
    target.focus();
    target.scrollIntoView({ block: "nearest" });
    light(stops[next].dataset.finding);
    return true;
  };
  /* A finding's words in the text and its box on the file's page are lit together. */
  const lit = (number) => {
    all("mark.lit, .place.lit").forEach((element) => element.classList.remove("lit"));
    const places = number ? all(`[data-of~="${CSS.escape(number)}"]`) : [];
    places.forEach((element) => element.classList.add("lit"));
    return places;
  };
  const light = (number) => {
    const places = lit(number);
    one(".place.lit")?.scrollIntoView({ block: "nearest" });
    if (places.length && places[0].matches("mark")) places[0].scrollIntoView({ block: "center" });
  };
  document.addEventListener("focusin", (event) => {
    const finding = event.target.closest("[data-finding]");
    if (finding) lit(finding.dataset.finding);
  });
  const pick = (which) => {
    const finding = document.activeElement && document.activeElement.closest("[data-finding]");
    return finding ? press(one(`[data-pick="${which}"]`, finding)) : false;
  };
  const keyed = (key) => press(all(`[data-key="${CSS.escape(key)}"]`).find(shown));
  let chord = 0;
  const single = (key) => {
    if (key === "d" && Date.now() - chord < 1200) { chord = 0; return keyed("g d"); }
    if (key === "g") { chord = Date.now(); return true; }
    if (key === "j") return step(1);
    if (key === "x") return tick();
    if (key === "k") return step(-1);
    if (/^[123]$/.test(key)) return pick(key);
    return keyed(key);
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const at = event.target;
    const typing = at.matches("input:not([type=checkbox], [type=radio]), textarea, select") || at.isContentEditable;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && at.form) {
      event.preventDefault();
      const also = event.shiftKey && one("[name=then][value=next]", at.form);
      at.form.requestSubmit(also || undefined);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const open = at.closest("details[open]");
      if (open) { open.open = false; one("summary", open).focus(); }
      else if (!one("dialog[open]") && !typing) keyed("Escape");
      return;
    }
    if (typing || one("dialog[open]")) return;
    if (document.body.dataset.keys !== "on") return;
    if (single(event.key)) event.preventDefault();
  });

  /* What a figure says: its row of the list, beside it. All figures are one stop of
     the Tab key; arrows move between them, Escape hides the box. */
  let tip = null;
  const hide = () => { tip?.remove(); tip = null; };
  const explain = (figure) => {
    hide();
    const row = document.getElementById(`figure-${figure.dataset.figure}`);
    if (!row) return;
    const heads = all("thead th", row.closest("table"));
    tip = document.createElement("div");
    tip.className = "tip";
    tip.setAttribute("aria-hidden", "true");
    const list = document.createElement("dl");
    [...row.cells].forEach((cell, at) => {
      const name = document.createElement("dt");
      const words = document.createElement("dd");
      name.textContent = heads[at].textContent;
      words.textContent = cell.textContent.trim();
      list.append(name, words);
    });
    tip.append(list);
    tip.addEventListener("mouseleave", hide);
    document.body.append(tip);
    const at = figure.getBoundingClientRect();
    const below = at.bottom + tip.offsetHeight + 4 < window.innerHeight;
    tip.style.top = `${below ? at.bottom : Math.max(0, at.top - tip.offsetHeight)}px`;
    tip.style.left = `${Math.max(4, Math.min(at.left, window.innerWidth - tip.offsetWidth - 4))}px`;
  };
  const figureOf = (event) => event.target.closest?.("button.fig");
  document.addEventListener("focusin", (event) => { if (figureOf(event)) explain(figureOf(event)); else hide(); });
  document.addEventListener("mouseover", (event) => {
    if (figureOf(event)) explain(figureOf(event));
    else if (tip && !event.target.closest(".tip") && !document.activeElement?.matches("button.fig")) hide();
  });
  document.addEventListener("scroll", () => {
    if (!tip) return;
    const figure = document.activeElement;
    if (figure?.matches("button.fig")) explain(figure);
    else hide();
  }, true);
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const walk = (event) => {
    const figure = figureOf(event);
    const figures = all("button.fig");
    const here = figures.indexOf(figure);
    const to = event.key === "Home" ? 0 : event.key === "End" ? figures.length - 1 : here + (STEPS[event.key] ?? NaN);
    const next = figures[to];
    if (!next) return false;
    figure.tabIndex = -1;
    next.tabIndex = 0;
    next.scrollIntoView({ block: "nearest" });
    next.focus({ preventScroll: true });
    explain(next);
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && tip) { hide(); event.stopImmediatePropagation(); }
    else if (figureOf(event) && !event.altKey && !event.ctrlKey && !event.metaKey && walk(event)) event.preventDefault();
  }, true);

  /* Dialogs, toasts, copying. */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) one(opener.dataset.open)?.showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    if (event.target.closest("[data-dismiss]")) event.target.closest(".notice").remove();
    const copier = event.target.closest("[data-copy]");
    if (copier) copy(copier);
    const filler = event.target.closest("[data-fill]");
    if (filler) fill(filler);
    const mark = event.target.closest("mark a");
    if (mark) one(mark.getAttribute("href"))?.focus({ preventScroll: true });
    if (!event.target.closest(".who")) all(".who[open]").forEach((menu) => { menu.open = false; });
  });
  const copy = (button) => {
    const source = one(button.dataset.copy);
    source.select();
    const done = () => say(button.dataset.done, "success");
    if (navigator.clipboard) navigator.clipboard.writeText(source.value).then(done, () => document.execCommand("copy") && done());
    else if (document.execCommand("copy")) done();
  };
  const say = (words, kind) => {
    const box = document.createElement("div");
    box.className = `notice notice-${kind}`;
    const text = document.createElement("p");
    text.textContent = words;
    const close = document.createElement("button");
    close.type = "button";
    close.dataset.dismiss = "";
    close.className = "plain";
    close.textContent = document.body.dataset.close;
    box.append(text, close);
    one("#messages").append(box);
    return box;
  };
  const fade = () => all("#messages .notice-success:not([data-timed])").forEach((box) => {
    box.dataset.timed = "";
    setTimeout(() => { if (!box.matches(":hover, :focus-within")) box.remove(); }, 10000);
  });

  /* A suggestion goes into the text through the editor, so that undo takes it back.
     Offsets from the server count code points; the editor counts UTF-16 units. */
  const units = (text, points) => {
    let at = 0;
    for (let left = points; left > 0 && at < text.length; left -= 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  };
  const fill = (button) => {
    const area = one(`[name="${CSS.escape(button.dataset.field)}"]`);
    const start = units(area.value, Number(button.dataset.start));
    const end = units(area.value, Number(button.dataset.end));
    if (area.value.slice(start, end) !== button.dataset.was) {
      say(document.body.dataset.moved, "warning");
      return;
    }
    area.closest("details")?.setAttribute("open", "");
    area.focus();
    area.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, button.dataset.fill)) {
      area.setRangeText(button.dataset.fill, start, end, "end");
    }
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /* A quote is taken from the text with the words around it, so that it is found again. */
  const take = (button) => {
    const doc = one(button.dataset.take);
    const chosen = window.getSelection();
    if (!doc || !chosen.rangeCount || !doc.contains(chosen.anchorNode)) return;
    const words = chosen.toString().trim();
    const range = chosen.getRangeAt(0);
    const lead = document.createRange();
    lead.setStart(doc, 0);
    lead.setEnd(range.startContainer, range.startOffset);
    const tail = document.createRange();
    tail.setStart(range.endContainer, range.endOffset);
    tail.setEndAfter(doc.lastChild);
    button.form.elements.quote.value = words;
    button.form.elements.before.value = lead.toString().slice(-40);
    button.form.elements.after.value = tail.toString().slice(0, 40);
    button.form.elements.remark.focus();
  };
  /* The quote of the thread that has the focus is lit in the text. */
  const rangeOf = (doc, words) => {
    const walker = document.createTreeWalker(doc, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("mark a")) nodes.push(walker.currentNode);
    const start = nodes.map((node) => node.data).join("").indexOf(words.replaceAll("\n", ""));
    if (start < 0) return null;
    const range = document.createRange();
    let at = 0;
    let begun = false;
    for (const node of nodes) {
      const end = start + words.replaceAll("\n", "").length;
      if (!begun && at + node.length > start) { range.setStart(node, start - at); begun = true; }
      if (begun && at + node.length >= end) { range.setEnd(node, end - at); return range; }
      at += node.length;
    }
    return null;
  };
  document.addEventListener("focusin", (event) => {
    if (!window.CSS?.highlights) return;
    CSS.highlights.delete("quote");
    const quote = event.target.closest(".note")?.querySelector("[data-quote]");
    const doc = quote && one(".folio .doc");
    const range = doc && rangeOf(doc, quote.dataset.quote);
    if (!range) return;
    CSS.highlights.set("quote", new Highlight(range));
    range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  });
  /* After an @ the names that fit are offered as buttons below the field. */
  const typedName = (area) => area.value.slice(0, area.selectionStart).match(/[@\uff20]([^\s@\uff20]{0,20})$/);
  const offer = (area) => {
    let box = area.parentElement.querySelector(".names");
    const found = typedName(area);
    const names = found ? all(`${area.dataset.names} li`).map((li) => li.textContent).filter((name) => name.startsWith(found[1]) && name !== found[1]).slice(0, 8) : [];
    if (!box && !names.length) return;
    if (!box) {
      box = document.createElement("div");
      box.className = "names";
      area.after(box);
    }
    box.replaceChildren(...names.map((name) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `@${name}`;
      button.dataset.name = name;
      return button;
    }));
  };
  document.addEventListener("input", (event) => { if (event.target.matches("[data-names]")) offer(event.target); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".names button");
    if (button) {
      const area = button.parentElement.parentElement.querySelector("[data-names]");
      const found = typedName(area);
      if (found) area.setRangeText(`${button.dataset.name} `, area.selectionStart - found[1].length, area.selectionStart, "end");
      area.focus();
      offer(area);
    }
    const taker = event.target.closest("[data-take]");
    if (taker) take(taker);
  });
  const scripted = () => all("[data-script]").forEach((element) => { element.hidden = false; });

  /* Leaving a form with unsaved words asks first. */
  let unsaved = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) unsaved = true; });
  document.addEventListener("submit", (event) => { if (event.target.matches("form[data-guard]")) unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved && one("form[data-guard]")) event.preventDefault(); });

  /* The timeline's slider shows the moment it stands on and goes there when let go. */
  document.addEventListener("input", (event) => {
    const slider = event.target.closest("[data-moments]");
    if (!slider) return;
    const moment = one(slider.dataset.moments).options[Number(slider.value)];
    slider.setAttribute("aria-valuetext", moment.label);
    one(slider.dataset.says).textContent = moment.label;
    one(slider.dataset.target).value = moment.value;
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-moments], [data-submits]")) event.target.form.requestSubmit();
  });

  /* Partial updates: nothing is posted while a character is composed, failures are
     said once, focus stays where it was or goes to the new heading. */
  let composing = false;
  document.addEventListener("compositionstart", () => { composing = true; });
  document.addEventListener("compositionend", (event) => {
    composing = false;
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (composing && event.target.closest("[data-live]")) event.preventDefault();
  });
  document.addEventListener("htmx:sendError", () => {
    if (one("form[data-guard]")) unsaved = true;
    if (!one("[data-offline]")) say(document.body.dataset.offline, "error").dataset.offline = "";
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) say(`${document.body.dataset.failed} ${event.detail.xhr.getResponseHeader("X-Request-ID") || ""}`, "error");
  });
  let held = "";
  document.addEventListener("htmx:beforeSwap", () => { held = document.activeElement ? document.activeElement.id : ""; });
  document.addEventListener("htmx:afterSettle", (event) => {
    fade();
    if (event.detail.target.id !== "main" && event.detail.elt.id !== "main") return;
    const same = held && document.getElementById(held);
    const next = one("#main [data-focus]") || same || one("#main h1");
    if (next && !next.matches("a, button, input, select, textarea, summary, [tabindex]")) next.tabIndex = -1;
    next?.focus({ preventScroll: Boolean(same) });
  });
  const reveal = () => {
    const pane = one(".outline-pane");
    const here = one(".outline-pane [aria-current=page]");
    if (pane && here) pane.scrollTop = here.offsetTop - pane.offsetTop - pane.clientHeight / 3;
    one(".place.lit")?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:afterSettle", reveal);
  document.addEventListener("htmx:afterSettle", scripted);
  scripted();
  reveal();
  fade();
})();
