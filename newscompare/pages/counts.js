// Counts that open: on the rows page, "#claim=KEY" narrows the tables to the rows behind that number, "#row=ID" to one row.
// It stands in the output of a cell, so that it works in the book and in JupyterLab alike.
(function () {
  "use strict";
  var data = null, wanted = null, hooked = false;

  function library() {
    var name = Object.keys(window).find(function (k) { return k.indexOf("_itables_") === 0; });
    return name ? Promise.resolve(window[name]) : new Promise(function (done) { setTimeout(function () { done(library()); }, 100); });
  }

  function banner(claim) {
    var box = document.getElementById("claim-banner");
    if (!box) {
      box = document.createElement("div");
      box.id = "claim-banner";
      box.setAttribute("role", "status");
      box.tabIndex = -1;
    }
    var table = document.getElementById("rows-" + claim.table);
    var section = table && table.closest("section");
    var heading = section && section.querySelector("h1, h2");
    if (heading) { heading.parentNode.insertBefore(box, heading.nextSibling); }
    else if (table) { var place = table.closest(".table-scroll"); place.parentNode.insertBefore(box, place); }
    box.textContent = "";
    var strong = document.createElement("strong");
    strong.textContent = claim.shown;
    box.append(strong, " – " + claim.says + " (" + claim.basis + "). The table below shows these rows only.");
    var all = document.createElement("button");
    all.type = "button";
    all.className = "btn btn-sm btn-outline-secondary";
    all.textContent = "Show all rows";
    all.addEventListener("click", function () { history.replaceState(null, "", location.pathname + location.search); apply(); });
    box.append(all);
  }

  // The focus moves with the filter: to what it says, and, when it goes, to the table.
  function focusOn(box) { if (box) { box.focus({ preventScroll: true }); } }

  // The table that holds a row, as soon as the tables stand; null where none does.
  function tableOf($, id) {
    var found = null;
    $("table[id^='rows-']").each(function () {
      if ($.fn.dataTable.isDataTable(this) && !found && $(this).DataTable().column(0).data().toArray().map(String).includes(id)) { found = this.id; }
    });
    return found && found.slice(5);
  }

  function applyRow(id) {
    library().then(function (parts) {
      var tries = 0;
      (function look() {
        var table = tableOf(parts.jQuery, id);
        if (table) { narrow(id, { table: table, shown: id, says: "one row", basis: "1 row", rows: [id] }); }
        else if (tries++ < 50) { setTimeout(look, 100); }
      })();
    });
  }

  function hashed(name) {
    var found = location.hash.match(new RegExp("^#" + name + "=((?:[\\w.!~*'()-]|%[0-9A-Fa-f]{2})+)$"));
    return decodeURIComponent((found || ["", ""])[1]);
  }

  function apply() {
    var row = hashed("row"), key = hashed("claim");
    if (row) { applyRow(row); return; }
    narrow(key, Object.hasOwn(data, key) && data[key]);
  }

  function narrow(key, claim) {
    var box = document.getElementById("claim-banner");
    var freed = !claim && box && wanted ? document.getElementById(wanted.table) : null;
    if (!claim && box) { box.remove(); }
    if (freed) { freed.tabIndex = -1; freed.focus({ preventScroll: true }); }
    wanted = claim ? { table: "rows-" + claim.table, ids: new Set(claim.rows) } : null;
    if (claim) { banner(claim); }
    library().then(function (parts) {
      var $ = parts.jQuery;
      if (!hooked) {
        hooked = true;
        $.fn.dataTable.ext.search.push(function (settings, cells) {
          if (!wanted || settings.nTable.id !== wanted.table) { return true; }
          return wanted.ids.has(cells[0].trim());
        });
      }
      var tries = 0;
      (function draw() {
        var tables = $("table[id^='rows-']").filter(function () { return $.fn.dataTable.isDataTable(this); });
        tables.each(function () { $(this).DataTable().draw(); });
        if (claim) {
          var target = document.getElementById(wanted.table);
          var ready = target && $.fn.dataTable.isDataTable(target);
          if (ready) { document.body.setAttribute("data-claim", key); (target.closest("section") || target).scrollIntoView(); focusOn(document.getElementById("claim-banner")); }
          else if (tries++ < 50) { setTimeout(draw, 100); }
        }
      })();
    });
  }

  function start() {
    var holder = document.getElementById("claims-data");
    if (!holder) { return; }
    data = JSON.parse(holder.textContent);
    window.addEventListener("hashchange", apply);
    apply();
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); }
  else { setTimeout(start, 0); }
})();
