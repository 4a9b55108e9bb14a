/* The upload of a file: refused before it is sent where it is too large, its way shown while it goes, and stopped on demand. Without script the form posts as it is. */
{
  const MEGABYTE = 1024 * 1024;
  const part = (form, name) => form.querySelector(`[data-${name}]`);
  const isUpload = (element) => element?.id === "upload";
  let lastStep = -1;

  const show = (form, isGoing) => {
    part(form, "way").hidden = !isGoing;
    part(form, "way-stop").hidden = !isGoing;
    lastStep = -1;
  };
  const refuse = (form, sentence) => {
    const place = part(form, "refusal");
    place.textContent = sentence;
    place.hidden = !sentence;
    const field = form.elements.file;
    field.toggleAttribute("aria-invalid", Boolean(sentence));
    if (sentence) {
      field.setAttribute("aria-invalid", "true");
      field.focus();
    }
  };
  const tooLarge = (form) => (form.elements.file.files[0]?.size ?? 0) > Number(form.dataset.limit);

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (isUpload(form) && event.target.type === "file") refuse(form, tooLarge(form) ? form.dataset.tooLarge : "");
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target;
    if (!isUpload(form)) return;
    if (tooLarge(form)) {
      event.preventDefault();
      refuse(form, form.dataset.tooLarge);
      return;
    }
    if (form.elements.file.files.length) show(form, true);
  });
  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target;
    const { loaded, total, lengthComputable } = event.detail;
    // The answer has a way, too; it is short.
    if (!isUpload(form) || !lengthComputable || total < (form.elements.file.files[0]?.size ?? 0)) return;
    const bar = form.querySelector("progress");
    const said = part(form, "way-said");
    const isThere = loaded >= total;
    if (isThere) bar.removeAttribute("value");
    else bar.value = (100 * loaded) / total;
    const inMegabytes = (bytes) => (bytes / MEGABYTE).toFixed(1);
    said.textContent = isThere ? said.dataset.kept : said.dataset.sent.replace("{loaded}", inMegabytes(loaded)).replace("{total}", inMegabytes(total));
    const step = isThere ? 4 : Math.floor((4 * loaded) / total);
    if (step !== lastStep) part(form, "way-aloud").textContent = said.textContent;
    lastStep = step;
  });
  for (const ended of ["htmx:afterRequest", "htmx:sendError", "htmx:sendAbort"]) {
    document.addEventListener(ended, (event) => {
      // Once it arrived, the page of the import is on its way.
      if (isUpload(event.target) && !event.detail.xhr?.getResponseHeader?.("HX-Redirect")) show(event.target, false);
    });
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-way-stop]");
    if (button) htmx.trigger(button.form, "htmx:abort");
  });
}
