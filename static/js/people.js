/* The list of people, many at once: how many are ticked, all of a page, a range with Shift, and everybody that matches. */
const boxes = () => [...document.querySelectorAll("#bulk input[name=who]")];
let last = null;

function tell() {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const all = bar.querySelector("[data-bulk-all]");
  const page = bar.querySelector("[data-bulk-page]");
  const says = bar.querySelector("[data-bulk-count]");
  const ticked = boxes().filter((box) => box.checked).length;
  for (const box of boxes()) box.disabled = all.checked;
  page.disabled = all.checked;
  page.checked = ticked > 0 && ticked === boxes().length;
  page.indeterminate = ticked > 0 && ticked < boxes().length;
  bar.classList.toggle("has-some", all.checked || ticked > 0);
  const words = all.checked || ticked === 0 ? "" : ticked === 1 ? says.dataset.one : says.dataset.many.replace("#", ticked);
  if (says.textContent !== words) says.textContent = words;
}

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("#bulk input[name=who]");
  if (!box) return;
  const all = boxes();
  if (event.shiftKey && last && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
    for (const between of all.slice(from, to + 1)) between.checked = box.checked;
  }
  last = box;
  tell();
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-bulk-page]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.closest("#bulk")) tell();
});
document.addEventListener("htmx:afterSettle", tell);
addEventListener("pageshow", tell);
