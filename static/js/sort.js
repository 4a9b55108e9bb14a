/* Sorting by single keys: 1 to 4, n, s, u, e press what carries them. Never while writing, never with a modifier, off by data-keys="off". */
document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys === "off" || event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], [role=combobox], [role=listbox]")) return;
  const pressed = /^[0-9a-z]$/i.test(event.key) && document.querySelector(`[data-sorting] [data-sort-key="${event.key.toLowerCase()}"]`);
  if (!pressed) return;
  event.preventDefault();
  pressed.click();
});
