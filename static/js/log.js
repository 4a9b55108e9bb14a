/* The log and the debrief: the type-ahead, the way from field to field, rows that open one after the other. */

/* The type-ahead: a combobox whose lines the server writes. Focus stays in the field. */
{
  const box = (element) => element.closest?.("[data-who]");
  const fieldIn = (who) => who.querySelector("[role=combobox]");
  const listIn = (who) => who.querySelector("[role=listbox]");
  const personIn = (who) => who.querySelector("input[type=hidden][name=person]");
  const active = (who) => listIn(who).querySelector("[aria-selected=true]");

  const show = (who, isOpen) => {
    listIn(who).hidden = !isOpen;
    fieldIn(who).setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) activate(who, null);
  };
  const activate = (who, option) => {
    active(who)?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) fieldIn(who).setAttribute("aria-activedescendant", option.id);
    else fieldIn(who).removeAttribute("aria-activedescendant");
  };
  const line = (who, text) => { who.querySelector("[data-who-line]").textContent = text; };
  const told = (who, person) => {
    const hidden = personIn(who);
    if (!hidden || hidden.value === person) return;
    hidden.value = person;
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
    const slot = who.closest("form").querySelector("[data-open-slot]");
    if (!slot) return;
    if (person && person !== "new") htmx.ajax("GET", `${slot.dataset.url}?person=${person}&ids=${slot.dataset.ids}`, { target: slot, swap: "innerHTML" });
    else slot.replaceChildren();
  };
  const choose = (who, option) => {
    fieldIn(who).value = option.dataset.name;
    line(who, option.dataset.line);
    show(who, false);
    told(who, option.dataset.person);
  };
  const next = (field) => {
    const form = field.closest("form");
    const order = ["name", "talked_about", "learned"];
    const name = order[order.indexOf(field.name) + 1];
    const to = name ? form.elements[name] : form.querySelector("button.btn-primary");
    to?.focus();
  };
  /* Left without a choice: a whole name that one person has is that person, and says so; several are asked about; none is somebody new. */
  const settle = (who) => {
    const exact = listIn(who).querySelectorAll("[data-exact]");
    if (personIn(who) && !personIn(who).value && fieldIn(who).value.trim() && listIn(who).children.length) {
      if (exact.length === 1 && exact[0].dataset.name.toLowerCase() === fieldIn(who).value.trim().toLowerCase()) choose(who, exact[0]);
      else if (exact.length) line(who, who.querySelector("[data-who-line]").dataset.several);
      else line(who, who.querySelector("[data-who-line]").dataset.new);
    }
    show(who, false);
  };

  document.addEventListener("input", (event) => {
    const who = event.target.matches?.("[role=combobox]") && box(event.target);
    if (!who) return;
    line(who, "");
    told(who, "");
    if (!event.target.value.trim()) { listIn(who).replaceChildren(); show(who, false); }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const who = event.target.matches?.("[role=listbox]") && box(event.target);
    if (!who) return;
    [...listIn(who).children].forEach((option, index) => { option.id = `${listIn(who).id}_${index}`; });
    show(who, document.activeElement === fieldIn(who) && listIn(who).children.length > 0);
    if (document.activeElement !== fieldIn(who)) settle(who);
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    const isName = field.matches?.("[role=combobox]");
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && !event.shiftKey && field.name === "talked_about" && matchMedia("(pointer: coarse)").matches) {
      event.preventDefault();
      next(field);
    }
    if (!isName) return;
    const who = box(field);
    const options = [...listIn(who).children];
    const at = options.indexOf(active(who));
    const isOpen = !listIn(who).hidden;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      show(who, true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      activate(who, options[(at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      show(who, false);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (at >= 0) choose(who, options[at]);
      else settle(who);
      if (field.closest("form").elements.talked_about) next(field);
    } else if (event.key === "Tab" && at >= 0) choose(who, options[at]);
  });
  /* While a button is being pressed nothing may move under it: the name is settled by the click, before what the click does. */
  let isPressed = false;
  let left = null;
  const settleLeft = () => {
    isPressed = false;
    if (left) settle(left);
    left = null;
  };
  document.addEventListener("mousedown", () => { isPressed = true; }, true);
  document.addEventListener("mouseup", () => setTimeout(settleLeft), true);
  document.addEventListener("click", settleLeft, true);
  document.addEventListener("focusout", (event) => {
    const who = event.target.matches?.("[role=combobox]") && box(event.target);
    if (!who) return;
    if (isPressed) left = who;
    else settle(who);
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest?.("[role=option]") && box(event.target)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest?.("[role=option]");
    const who = option && box(option);
    if (!who) return;
    choose(who, option);
    if (option.closest("form").elements.talked_about) next(fieldIn(who));
  });
  /* The question which of two people is meant: the answer brings the name along. */
  document.addEventListener("change", (event) => {
    const radio = event.target;
    if (radio.type !== "radio" || radio.name !== "person" || !box(radio) || !radio.dataset.name) return;
    fieldIn(box(radio)).value = radio.dataset.name;
  });
  document.addEventListener("outbox:restored", (event) => {
    const who = event.target.querySelector("[data-who]");
    if (!who) return;
    const person = personIn(who)?.value ?? "";
    const slot = event.target.querySelector("[data-open-slot]");
    if (person && person !== "new" && slot) htmx.ajax("GET", `${slot.dataset.url}?person=${person}&ids=${slot.dataset.ids}`, { target: slot, swap: "innerHTML" });
  });
}

/* Once an entry is on its way, what it would mean is told by the answer; and a slow type-ahead, which may find the very
   person that the entry made, no longer chooses. */
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.matches?.(".verdict-slot") && event.target.closest("form");
  if (form && "sending" in form.dataset) event.preventDefault();
});
/* An ended session is told when the entry is saved, not in the middle of a word. */
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.target.closest?.("[data-quiet]") && event.detail.xhr.getResponseHeader("HX-Redirect")) event.preventDefault();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.target.matches?.("[role=listbox]") && event.target.closest("form");
  if (form && ("sending" in form.dataset || "waiting" in form.dataset)) event.detail.shouldSwap = false;
});

/* "Was it a chat?" answered in the verdict ticks the box in the folded part. */
document.addEventListener("click", (event) => {
  const answer = event.target.closest?.("[data-set-depth]");
  const box = answer?.closest("form").querySelector(`[name=depth][value=${answer.dataset.setDepth}]`);
  if (!box) return;
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
});

/* What a chip unfolds comes into view, above the bar with the buttons. */
document.addEventListener("change", (event) => {
  const chip = event.target.closest?.("[data-chip]:checked");
  chip?.form.querySelector(`[data-line=${chip.dataset.chip}]`)?.scrollIntoView({ block: "nearest" });
});

/* A row that came by htmx was closed by the one it replaced, since one is open at a time. After an answer with errors: to
   the first field that needs a word. */
document.addEventListener("htmx:afterSettle", (event) => {
  for (const row of document.querySelectorAll("details[data-reopen]")) {
    delete row.dataset.reopen;
    row.open = true;
  }
  if (event.detail.xhr?.status !== 422) return;
  const field = document.querySelector("form[data-bound] [aria-invalid=true]");
  if (field) showTrouble(field);
  else document.querySelector("form[data-bound] :is(.form-errors, .conflict)")?.scrollIntoView({ block: "nearest" });
});

/* The rows of a debrief. */
{
  const rows = () => document.getElementById("rows");
  const formsIn = (root) => [...root.querySelectorAll("form[data-outbox=row]")];

  /* A closed row shows who and what is in it, even before it is saved. */
  const summarise = (form) => {
    const row = form.closest("details");
    const name = row?.querySelector("[data-row-name]");
    if (!name) return;
    const typed = form.elements.name.value.trim();
    name.textContent = typed || name.dataset.empty;
    name.classList.toggle("empty", !typed);
    row.querySelector("[data-row-gist]").textContent = [form.elements.talked_about.value, form.elements.learned.value].map((text) => text.trim()).filter(Boolean).join("; ");
    const verdict = row.querySelector("[data-row-verdict]");
    const isWaiting = "waiting" in form.dataset;
    verdict.textContent = isWaiting ? verdict.dataset.waiting : typed ? verdict.dataset.unsaved : "";
  };
  const uuid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };
  /* One more row, from the spare one: its ids and its key are its own. */
  const add = () => {
    const spare = document.getElementById("spare-row");
    if (!spare) return null;
    const row = spare.content.querySelector("li").cloneNode(true);
    const key = uuid();
    const old = row.querySelector("[name=entry_key]").value;
    const mine = (text) => text.replaceAll(`r${old.replaceAll("-", "").slice(0, 12)}_`, `r${key.replaceAll("-", "").slice(0, 12)}_`);
    row.removeAttribute("id");
    row.querySelector("details").open = false;
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of ["id", "for", "aria-controls", "aria-describedby", "aria-labelledby", "data-ids"]) {
        if (element.hasAttribute(attribute)) element.setAttribute(attribute, mine(element.getAttribute(attribute)));
      }
    }
    row.querySelector("[name=entry_key]").value = key;
    const number = rows().children.length + 1;
    row.querySelector(".no").textContent = number;
    row.querySelector("[name=number]").value = number;
    rows().append(row);
    htmx.process(row);
    return row;
  };
  const openNext = () => {
    const free = formsIn(rows()).find((form) => !("unsent" in form.dataset) && !("bound" in form.dataset) && form.elements.version.value === "0");
    const row = free?.closest("li") ?? add();
    if (!row) return;
    row.querySelector("details").open = true;
    row.querySelector("[role=combobox]")?.focus({ preventScroll: true });
    /* As much of the row as there is room for, and its beginning in any case. */
    row.scrollIntoView({ block: "nearest" });
    row.querySelector("summary").scrollIntoView({ block: "nearest" });
  };
  /* The bar's button saves the row that is open and has something in it. */
  const openForm = () => rows()?.querySelector("details[open] form[data-outbox=row][data-unsent]");
  const offerNext = () => {
    const button = document.querySelector("[data-next-person]");
    if (button) button.hidden = !openForm();
  };
  let finishing = null;
  const finish = () => {
    const left = formsIn(rows()).filter((form) => "unsent" in form.dataset);
    if (!left.length) { location.assign(finishing); return; }
    if ("tried" in left[0].dataset) { finishing = null; left[0].closest("details").open = true; return; }
    left[0].dataset.tried = "";
    left[0].requestSubmit(left[0].querySelector(".btn-primary"));
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-outbox=row]");
    if (form) { delete form.dataset.tried; delete form.dataset.waiting; summarise(form); offerNext(); }
  });
  document.addEventListener("toggle", offerNext, true);
  document.addEventListener("outbox:restored", (event) => {
    if (event.target.matches("form[data-outbox=row]")) summarise(event.target);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-add-row]")) {
      event.preventDefault();
      const row = add();
      if (row && event.isTrusted) { row.querySelector("details").open = true; row.querySelector("[role=combobox]").focus(); }
      return;
    }
    if (event.target.closest?.("[data-next-person]")) {
      const form = openForm();
      form?.requestSubmit(form.querySelector(".btn-primary"));
      return;
    }
    const done = event.target.closest?.("[data-finish]");
    if (done && rows() && formsIn(rows()).some((form) => "unsent" in form.dataset)) {
      event.preventDefault();
      finishing = done.href;
      finish();
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    /* An answer settles in two places, the row and the sums: once is enough. */
    if (!rows()?.contains(event.target) || !event.detail.requestConfig?.elt?.matches?.("form[data-outbox=row]")) return;
    if (event.detail.xhr.status === 422) finishing = null;
    else if (finishing) finish();
    else if (!openForm()) openNext();
    offerNext();
  });
  /* The network is gone and the entry waits: the next person need not. One that waited before leaves the open row alone. */
  document.addEventListener("outbox:waiting", (event) => {
    const form = event.target;
    if (!form.matches("form[data-outbox=row]") || !rows()) return;
    summarise(form);
    if (!finishing && form === openForm()) openNext();
    offerNext();
  });
}
