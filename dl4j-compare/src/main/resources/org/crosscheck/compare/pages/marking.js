// The page that a person marks from: decisions are kept here, and leave as decisions.csv.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const filter = document.getElementById("filter");
  const groups = all("article.group");
  const output = filter.querySelector("output");
  const served = !!filter.querySelector("[data-do=save]");
  const memory = "crosscheck-decisions " + location.pathname;
  const points = group => group.querySelector("[name=points]");
  const comment = group => group.querySelector("[name=comment]");
  let said = "";

  const fault = group => {
    const text = points(group).value.trim().replace(",", ".");
    const value = Number(text);
    const wrong = text !== "" && (!/^\d{1,3}(\.\d{1,6})?$/.test(text) || value > Number(group.dataset.most));
    return wrong ? "points: a number from 0 to " + group.dataset.most : "";
  };
  const isDecided = group => points(group).value.trim() !== "" && !fault(group);

  const show = group => {
    const text = fault(group);
    const alert = group.querySelector(".fault");
    if (alert.textContent !== text) {
      alert.textContent = text;
    }
    points(group).setAttribute("aria-invalid", text ? "true" : "false");
    group.classList.toggle("decided", isDecided(group));
  };

  const count = () => {
    const visible = groups.filter(group => !group.hidden).length;
    const read = groups.filter(group => group.dataset.open === "true");
    const decided = groups.filter(isDecided).length;
    output.textContent = visible + " of " + groups.length + " groups, " + decided + " decided; a person must still read "
      + read.filter(group => !isDecided(group)).length + (said ? ". " + said : "");
  };

  const apply = () => {
    const words = filter.elements.text.value.toLowerCase().split(/\s+/).filter(word => word);
    const [question, verdict, state] = ["question", "verdict", "state"].map(name => filter.elements[name].value);
    groups.forEach(group => {
      const decided = isDecided(group);
      const inState = !state || (state === "open" ? group.dataset.open === "true" && !decided
        : state === "decided" ? decided : !decided);
      const text = words.length ? group.textContent.toLowerCase() : "";
      group.hidden = !((!question || group.dataset.question === question) && (!verdict || group.dataset.verdict === verdict)
        && inState && words.every(word => text.includes(word)));
    });
    all("section.asked").forEach(section => { section.hidden = !section.querySelector("article.group:not([hidden])"); });
    count();
  };

  const cell = text => {
    const safe = /^[=+@\t-]/.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  };
  const csv = () => ["question,group,points,comment"].concat(groups.map(group => [group.dataset.question, group.id,
    points(group).value.trim().replace(",", "."), comment(group).value.trim()].map(cell).join(","))).join("\r\n") + "\r\n";

  const keep = () => {
    try {
      localStorage.setItem(memory, JSON.stringify(Object.fromEntries(groups.filter(group => group.dataset.touched)
        .map(group => [group.id, [points(group).value, comment(group).value]]))));
    } catch (e) {
      return; // a browser that keeps nothing: the download does
    }
  };
  const recall = () => {
    try {
      Object.entries(JSON.parse(localStorage.getItem(memory) || "{}")).forEach(([id, [p, c]]) => {
        const group = document.getElementById(id);
        if (group && group.classList.contains("group")) {
          points(group).value = p;
          comment(group).value = c;
          group.dataset.touched = "true";
        }
      });
    } catch (e) {
      return;
    }
  };
  const changed = group => {
    group.dataset.touched = "true";
    said = "Not saved yet.";
    show(group);
    keep();
    count();
  };

  const faulty = () => {
    const group = groups.find(fault);
    if (group) {
      group.hidden = false;
      group.closest("section").hidden = false;
      points(group).focus();
      said = "Not saved: " + group.id + " has points that are none.";
      count();
    }
    return !!group;
  };
  const download = () => {
    if (faulty()) {
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv()], {type: "text/csv"}));
    link.download = "decisions.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    said = "Downloaded; grade --decisions applies it.";
    count();
  };
  const send = finish => {
    if (faulty()) {
      return;
    }
    fetch(finish ? "finish" : "decisions", {method: "POST", headers: {"Content-Type": "text/csv"}, body: csv()})
      .then(answer => answer.text().then(text => {
        said = answer.ok ? text : "Not saved: " + text;
        if (answer.ok) {
          localStorage.removeItem(memory);
        }
        count();
      }))
      .catch(() => { said = "Not saved: crosscheck is no longer running. Download decisions.csv instead."; count(); });
  };

  const go = (from, step, wanted = () => true) => {
    const list = groups.filter(group => !group.hidden);
    const at = list.indexOf(from);
    const next = step > 0 ? list.slice(at + 1).find(wanted) : list.slice(0, Math.max(at, 0)).reverse().find(wanted);
    if (next) {
      next.focus({preventScroll: true});
      next.scrollIntoView({block: "start"});
      history.replaceState(null, "", "#" + next.id);
    }
  };
  const current = () => document.activeElement.closest("article.group");
  const act = (what, group) => {
    if (what === "download") { download(); }
    if (what === "save") { send(false); }
    if (what === "finish") { send(true); }
    if (!group) { return; }
    if (what === "accept") { points(group).value = group.dataset.proposal; changed(group); }
    if (what === "undo") { points(group).value = ""; changed(group); }
  };

  document.addEventListener("click", event => {
    const button = event.target.closest("button[data-do]");
    if (button) {
      act(button.dataset.do, button.closest("article.group"));
    }
  });
  document.addEventListener("input", event => {
    const group = event.target.closest("article.group");
    if (group) { changed(group); }
  });
  document.addEventListener("keydown", event => {
    const group = current();
    const typing = event.target.matches("input, textarea, select");
    if (typing) {
      const back = event.key === "Escape" || (event.key === "Enter" && event.target.tagName === "INPUT");
      if (back && group) { event.preventDefault(); group.focus({preventScroll: true}); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    const keys = {
      j: () => go(group, 1), k: () => go(group, -1),
      u: () => go(group, 1, one => one.dataset.open === "true" && !isDecided(one)),
      a: () => { if (group) { act("accept", group); go(group, 1); } },
      x: () => act("undo", group),
      p: () => { if (group) { points(group).focus(); points(group).select(); } },
      c: () => { if (group) { comment(group).focus(); } },
      m: () => { if (group) { const d = group.querySelector("details.written"); d.open = !d.open; } },
      s: () => act(served ? "save" : "download", null),
      "/": () => filter.elements.text.focus(),
    };
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  addEventListener("beforeunload", event => { if (said === "Not saved yet.") { event.preventDefault(); } });

  filter.hidden = false;
  all(".decide").forEach(one => { one.hidden = false; });
  filter.addEventListener("input", apply);
  filter.addEventListener("change", apply);
  filter.addEventListener("submit", event => event.preventDefault());
  recall();
  groups.forEach(show);
  apply();
})();
