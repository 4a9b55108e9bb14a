/* Single keys: l opens the log, / goes to the search field. Never while writing, never with a modifier, off by data-keys="off". */
document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys === "off" || event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], [role=combobox], [role=listbox]")) return;
  if (event.key === "/") {
    const field = document.querySelector("[data-key='/'], input[type=search]");
    if (!field) return;
    event.preventDefault();
    field.matches("a") ? field.click() : field.focus();
  } else if (event.key === "l") {
    const log = document.querySelector("[data-key='l']");
    if (!log) return;
    event.preventDefault();
    log.click();
  }
});
