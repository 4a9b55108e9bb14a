/* The log and the debrief: the type-ahead, the way from field to field, what opens and comes into view. */

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
