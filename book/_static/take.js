// Take it along: each figure as SVG or PNG and its data as CSV, each table as CSV, made here from what the page shows.
(function () {
  "use strict";
  var NS = "http://www.w3.org/2000/svg", FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

  function slug(text) { return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "table"; }
  function save(name, content) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  // --- Tables
  function cells(row) {
    return Array.from(row.cells).flatMap(function (cell) {
      var text = cell.innerText === undefined ? cell.textContent : cell.innerText;
      if (!text && cell.textContent) { text = cell.textContent; }
      return [text.replace(/\s+/g, " ").trim()].concat(Array(Math.max(0, cell.colSpan - 1)).fill(""));
    });
  }
  function quoted(text) { return /[",\n;]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text; }
  function csvOf(table) {
    var api = window.newscompareTables && table.classList.contains("dataTable") && window.newscompareTables.jQuery(table).DataTable();
    var rows = Array.from(table.rows).map(cells);
    if (api) {
      // Of a searchable table all rows that fit the search, not those of one page alone.
      rows = [cells(table.tHead.rows[0])].concat(api.rows({ search: "applied", order: "applied" }).nodes().toArray().map(cells));
    }
    return "\ufeff" + rows.map(function (row) { return row.map(quoted).join(","); }).join("\r\n") + "\r\n";
  }
  function nameOfTable(table) {
    if (table.caption) { return table.caption.textContent; }
    if (table.id) { return table.id; }
    var section = table.closest("section"), heading = section && section.querySelector("h1, h2, h3, h4");
    return heading ? heading.textContent.replace(/#$/, "") : document.title;
  }
  function saveTable(table, name) { save(slug(name) + ".csv", new Blob([csvOf(table)], { type: "text/csv" })); }

  // --- Figures: the title and the drawing in the light colours, on a ground of their own
  function light(text) {
    var root = document.documentElement, theme = root.dataset.theme;
    root.dataset.theme = "light";
    var style = getComputedStyle(root), known = {};
    var done = text.replace(/var\((--nc-\w+)\)/g, function (whole, name) {
      known[name] = known[name] || style.getPropertyValue(name).trim() || "#000";
      return /ground/.test(name) ? "#ffffff" : known[name];
    });
    root.dataset.theme = theme;
    return done;
  }
  function text(x, y, words, size, weight) {
    var node = document.createElementNS(NS, "text");
    node.setAttribute("x", x);
    node.setAttribute("y", y);
    node.setAttribute("font-size", size);
    if (weight) { node.setAttribute("font-weight", weight); }
    node.setAttribute("style", "fill:var(--nc-ink)");
    node.textContent = words;
    return node;
  }
  function wrapped(words, most) {
    var lines = [""];
    words.split(/\s+/).forEach(function (word) {
      var last = lines[lines.length - 1];
      if (last && (last + " " + word).length > most) { lines.push(word); } else { lines[lines.length - 1] = last ? last + " " + word : word; }
    });
    return lines;
  }
  // A barcode is made of links; here it becomes one drawing.
  function barcode(figure) {
    var whole = document.createElementNS(NS, "g"), y = 0, per = 26;
    var shapes = figure.querySelector("svg defs");
    if (shapes) { whole.append(shapes.cloneNode(true)); }
    figure.querySelectorAll(".nc-row").forEach(function (row) {
      var name = row.querySelector("b");
      whole.append(text(0, y + 13, name.textContent, 12, "bold"));
      y += 20;
      var x = 0;
      row.querySelectorAll("ol > li").forEach(function (cell) {
        if (cell.classList.contains("nc-gap")) { x += 7; return; }
        if (x + 24 > per * 20) { x = 0; y += 44; }
        var use = cell.querySelector("use").cloneNode();
        use.setAttribute("transform", "translate(" + x + "," + y + ")");
        whole.append(use);
        x += 26;
      });
      y += 56;
    });
    var x = 0;
    figure.querySelectorAll(".nc-key li").forEach(function (item) {
      var group = document.createElementNS(NS, "g");
      group.setAttribute("transform", "translate(" + x + "," + y + ") scale(0.7)");
      Array.from(item.querySelector("svg").children).forEach(function (child) { group.append(child.cloneNode(true)); });
      var words = item.textContent.trim();
      whole.append(group, text(x + 22, y + 18, words, 11));
      x += 34 + words.length * 6.2;
    });
    return { node: whole, width: 540, height: y + 32 };
  }
  function drawn(figure) {
    var svg = Array.from(figure.querySelectorAll(".nc-wide > svg")).concat(Array.from(figure.querySelectorAll(".nc-narrow > svg")))[0];
    var part, width, height;
    if (svg) {
      var box = svg.viewBox.baseVal;
      part = document.createElementNS(NS, "g");
      Array.from(svg.children).forEach(function (child) { part.append(child.cloneNode(true)); });
      ["font-size", "stroke-linejoin"].forEach(function (key) { if (svg.hasAttribute(key)) { part.setAttribute(key, svg.getAttribute(key)); } });
      part.querySelectorAll("text").forEach(function (node) { if (!/fill/.test(node.getAttribute("style") || "")) { node.setAttribute("style", (node.getAttribute("style") || "") + ";fill:var(--nc-ink)"); } });
      width = box.width;
      height = box.height;
    } else { var made = barcode(figure); part = made.node; width = made.width; height = made.height; }
    var title = figure.querySelector(".nc-title").textContent, lines = wrapped(title, width / 7.2), top = 14 + 17 * lines.length, edge = 10;
    var out = document.createElementNS(NS, "svg");
    out.setAttribute("xmlns", NS);
    out.setAttribute("viewBox", [0, 0, width + 2 * edge, height + top + edge].join(" "));
    out.setAttribute("width", width + 2 * edge);
    out.setAttribute("height", height + top + edge);
    out.setAttribute("font-family", FONT);
    out.setAttribute("role", "img");
    var head = document.createElementNS(NS, "title"), about = document.createElementNS(NS, "desc"), ground = document.createElementNS(NS, "rect");
    var described = figure.querySelector("[role=img][aria-label]");
    head.textContent = title;
    about.textContent = described ? described.getAttribute("aria-label") : "";
    ground.setAttribute("width", "100%");
    ground.setAttribute("height", "100%");
    ground.setAttribute("fill", "#ffffff");
    part.setAttribute("transform", "translate(" + edge + "," + top + ")");
    out.append(head, about, ground);
    lines.forEach(function (line, n) { out.append(text(edge, 20 + 17 * n, line, 13, "bold")); });
    out.append(part);
    return { text: light(new XMLSerializer().serializeToString(out)), width: width + 2 * edge, height: height + top + edge };
  }
  function saveSvg(figure, name) { save(name + ".svg", new Blob([drawn(figure).text], { type: "image/svg+xml" })); }
  function savePng(figure, name) {
    var made = drawn(figure), picture = new Image(), scale = 3;
    picture.addEventListener("load", function () {
      var canvas = document.createElement("canvas");
      canvas.width = made.width * scale;
      canvas.height = made.height * scale;
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (content) { save(name + ".png", content); }, "image/png");
    });
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(made.text);
  }

  // --- The buttons stand in the page
  document.addEventListener("click", function (event) {
    var press = event.target.closest("[data-take]");
    if (!press) { return; }
    var figure = press.closest("figure"), what = press.dataset.take;
    if (what === "table") { saveTable(press.previousElementSibling.querySelector("table"), nameOfTable(press.previousElementSibling.querySelector("table"))); return; }
    var name = slug((figure.id || "").replace(/^fig-/, "") || figure.querySelector(".nc-title").textContent);
    if (what === "svg") { saveSvg(figure, name); }
    if (what === "png") { savePng(figure, name); }
    if (what === "csv") { saveTable(figure.querySelector(".nc-data table"), name); }
  });
})();
