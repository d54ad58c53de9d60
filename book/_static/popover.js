// Numbers and cells that open beside the text: a small dialog with the first rows, and the way to all of them.
// Where the browser has no popovers, or the page no data, the links lead to the page of rows as they do without scripts.
(function () {
  "use strict";
  var data = { claims: {}, tables: {} }, box = null, opener = null;

  function made(tag, text, attributes) {
    var element = document.createElement(tag);
    if (text) { element.textContent = text; }
    Object.entries(attributes || {}).forEach(function (pair) { element.setAttribute(pair[0], pair[1]); });
    return element;
  }

  function focusable() { return Array.from(box.querySelectorAll("a[href], button, [tabindex='0']")); }

  function make() {
    box = made("div", "", { id: "rows-popover", popover: "auto", role: "dialog", "aria-labelledby": "rows-popover-title", tabindex: "-1" });
    box.addEventListener("toggle", function (event) {
      if (event.newState !== "closed" || !opener) { return; }
      opener.setAttribute("aria-expanded", "false");
      if (box.contains(document.activeElement) || document.activeElement === document.body) { opener.focus({ preventScroll: true }); }
    });
    box.addEventListener("keydown", function (event) {
      var stops = focusable(), last = stops[stops.length - 1];
      if (event.key === "Escape") { event.preventDefault(); shut(); }
      if (event.key === "Tab" && (event.shiftKey ? document.activeElement === box || document.activeElement === stops[0] : document.activeElement === last)) {
        event.preventDefault();
        shut();
      }
    });
    document.body.append(box);
  }

  function shut() {
    box.hidePopover();
    if (opener) { opener.focus({ preventScroll: true }); }
  }

  function place() {
    var at = opener.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    box.style.maxWidth = Math.min(620, wide - 16) + "px";
    var left = Math.max(8, Math.min(at.left, wide - box.offsetWidth - 8));
    var below = at.bottom + 6, above = at.top - box.offsetHeight - 6;
    var up = below + box.offsetHeight > window.innerHeight && above > 8;
    box.style.left = left + window.scrollX + "px";
    box.style.top = (up ? above : below) + window.scrollY + "px";
  }

  function show(link, parts) {
    if (!box) { make(); }
    if (opener === link && box.matches(":popover-open")) { shut(); return; }
    if (box.matches(":popover-open")) { box.hidePopover(); }
    opener = link;
    box.textContent = "";
    parts.forEach(function (part) { box.append(part); });
    var close = made("button", "Close", { type: "button" });
    close.addEventListener("click", shut);
    box.lastChild.append(close);
    box.showPopover();
    place();
    link.setAttribute("aria-expanded", "true");
    box.focus({ preventScroll: true });
  }

  function titled(strong, rest) {
    var title = made("p", "", { id: "rows-popover-title" });
    title.append(made("strong", strong), rest);
    return title;
  }

  function way(href, text) {
    var line = made("p", "", { class: "rows-popover-way" });
    line.append(made("a", text, { href: href }));
    return line;
  }

  function table(claim) {
    var of = data.tables[claim.table], scroll = made("div", "", { class: "rows-popover-rows", tabindex: "0", role: "region", "aria-label": "First rows" });
    var grid = made("table"), head = grid.createTHead().insertRow(), body = grid.createTBody();
    of.head.forEach(function (name) { head.append(made("th", name, { scope: "col" })); });
    claim.rows.forEach(function (row) {
      var line = body.insertRow();
      of.rows[row].forEach(function (cell) { line.insertCell().textContent = cell; });
    });
    scroll.append(grid);
    return scroll;
  }

  function openCount(link, claim) {
    var parts = [titled(claim.shown, " – " + claim.says + " (" + claim.basis + ")")];
    if (claim.rows.length) { parts.push(table(claim)); }
    var all = claim.n === 1 ? "Open this row in the table" : claim.n > claim.rows.length ? "Open all " + claim.n + " rows in the table" : "Open these rows in the table";
    parts.push(way(link.getAttribute("href"), all));
    show(link, parts);
  }

  function openCell(link) {
    var says = link.getAttribute("aria-label"), end = says.indexOf(": ");
    show(link, [titled(says.slice(0, end), says.slice(end)), way(link.getAttribute("href"), "Open the row in the table")]);
  }

  function plain(event) { return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey; }

  function keyOf(link) { return decodeURIComponent((link.getAttribute("href") || "").split("#claim=")[1] || ""); }

  // One stop for Tab in each barcode; the arrow keys go from cell to cell, Home and End to its ends.
  function rove(list) {
    var cells = Array.from(list.querySelectorAll("a"));
    cells.forEach(function (cell, n) { cell.tabIndex = n ? -1 : 0; });
    list.addEventListener("keydown", function (event) {
      var at = cells.indexOf(document.activeElement);
      var to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: cells.length - 1 }[event.key];
      if (at < 0 || to === undefined || !cells[to]) { return; }
      event.preventDefault();
      cells[at].tabIndex = -1;
      cells[to].tabIndex = 0;
      cells[to].focus();
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var holder = document.getElementById("popover-data");
    document.querySelectorAll("ol.nc-cells").forEach(rove);
    if (!("popover" in HTMLElement.prototype)) { return; }
    if (holder) { data = JSON.parse(holder.textContent); }
    document.querySelectorAll("a.count[href*='#claim='], ol.nc-cells a").forEach(function (link) {
      if (link.matches("ol.nc-cells a") || Object.hasOwn(data.claims, keyOf(link))) {
        link.setAttribute("aria-haspopup", "dialog");
        link.setAttribute("aria-expanded", "false");
      }
    });
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a[aria-haspopup='dialog']");
      if (!link || !plain(event)) { return; }
      event.preventDefault();
      if (link.matches("ol.nc-cells a")) { openCell(link); } else { openCount(link, data.claims[keyOf(link)]); }
    });
    window.addEventListener("resize", function () { if (box && box.matches(":popover-open")) { place(); } });
  });
})();
