/*
 * What is typed into a log or a debrief stays on this device until the server has it: kept per account and entry key from
 * the first letter, dropped when a page says data-outbox-saved="<key>", sent again when the network or the session was
 * gone. The key makes sending twice harmless.
 */
{
  const account = document.body.dataset.account;
  const words = document.getElementById("outbox")?.dataset;
  const DAY = 24 * 60 * 60 * 1000;
  const KEPT_FOR = 7 * DAY;
  const WARN_FROM = 5 * DAY;
  const RETRY = 30 * 1000;
  const STORE = "rapport.outbox.";
  const prefix = `${STORE}${account}.`;
  let isBlocked = false;

  /* The store. An entry: {key, action, page, fields, name, state, at, gone}; draft = being typed, sent = on its way,
     waiting = to be sent again, refused = the server asked something; gone = what it belonged to is no longer there. */
  const all = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => read(key.slice(prefix.length))).filter(Boolean)
        .sort((a, b) => a.at - b.at);
    } catch { return []; }
  };
  const read = (key) => {
    try {
      const entry = JSON.parse(localStorage.getItem(prefix + key));
      return Array.isArray(entry?.fields) ? entry : null;
    } catch { return null; }
  };
  const write = (entry) => {
    try {
      localStorage.setItem(prefix + entry.key, JSON.stringify(entry));
      isBlocked = false;
    } catch { isBlocked = true; }
    changed();
  };
  const drop = (key) => {
    try { localStorage.removeItem(prefix + key); } catch { /* nothing was kept */ }
  };
  const mark = (key, state, more) => {
    const entry = read(key);
    if (entry) write({ ...entry, state, ...more });
  };
  /* Of every account: whoever never comes back to this device leaves nothing on it. */
  const expire = () => {
    const madeAt = (name) => { try { return JSON.parse(localStorage.getItem(name)).at ?? 0; } catch { return 0; } };
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith(STORE) && Date.now() - madeAt(name) > KEPT_FOR) localStorage.removeItem(name);
      }
    } catch { /* nothing was kept */ }
  };

  /* What the page shows. */
  const say = (sentence) => {
    for (const place of document.querySelectorAll("[data-kept]")) {
      if (place.textContent !== sentence) place.textContent = sentence;
    }
  };
  const count = (number, one, many) => (number === 1 ? one : many.replace("%n", number));
  const toast = (sentence, about = "") => {
    const line = document.getElementById("toast-trouble")?.content.cloneNode(true);
    if (!line) return;
    line.querySelector("span").textContent = sentence;
    line.querySelector(".toast-line").classList.remove("is-alarm");
    line.querySelector(".toast-line").dataset.about = about;
    document.getElementById("toasts")?.replaceChildren(line);
    /* Good news asks for nothing, so it does not stay in the way of what lies under it. */
    const shown = document.getElementById("toasts")?.firstElementChild;
    if (!about) setTimeout(() => shown?.remove(), 5000);
  };
  const nothingWaits = () => {
    document.querySelector("#toasts [data-about=waiting]")?.remove();
    for (const place of document.querySelectorAll("[data-kept]")) {
      if (place.textContent === words.waiting) place.textContent = "";
    }
  };
  const formOf = (key) => [...document.querySelectorAll("form[data-outbox]")].find((form) => form.elements.entry_key?.value === key);
  const changed = () => {
    const entries = all();
    const here = entries.filter((entry) => formOf(entry.key));
    for (const entry of here) formOf(entry.key).dataset.unsent = "";
    if (!entries.some((entry) => ["sent", "waiting"].includes(entry.state))) nothingWaits();
    for (const place of document.querySelectorAll("[data-unsent-count]")) {
      const said = here.length ? count(here.length, words.unsentOne, words.unsentMany) : "";
      if (place.textContent !== said) place.textContent = said;
    }
    for (const place of document.querySelectorAll("[data-outbox-notice]")) notice(place, entries.filter((entry) => !formOf(entry.key)));
  };
  const notice = (place, entries) => {
    place.hidden = !entries.length;
    place.replaceChildren();
    if (!entries.length) return;
    const part = document.getElementById("outbox-notice").content.cloneNode(true);
    const isLate = (entry) => Date.now() - entry.at > WARN_FROM;
    part.querySelector("[data-expiring]").hidden = !entries.some(isLate);
    for (const entry of entries) {
      const line = document.getElementById("outbox-line").content.cloneNode(true);
      line.querySelector("[data-name]").textContent = entry.name || words.somebody;
      const gone = new Date(entry.at + KEPT_FOR).toLocaleDateString(document.documentElement.lang, { weekday: "long" });
      line.querySelector("[data-state]").textContent = [
        entry.state === "refused" ? words.refused : "", isLate(entry) ? words.expires.replace("%d", gone) : "",
      ].filter(Boolean).join(", ");
      line.querySelector("[data-open]").href = `${entry.gone ? words.logUrl : entry.page}#kept=${entry.key}`;
      line.querySelector("[data-drop]").addEventListener("click", () => { drop(entry.key); changed(); });
      part.querySelector("ul").append(line);
    }
    part.querySelector("[data-outbox-send]").addEventListener("click", async () => {
      for (const entry of entries) mark(entry.key, "waiting");
      await flush();
    });
    place.append(part);
  };

  /* Keeping. */
  const fieldsOf = (form, submitter) => {
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    return submitter?.name ? [...fields, [submitter.name, submitter.value]] : fields;
  };
  const keep = (form, state, submitter) => {
    const key = form.elements.entry_key?.value;
    if (!key) return;
    const fields = fieldsOf(form, submitter);
    const text = (name) => (fields.find(([field]) => field === name)?.[1] ?? "").trim();
    if (state === "draft" && !["name", "talked_about", "learned"].some(text)) {
      drop(key);
      delete form.dataset.unsent;
      changed();
      return;
    }
    form.dataset.unsent = "";
    delete form.dataset.waiting;
    write({
      key, state, fields, name: text("name").slice(0, 80), action: form.getAttribute("action"),
      page: location.pathname + location.search, at: read(key)?.at ?? Date.now(),
    });
    say(isBlocked ? words.full : words.kept);
  };
  const onEdit = (event) => {
    const form = event.target.closest?.("form[data-outbox]");
    if (form && event.target.name) keep(form, "draft");
  };

  /* Sending what waits. */
  /* The server will not take it as it is, however often it comes. A stale token or too many at once pass. */
  const isRefusal = (status) => status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
  const isGone = (status) => status === 404 || status === 410;
  const parcel = (entry, token) => {
    const body = new URLSearchParams(entry.fields);
    body.set("csrfmiddlewaretoken", token);
    return body;
  };
  const send = async (entry, token) => {
    const answer = await fetch(entry.action, {
      method: "POST", body: parcel(entry, token), credentials: "same-origin", headers: { "X-CSRFToken": token },
    });
    if (isGone(answer.status)) return "gone";
    if (isRefusal(answer.status)) return "refused";
    const page = await answer.text();
    return answer.ok && page.includes(`data-outbox-saved="${entry.key}"`) ? "saved" : "waiting";
  };
  const freshToken = async () => {
    const answer = await fetch(words.tokenUrl, { redirect: "manual", credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok) return null;
    const given = await answer.json();
    return given.account === account ? given.token : null;
  };
  /* A form that is still on the page goes the ordinary way, so that its answer is seen; the next one waits for that answer,
     or the sums beside them would be those of whichever came last. */
  const resubmit = (form, entry, token) => new Promise((answered) => {
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    const pressed = entry.fields.find(([name]) => name === "save")?.[1] ?? "conversation";
    delete form.dataset.sending;
    form.addEventListener("htmx:xhr:loadend", answered, { once: true });
    form.requestSubmit(form.querySelector(`button[name=save][value=${pressed}]`));
    if (!form.matches(".htmx-request")) answered();
  });
  let isFlushing = false;
  const flush = async () => {
    const waiting = all().filter((entry) => entry.state === "waiting");
    if (isFlushing || !waiting.length) return;
    isFlushing = true;
    let saved = 0;
    try {
      const token = await freshToken();
      for (const entry of token ? waiting : []) {
        const form = formOf(entry.key);
        if (form) { await resubmit(form, entry, token); continue; }
        const came = await send(entry, token);
        if (came === "saved") { drop(entry.key); saved += 1; }
        else if (came === "refused" || came === "gone") mark(entry.key, "refused", { gone: came === "gone" });
        else break;
      }
    } catch { /* still no network: they wait on */ }
    isFlushing = false;
    if (saved) toast(count(saved, words.sentOne, words.sentMany));
    changed();
  };

  /* Putting back what a closed tab left. */
  const offers = (field, value) => field.tagName !== "SELECT" || [...field.options].some((option) => option.value === value);
  const fill = (form, entry) => {
    const given = new Map();
    for (const [name, value] of entry.fields) given.set(name, [...(given.get(name) ?? []), value]);
    for (const field of form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "submit" || field.name === "number") continue;
      const values = given.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (given.has(field.name) && offers(field, values[0])) field.value = values[0];
    }
    /* Parts that a script fetches are not there yet: their answers wait in their place as hidden fields. */
    const slots = { confirmed: ".verdict-slot", true_of_both: ".verdict-slot", not_recorded: ".reading-slot" };
    for (const [name, values] of given) {
      const slot = name.startsWith("open_") ? "[data-open-slot]" : slots[name];
      if (!slot || form.elements[name]) continue;
      for (const value of values) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name, value });
        form.querySelector(slot)?.append(field);
      }
    }
    form.dataset.unsent = "";
    form.dispatchEvent(new CustomEvent("outbox:restored", { bubbles: true }));
    say(words.restored);
  };
  const blankForm = () => {
    const isBlank = (form) => !("unsent" in form.dataset) && !("bound" in form.dataset) && form.elements.version?.value === "0";
    const free = () => [...document.querySelectorAll("form[data-outbox]")].find(isBlank);
    if (!free()) document.querySelector("[data-add-row]")?.click();
    return free();
  };
  /* What its entry belonged to is no longer there: its words go into a new entry of the log, under the key of that form. */
  const adopt = (form, entry) => {
    fill(form, { ...entry, fields: entry.fields.filter(([name]) => name !== "entry_key" && name !== "version") });
    keep(form, "draft");
    const own = read(form.elements.entry_key.value);
    if (!own) return;
    write({ ...own, at: entry.at });
    drop(entry.key);
    say(words.restored);
  };
  const restore = () => {
    const asked = new URLSearchParams(location.hash.slice(1)).get("kept");
    const page = location.pathname + location.search;
    const isLog = location.pathname === words.logUrl;
    if (asked && read(asked) && !isLog && !document.querySelector("form[data-outbox]")) {
      mark(asked, "refused", { gone: true });
      location.replace(`${words.logUrl}#kept=${asked}`);
      return;
    }
    const mine = all().filter((entry) => entry.page === page || entry.key === asked);
    mine.sort((a, b) => (b.key === asked) - (a.key === asked) || b.at - a.at);
    const isOne = document.querySelector("form[data-outbox=page]") !== null;
    for (const entry of isOne ? mine : mine.reverse()) {
      const own = formOf(entry.key);
      if (entry.gone && isLog) {
        const form = blankForm();
        if (form) adopt(form, entry);
      } else if (own && "bound" in own.dataset) {
        mark(entry.key, "draft");
        own.dataset.unsent = "";
      } else if (own || (entry.state !== "sent" && entry.state !== "waiting") || !isOne) {
        const form = own ?? blankForm();
        if (!form) continue;
        const isToSend = ["sent", "waiting"].includes(entry.state) && !isOne;
        mark(entry.key, isToSend ? "waiting" : "draft");
        fill(form, entry);
      }
    }
  };
  /* On a slow line the fields are there before this script is: what was typed meanwhile counts as typed now. */
  const keepEarlyWords = () => {
    for (const form of document.querySelectorAll("form[data-outbox]:not([data-bound])")) {
      const field = [...form.elements].find((one) => one.matches("textarea, input[type=text]") && one.value !== one.defaultValue);
      if (!field) continue;
      keep(form, "draft");
      document.addEventListener("htmx:load", () => field.dispatchEvent(new Event("input", { bubbles: true })), { once: true });
    }
  };
  const settleIn = () => {
    keepEarlyWords();
    expire();
    confirmed(document);
    restore();
    /* Sent from a page that is gone, and never confirmed. */
    for (const entry of all()) {
      if (entry.state === "sent") mark(entry.key, "waiting");
    }
    if (location.hash.startsWith("#kept=")) history.replaceState(history.state, "", location.pathname + location.search);
    changed();
    flush();
  };
  const confirmed = (root) => {
    for (const said of root.querySelectorAll("[data-outbox-saved]")) drop(said.dataset.outboxSaved);
  };

  /* Leaving. */
  const leaving = (form) => {
    const dialog = document.getElementById("outbox-leaving");
    const said = dialog.querySelector("[data-said]");
    const go = () => { form.dataset.outboxAsked = ""; form.requestSubmit(); };
    const answer = async () => {
      const choice = dialog.returnValue;
      if (choice === "keep") go();
      if (choice === "discard") { for (const entry of all()) drop(entry.key); go(); }
      if (choice !== "send") return;
      for (const entry of all()) mark(entry.key, "waiting");
      await flush();
      if (!all().length) { go(); return; }
      said.textContent = words.unreachable;
      open();
    };
    const open = () => {
      dialog.returnValue = "";
      dialog.addEventListener("close", answer, { once: true });
      dialog.showModal();
    };
    open();
  };

  if (account && words) {
    document.addEventListener("input", onEdit);
    document.addEventListener("change", onEdit);
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (form.matches("form[data-outbox]")) {
        if ("sending" in form.dataset) { event.preventDefault(); event.stopImmediatePropagation(); return; }
        form.dataset.sending = "";
        keep(form, "sent", event.submitter);
      } else if (/\/logout\/$/.test(form.getAttribute("action") ?? "") && all().length && !("outboxAsked" in form.dataset)) {
        event.preventDefault();
        leaving(form);
      }
    }, true);
    window.addEventListener("pageshow", () => {
      for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
    });
    document.addEventListener("click", (event) => {
      const left = event.target.closest?.("[data-outbox-discard]");
      if (left) drop(left.dataset.outboxDiscard);
    });

    /* What became of a form that htmx sent. Ours is said here, so the page's general trouble is not. */
    document.addEventListener("htmx:afterRequest", (event) => {
      const form = event.target;
      if (!form.matches?.("form[data-outbox]")) return;
      delete form.dataset.sending;
      if (event.detail.xhr?.status === 422) mark(form.elements.entry_key?.value, "draft");
    }, true);
    for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
      document.addEventListener(name, (event) => {
        const form = event.target;
        if (form.closest?.("[data-quiet]")) { event.stopImmediatePropagation(); return; }
        if (!form.matches?.("form[data-outbox]")) return;
        if (isRefusal(event.detail.xhr?.status ?? 0)) { mark(form.elements.entry_key?.value, "draft"); return; }
        event.stopImmediatePropagation();
        mark(form.elements.entry_key?.value, "waiting");
        form.dataset.waiting = "";
        say(words.waiting);
        toast(words.waiting, "waiting");
        form.dispatchEvent(new CustomEvent("outbox:waiting", { bubbles: true }));
      }, true);
    }
    document.addEventListener("htmx:afterSettle", () => { confirmed(document); changed(); });
    window.addEventListener("hashchange", () => { if (location.hash.startsWith("#kept=")) location.reload(); });
    window.addEventListener("online", flush);
    setInterval(flush, RETRY);
    settleIn();
  }
}
