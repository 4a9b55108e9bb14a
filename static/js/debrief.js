/* The rows of a debrief: they open one after the other, are added, and are saved before leaving. */
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
