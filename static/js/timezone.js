/* Tells forms where the browser is, for the accounts that have not chosen a time zone by hand. */
{
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  const fill = (root) => {
    for (const field of root.querySelectorAll("input[type=hidden][name=browser_time_zone]")) field.value = zone;
  };
  fill(document);
  document.addEventListener("htmx:load", (event) => fill(event.target));
}
