"use strict";
// What a page can do beyond being read; without this script it is read as it is.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Marks of plots tell their value at once, not after the browser's delay.
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  all("svg title").forEach(title => {
    title.parentNode.dataset.tip = title.textContent;
    title.remove();
  });
  document.addEventListener("pointermove", event => {
    const mark = event.target.closest ? event.target.closest("[data-tip]") : null;
    tip.hidden = !mark;
    if (mark) {
      tip.textContent = mark.dataset.tip;
      tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8)) + "px";
      tip.style.top = (event.clientY > innerHeight - 70 ? event.clientY - tip.offsetHeight - 12 : event.clientY + 18) + "px";
    }
  });

  // Tables of the class sortable: a button in each head; numbers by value (data-value, or the text), words by alphabet.
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.textContent.trim();
  };
  const compare = (a, b) => {
    const [x, y] = [Number(a || NaN), Number(b || NaN)];
    if (!Number.isNaN(x) && !Number.isNaN(y)) {
      return x - y;
    }
    return Number.isNaN(x) && Number.isNaN(y) ? a.localeCompare(b, "en", {numeric: true}) : Number.isNaN(x) ? -1 : 1;
  };
  all("table.sortable").forEach(table => {
    const heads = all("thead th", table);
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const descending = head.getAttribute("aria-sort")
          ? head.getAttribute("aria-sort") === "ascending" : head.classList.contains("number");
        heads.forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const body = table.tBodies[0];
        body.append(...[...body.rows].sort((a, b) => (descending ? -1 : 1) * compare(key(a, column), key(b, column))));
      });
    });
  });

  // Forms with data-filter="ID" hide the rows of the tables inside that element that do not match, and sections without rows.
  all("form[data-filter]").forEach(form => {
    const list = document.getElementById(form.dataset.filter);
    const sections = all("section", list);
    const output = form.querySelector("output");
    const apply = () => {
      const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(word => word);
      const [verdict, kind, engine] = ["verdict", "kind", "engine"].map(name => form.elements[name].value);
      const active = words.length > 0 || verdict || kind || engine;
      let shown = 0;
      sections.forEach(section => {
        const heading = section.querySelector("h3").textContent;
        let here = 0;
        all("tbody tr[data-kind]", section).forEach(row => {
          const text = (heading + " " + row.textContent).toLowerCase();
          const matches = words.every(word => text.includes(word)) && (!verdict || row.dataset.verdict === verdict)
            && (!kind || row.dataset.kind === kind) && (!engine || row.dataset.left === engine || row.dataset.right === engine);
          row.hidden = !matches;
          here += matches ? 1 : 0;
        });
        shown += here;
        section.hidden = active && here === 0;
        const fold = section.querySelector("details.checks");
        if (fold && active) {
          fold.open = here > 0;
        }
      });
      const order = form.elements.order.value;
      const ordered = order ? [...sections].sort((a, b) => b.dataset.ratio - a.dataset.ratio) : sections;
      list.append(...ordered);
      output.textContent = shown + (shown === 1 ? " check" : " checks");
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("change", apply);
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
  });

  // Paper shows what is folded; the reader's folds come back afterwards.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = all("details:not([open]):not(.screen)");
    unfolded.forEach(details => { details.open = true; });
  });
  addEventListener("afterprint", () => unfolded.forEach(details => { details.open = false; }));

  // A link to something folded opens it.
  const reveal = () => {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") {
        node.open = true;
      }
    }
    if (target) {
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
