/* Tells forms where the browser is, for the accounts that have not chosen a time zone by hand. */
{
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  const fill = (root) => {
    for (const field of root.querySelectorAll("input[type=hidden][name=browser_time_zone]")) field.value = zone;
  };
  fill(document);
  document.addEventListener("htmx:load", (event) => fill(event.target));

  /* An account that chose none by hand follows the browser; asked once a session, as the server may not know the name. */
  const { adoptZone, zone: known } = document.body.dataset;
  if (adoptZone && zone && zone !== known && !asked()) {
    const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
    fetch(adoptZone, { method: "POST", headers, body: new URLSearchParams({ browser_time_zone: zone }) }).catch(() => {});
  }
  function asked() {
    try {
      if (sessionStorage.getItem("zone") === zone) return true;
      sessionStorage.setItem("zone", zone);
    } catch { /* storage is switched off: asked on each page, which changes nothing */ }
    return false;
  }
}
