// What is wrong with a page and no scan sees. `finger`: whether targets must be of 44 pixels.
([finger]) => {
  const faults = [];
  const name = (one) =>
    `${one.tagName.toLowerCase()} ${one.id || one.name || one.textContent.trim().slice(0, 40)}`;
  const shown = (one) => one.getClientRects().length > 0 && !one.closest(".visually-hidden");
  const label = (one) => one.id && document.querySelector(`label[for="${CSS.escape(one.id)}"]`);
  const all = (selector) => [...document.querySelectorAll(selector)];

  const controls = all("main input:not([type=hidden]), main select, main textarea");
  const pressed = all("main button, main a.button, main summary");
  for (const one of [...controls, ...pressed].filter(shown)) {
    const boxes = [one, label(one)].filter(Boolean).map((part) => part.getBoundingClientRect());
    const height = Math.max(...boxes.map((box) => box.height));
    const width = Math.max(...boxes.map((box) => box.width));
    if (finger && (height < 43.5 || width < 43.5))
      faults.push(`${name(one)} is ${width} by ${height}, under 44`);
  }

  for (const one of all("main a, header a, footer a").filter(shown)) {
    const height = one.getBoundingClientRect().height;
    if (finger && height < 43.5) faults.push(`the link ${name(one)} is ${height} high, under 44`);
  }

  const picked = controls.filter((one) => ["radio", "checkbox"].includes(one.type));
  for (const one of picked) {
    const alone = picked.filter((other) => other.name === one.name).length === 1;
    const legend = one.closest("fieldset")?.querySelector("legend");
    if (!alone && !legend?.textContent.trim())
      faults.push(`${name(one)} is in no fieldset with a legend`);
  }

  for (const one of all("[aria-invalid=true]")) {
    const near = [one, one.closest("fieldset")].filter(Boolean);
    const ids = near.flatMap((part) => (part.getAttribute("aria-describedby") || "").split(" "));
    const said = ids.filter(Boolean).map((id) => document.getElementById(id)).filter(Boolean);
    if (!said.some((part) => part.classList.contains("error-message")))
      faults.push(`${name(one)} has an error that nothing says`);
  }

  for (const link of all(".error-summary a")) {
    const to = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!to?.matches("input, select, textarea"))
      faults.push(`the error summary leads to no box: ${link.hash}`);
  }
  return faults;
}
