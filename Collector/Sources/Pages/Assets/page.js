// All pages work without this. It follows the newest records, and copies.
"use strict";

for (const pre of document.querySelectorAll("pre[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  pre.before(button);
}

const filter = document.querySelector("details.filter");
if (filter && window.matchMedia("(max-width: 45rem)").matches) filter.open = false;

const live = document.querySelector("table[data-live]");
if (live) {
  let address = live.dataset.live;
  const body = live.tBodies[0];
  const follow = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(address, { headers: { Accept: "text/html" } });
        if (answer.ok) {
          const next = answer.headers.get("Telemetry-Next");
          if (next) address = next;
          const text = await answer.text();
          if (text.trim()) {
            const held = document.createElement("template");
            held.innerHTML = "<table><tbody>" + text + "</tbody></table>";
            const rows = [...held.content.querySelectorAll("tr")];
            for (const row of rows) row.classList.add("fresh");
            body.prepend(...rows);
            while (body.rows.length > 500) body.lastElementChild.remove();
            const empty = live.parentElement.parentElement.querySelector(".empty");
            if (empty) empty.remove();
          }
        }
      } catch { /* the next try may reach it */ }
    }
    setTimeout(follow, 3000);
  };
  setTimeout(follow, 3000);
}
