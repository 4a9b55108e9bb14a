/* The little that native elements do not do: menus close, dialogs open, toasts go, a lost request is said. */

/* An open menu closes on a click elsewhere and on Escape, which returns to what opened it. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.menu[open]") ?? document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});

/* data-dialog="id" opens that dialog; without script the element's own link or form does the work. data-close closes. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
    return;
  }
  const closer = event.target.closest?.("[data-close]");
  if (closer?.dataset.close === "toast") closer.closest(".toast-line").remove();
  else if (closer) closer.closest("dialog")?.close();
});

/* An answer that is no page (server away, or an error): say it, and leave what was typed where it is. */
{
  const trouble = () => {
    const toast = document.getElementById("toast-trouble")?.content.cloneNode(true);
    if (toast) document.getElementById("toasts")?.replaceChildren(toast);
  };
  document.addEventListener("htmx:sendError", trouble);
  document.addEventListener("htmx:timeout", trouble);
  document.addEventListener("htmx:responseError", trouble);
}

/* A page that comes back with a question: to the first field that needs a word, its sentence in view with it. */
const showTrouble = (field) => {
  field.focus({ preventScroll: true });
  document.getElementById(`${field.id}_error`)?.scrollIntoView({ block: "nearest" });
  field.scrollIntoView({ block: "nearest" });
};
{
  const isSeen = (field) => field.getClientRects().length > 0;
  const field = !document.querySelector("[autofocus]") && [...document.querySelectorAll("main [aria-invalid=true]")].find(isSeen);
  if (field) showTrouble(field);
}

/* Likewise where htmx brings the form back; the log looks after its own. */
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.xhr?.status !== 422) return;
  const field = event.target.matches?.("[aria-invalid=true]") ? event.target : event.target.querySelector?.("[aria-invalid=true]");
  if (field && !field.closest("form[data-bound]")) showTrouble(field);
});

/* A step taken in a row (data-place, with an id) leads back to it; to what comes next where the row is gone, or to what stood before. */
{
  const KEY = "rapport.place";
  const kept = (text) => { try { return JSON.parse(text) ?? {}; } catch { return {}; } };
  const lastPlace = (() => {
    try {
      const text = sessionStorage.getItem(KEY);
      sessionStorage.removeItem(KEY);
      return kept(text);
    } catch { return {}; }
  })();
  /* The place of an element: the last one that stands before it. */
  const idsFrom = (element) => {
    const places = [...document.querySelectorAll("[data-place]")];
    const next = places.findIndex((place) => !(place.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING));
    const at = (next < 0 ? places.length : next) - 1;
    return [...places.slice(Math.max(at, 0)), ...places.slice(0, Math.max(at, 0)).reverse()].map((place) => place.id);
  };

  if (lastPlace.path === location.pathname && !document.querySelector("main [autofocus], main [aria-invalid=true]")) {
    const place = lastPlace.ids.map((id) => document.getElementById(id)).find(Boolean);
    const fold = place?.closest("details:not([open])");
    if (fold) fold.open = true;
    if (place) {
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "center" });
    }
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !document.querySelector("[data-place]")) return;
    const ids = form.closest("#toasts") ? lastPlace.ids : idsFrom(form);
    if (!ids) return;
    try { sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, ids })); } catch { /* then the page begins at its head */ }
  });
}

/* A second tap on a button whose page is on its way sends nothing. Forms that htmx or the outbox sends look after themselves. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  setTimeout(() => delete form.dataset.sending, 5000);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
});
