/* Sorting by single keys: 1 to 4, n, s, u, e press what carries them. Never while writing, never with a modifier, off by data-keys="off".
   A key pressed while the last answer is under way waits for the next card; the card shows that it is at work. */
{
  const card = () => document.querySelector("[data-sorting]");
  const MOST = 5;
  // The request that is under way. Its answer may settle in several pieces, and counts once.
  let underWay = null;
  let waiting = [];

  const press = (key) => card()?.querySelector(`[data-sort-key="${key}"]`)?.click();

  const end = () => {
    underWay = null;
    card()?.removeAttribute("aria-busy");
    const key = waiting.shift();
    if (key) press(key);
  };

  document.addEventListener("keydown", (event) => {
    if (document.body.dataset.keys === "off" || event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], [role=combobox], [role=listbox]")) return;
    const key = /^[0-9a-z]$/i.test(event.key) ? event.key.toLowerCase() : "";
    if (!key || !card()?.querySelector(`[data-sort-key="${key}"]`)) return;
    event.preventDefault();
    if (!underWay) press(key);
    else if (waiting.length < MOST) waiting.push(key);
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.target.closest?.("[data-sorting]")) return;
    underWay = event.detail.xhr;
    card()?.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!underWay || event.detail.xhr !== underWay || event.detail.successful) return;
    // It was refused or got lost: what was pressed for the next card is not for this one.
    waiting = [];
    end();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (underWay && event.detail.xhr === underWay) end();
  });
}
