/* While an entry is typed: hints that it tells of a favour, and what is worth knowing before an ask. */

/* Hints. A yes fills a line of the form, a no is kept with the entry; neither saves anything. */
{
  const slotOf = (element) => element.closest?.(".reading-slot");
  const READ = /^(?:name|person|talked_about|learned|channel|started_by|happened_on|not_recorded|(?:i|they)_[a-z]+(?:_what)?)$/;
  const asked = new WeakMap();
  const typing = new WeakMap();

  const whatIsTyped = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => READ.test(name)));
  const isEmpty = (form) => !form.elements.talked_about.value.trim() && !form.elements.learned.value.trim();
  const questions = (root) => [...root.querySelectorAll(".reading-hint")].map((hint) => hint.dataset.hint + hint.textContent).join("\n");

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.target.matches?.(".reading-slot")) return;
    const form = event.target.closest("form");
    const typed = whatIsTyped(form);
    const isIdle = isEmpty(form) && !event.target.querySelector(".reading-hint");
    if ("sending" in form.dataset || isIdle || asked.get(form) === typed) event.preventDefault();
    else asked.set(form, typed);
  });
  /* A day that a hint filled in follows the day of the talk, until it is changed by hand. */
  const followDay = (form, answer) => {
    for (const { dataset } of answer.querySelectorAll("[data-day-of]")) {
      const field = form.elements[`${dataset.dayOf}_on`];
      if (field?.dataset.filled === undefined || field.value !== field.dataset.filled || field.value === dataset.on) continue;
      field.value = field.dataset.filled = dataset.on;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  /* The same hints again are not said again, and keep the focus that may be in them. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const list = event.target;
    if (!list.matches?.(".reading-list")) return;
    const answer = document.createElement("template");
    answer.innerHTML = event.detail.serverResponse;
    followDay(list.closest("form"), answer.content);
    if (questions(answer.content) === questions(list) || "sending" in list.closest("form").dataset) event.detail.shouldSwap = false;
  });
  /* Words that stand there from the start, put back or refused, are read once htmx is ready. */
  const readNow = (form) => {
    const slot = form.querySelector(".reading-slot");
    if (slot) htmx.trigger(slot, "read");
  };
  document.addEventListener("outbox:restored", (event) => readNow(event.target));
  document.addEventListener("htmx:load", (event) => {
    for (const form of event.target.querySelectorAll("form[data-unsent], form[data-bound]")) readNow(form);
  });
  document.addEventListener("htmx:sendError", (event) => {
    if (event.target.matches?.(".reading-slot")) asked.delete(event.target.closest("form"));
  }, true);
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("textarea")) typing.set(event.target.form, event.target);
  });

  const record = (form, { record: kind, what, on, state }) => {
    const words = form.elements[`${kind}_what`];
    const day = form.elements[`${kind}_on`];
    words.value = what;
    if (on) day.value = day.dataset.filled = on;
    const choice = state && form.querySelector(`[name=${kind}_state][value=${state}]`);
    if (choice) choice.checked = true;
    form.elements[kind].checked = true;
    form.elements[kind].dispatchEvent(new Event("change", { bubbles: true }));
    (day && !day.value ? day : words).focus();
  };
  const refuse = (form, hint) => {
    const refusal = document.createElement("input");
    Object.assign(refusal, { type: "hidden", name: "not_recorded", value: hint.dataset.hint });
    slotOf(hint).append(refusal);
    const next = hint.nextElementSibling ?? hint.previousElementSibling;
    hint.remove();
    refusal.dispatchEvent(new Event("change", { bubbles: true }));
    (next?.querySelector("[data-record]") ?? typing.get(form) ?? form.elements.talked_about).focus();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".reading-hint button");
    if (!button) return;
    const hint = button.closest(".reading-hint");
    const form = button.form;
    if ("record" in button.dataset) {
      hint.remove();
      record(form, button.dataset);
    } else refuse(form, hint);
  });
}

/* Before an ask: fetched under its line once that is open and the person known; it follows the person. */
{
  const NOBODY = "00000000-0000-0000-0000-000000000000";
  const NARROW = matchMedia("(max-width: 61.99rem)");
  const LONG = 260;

  const follow = (form) => {
    const slot = form?.querySelector("[data-before-asking]");
    if (!slot) return;
    const fold = slot.querySelector("details");
    const person = form.elements.i_asked?.checked ? form.elements.person?.value ?? "" : "";
    if (!person || person === "new") {
      fold.hidden = true;
      delete slot.dataset.person;
      return;
    }
    if (slot.dataset.person === person) return;
    slot.dataset.person = person;
    htmx.ajax("GET", slot.dataset.beforeAsking.replace(NOBODY, person), { source: slot, target: fold.querySelector("div"), swap: "innerHTML" });
  };
  document.addEventListener("change", (event) => {
    if (["i_asked", "person"].includes(event.target.name)) follow(event.target.form);
  });
  document.addEventListener("outbox:restored", (event) => follow(event.target));
  document.addEventListener("htmx:afterSwap", (event) => {
    const fold = event.target.closest?.("[data-before-asking] > details");
    if (!fold) return;
    fold.hidden = !event.target.children.length;
    fold.open = true;
    fold.open = !(NARROW.matches && event.target.offsetHeight > LONG);
  });
  /* A new entry that comes back with the line open: prefilled, or refused for another reason. */
  document.addEventListener("htmx:load", (event) => {
    for (const form of event.target.querySelectorAll("form[data-outbox]")) if (form.elements.version?.value === "0") follow(form);
  });
}
