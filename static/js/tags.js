/* Type-ahead for several tags in one field: what stands before the last comma goes before each suggestion. */
for (const field of document.querySelectorAll("[data-tags]")) {
  const list = document.getElementById(field.getAttribute("list"));
  if (!list) continue;
  const names = [...list.options].map((option) => option.value);
  field.addEventListener("input", () => {
    const comma = field.value.lastIndexOf(",");
    const before = comma < 0 ? "" : `${field.value.slice(0, comma)}, `;
    const there = new Set(field.value.split(",").map((name) => name.trim().toLowerCase()));
    const left = names.filter((name) => !there.has(name.toLowerCase()));
    list.replaceChildren(...left.map((name) => Object.assign(document.createElement("option"), { value: before + name })));
  });
}
