/* The little that native elements do not do: menus close, dialogs open, toasts go, a lost request is said, a closed account forgotten. */

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

/* An account that is no more leaves nothing on this device of what static/js/outbox.js kept for it. */
for (const toast of document.querySelectorAll("[data-closed-account]")) {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(`rapport.outbox.${toast.dataset.closedAccount}.`)) localStorage.removeItem(name);
    }
  } catch { /* nothing was kept */ }
}
