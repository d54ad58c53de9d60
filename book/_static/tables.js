// Searchable tables: the rows stand in the page; DataTables comes to a table when it is near, or at once where an address asks for rows.
(function () {
  "use strict";
  var own = document.currentScript.dataset.library, asked = false, give;
  window._itables_book = new Promise(function (done) { give = done; });

  function upgrade(parts, table) {
    if (table.classList.contains("dataTable")) { return; }
    var name = table.caption ? table.caption.textContent : "";
    var section = table.closest("section"), heading = section && section.querySelector("h1, h2, h3");
    if (!name && heading) { name = heading.textContent.replace(/#$/, "").trim(); }
    new parts.ITable(table, JSON.parse(table.dataset.search));
    var box = table.closest(".dt-container");
    if (box) {
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Table: " + (name || table.id));
    }
    // The ways through its pages bear the table's name, each time that they are drawn.
    var ways = function () {
      if (!box) { return; }
      box.querySelectorAll("nav").forEach(function (nav) { nav.setAttribute("aria-label", "Pages of table: " + (name || table.id)); });
    };
    parts.jQuery(table).on("draw.dt", ways);
    ways();
    document.dispatchEvent(new CustomEvent("newscompare:tables", { detail: table.id }));
  }

  // Paper has all rows that fit the search.
  function whole(parts) {
    var lengths = [];
    window.addEventListener("beforeprint", function () {
      lengths = [];
      parts.jQuery("table[data-search].dataTable").each(function () {
        var api = parts.jQuery(this).DataTable();
        lengths.push([api, api.page.len(), api.page()]);
        api.page.len(-1).draw(false);
      });
    });
    window.addEventListener("afterprint", function () {
      lengths.forEach(function (kept) { kept[0].page.len(kept[1]).page(kept[2]).draw(false); });
      lengths = [];
    });
  }

  function load() {
    if (asked) { return; }
    asked = true;
    var sheet = document.createElement("link"), script = document.createElement("script");
    sheet.rel = "stylesheet";
    sheet.href = own.replace(/\.js$/, ".css");
    script.src = own;
    script.addEventListener("load", function () {
      var parts = window.newscompareTables;
      if (parts.set_or_remove_dark_class) { parts.set_or_remove_dark_class(); }
      whole(parts);
      give(parts);
    });
    var ready = false;
    var go = function () { if (!ready) { ready = true; document.head.append(script); } };
    sheet.addEventListener("load", go);
    sheet.addEventListener("error", go);
    // Before the house's own sheet, which has the last word.
    document.head.insertBefore(sheet, document.head.querySelector("link[rel=stylesheet]"));
  }

  function bring(tables) {
    load();
    window._itables_book.then(function (parts) { tables.forEach(function (table) { upgrade(parts, table); }); });
  }

  function start() {
    var tables = Array.from(document.querySelectorAll("table[data-search]"));
    if (!tables.length) { return; }
    var wanted = function () { return /^#(claim|row)=/.test(location.hash); };
    if (wanted() || !window.IntersectionObserver) { bring(tables); return; }
    window.addEventListener("hashchange", function () { if (wanted()) { bring(tables); } });
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) { watcher.unobserve(entry.target); bring([entry.target]); }
      });
    });
    tables.forEach(function (table) { watcher.observe(table); });
  }

  start();
})();
