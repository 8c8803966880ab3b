// Improvements for browsers that run scripts. Every page is complete without this file, and it keeps
// nothing: no storage, no requests of its own.
"use strict";

document.documentElement.classList.add("enhanced");

// True once this page is being left on purpose: then nothing is asked.
let abandoned = false;

// Escape twice within a second: leave now. The page goes blank before the server has answered.
(() => {
  const leave = document.getElementById("leave");
  if (!leave) return;
  const go = () => {
    abandoned = true;
    document.title = "Resguardo";
    for (const child of document.body.children) child.hidden = true;
  };
  let last = 0;
  leave.addEventListener("submit", go);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 1000) leave.requestSubmit();
    last = event.timeStamp;
  });
})();

// Warn before leaving a form with something typed in it.
(() => {
  let dirty = false;
  document.addEventListener("input", (event) => {
    if (event.target.form && event.target.form.matches("[data-careful]")) dirty = true;
  });
  document.addEventListener("submit", () => { abandoned = true; });
  addEventListener("beforeunload", (event) => {
    if (dirty && !abandoned) event.preventDefault();
  });
})();

// Rows of a list: add and remove without asking the server. Names are <list>-<number>-<field>.
(() => {
  const rename = (row, list, from, to) => {
    const old = `${list}-${from}-`, next = `${list}-${to}-`;
    for (const node of row.querySelectorAll("*")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = node.getAttribute(name);
        if (value && value.includes(old)) node.setAttribute(name, value.replaceAll(old, next));
      }
      if (node.name === `remove-${list}-${from}`) node.name = `remove-${list}-${to}`;
      if (node.matches("[data-row-number]")) node.textContent = to + 1;
    }
  };
  const rows = (holder) => [...holder.querySelectorAll(":scope > [data-row]")];
  const empty = (row) => {
    for (const node of row.querySelectorAll("input, select, textarea")) {
      if (node.type === "checkbox" || node.type === "radio") node.checked = node.defaultChecked && node.type === "radio";
      else if (node.tagName === "SELECT") {
        // What the server's own new line says: the first of a list may say that somebody agreed.
        if (node.dataset.default) node.value = node.dataset.default;
        else node.selectedIndex = 0;
      }
      else node.value = "";
    }
    for (const node of row.querySelectorAll(".problem")) node.remove();
    for (const node of row.querySelectorAll(".wrong")) node.classList.remove("wrong");
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name^='add-'], button[name^='remove-']");
    if (!button) return;
    const holder = button.closest("form").querySelector(`[data-rows="${button.dataset.list}"]`);
    if (!holder) return;
    const list = button.dataset.list, all = rows(holder);
    if (button.name.startsWith("add-")) {
      if (all.length === 0) return;
      event.preventDefault();
      const row = all.at(-1).cloneNode(true);
      rename(row, list, all.length - 1, all.length);
      empty(row);
      holder.append(row);
      row.querySelector("input, select, textarea")?.focus();
    } else if (all.length > 1) {
      event.preventDefault();
      const row = button.closest("[data-row]");
      row.remove();
      rows(holder).forEach((other, at) => { if (at >= all.indexOf(row)) rename(other, list, at + 1, at); });
    }
  });
})();

// Files may be dropped onto their field.
(() => {
  for (const zone of document.querySelectorAll(".drop-zone")) {
    const input = zone.querySelector("input[type=file]");
    const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle("over", on); };
    zone.addEventListener("dragover", over(true));
    zone.addEventListener("dragleave", over(false));
    zone.addEventListener("drop", (event) => {
      over(false)(event);
      if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }
})();
