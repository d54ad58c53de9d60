// Ask for any count: crosses the coded rows of the case. The question lives in the address after "#".
(function () {
  "use strict";
  var root = document.getElementById("ask"), source = document.getElementById("ask-data");
  if (!root || !source) { return; }
  var data = JSON.parse(source.textContent), questions = data.questions;
  var COLOURS = ["#E69F00", "#0072B2", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#F0E442", "#8a939c"];
  var state, controls = {};

  function make(tag, properties, children) {
    var node = document.createElement(tag);
    Object.entries(properties || {}).forEach(function (pair) {
      if (pair[0] in node && pair[0] !== "style") { node[pair[0]] = pair[1]; } else { node.setAttribute(pair[0], pair[1]); }
    });
    node.append.apply(node, children || []);
    return node;
  }
  function place(id) { return questions.findIndex(function (q) { return q.id === id; }); }
  function asked(table) { return questions.filter(function (q) { return q.in.includes(table); }); }
  function value(question, code) { return question.values.findIndex(function (v) { return v[0] === code; }); }

  // --- The question and the address
  function read() {
    var given = new URLSearchParams(location.hash.slice(1)), next = { only: {} };
    next.count = data.tables[given.get("count")] ? given.get("count") : "sentences";
    var here = asked(next.count), known = function (id) { return here.some(function (q) { return q.id === id; }); };
    next.rows = known(given.get("rows")) ? given.get("rows") : "text";
    var columns = given.has("columns") ? given.get("columns") : location.hash ? "" : "frame";
    next.columns = known(columns) && columns !== next.rows ? columns : "";
    next.show = ["rows", "columns"].includes(given.get("show")) ? given.get("show") : "counts";
    here.forEach(function (q) {
      if (given.has("only-" + q.id) && value(q, given.get("only-" + q.id)) >= 0) { next.only[q.id] = given.get("only-" + q.id); }
    });
    next.cell = given.get("cell") || "";
    return next;
  }
  function address() {
    var out = new URLSearchParams({ count: state.count, rows: state.rows });
    if (state.columns) { out.set("columns", state.columns); }
    if (state.show !== "counts") { out.set("show", state.show); }
    Object.entries(state.only).forEach(function (pair) { out.set("only-" + pair[0], pair[1]); });
    if (state.cell) { out.set("cell", state.cell); }
    return "#" + out.toString();
  }
  function change(name, to) {
    if (name.startsWith("only-")) {
      if (to) { state.only[name.slice(5)] = to; } else { delete state.only[name.slice(5)]; }
    } else { state[name] = to; }
    if (name !== "cell") { state.cell = ""; }
    history.replaceState(null, "", location.pathname + location.search + address());
    state = read();
    if (name === "count") { build(); document.getElementById("ask-count").focus(); } else { answer(); }
  }

  // --- Counting
  function chosen() {
    return data.tables[state.count].filter(function (row) {
      return Object.entries(state.only).every(function (pair) {
        var k = place(pair[0]);
        return row[3][k].includes(value(questions[k], pair[1]));
      });
    });
  }
  function counted(rows) {
    var r = place(state.rows), c = state.columns ? place(state.columns) : -1, cells = {}, seen = { rows: {}, columns: {} };
    rows.forEach(function (row) {
      var down = row[3][r].length ? row[3][r] : [-1], across = c < 0 ? [0] : row[3][c].length ? row[3][c] : [-1];
      down.forEach(function (i) {
        (seen.rows[i] = seen.rows[i] || new Set()).add(row);
        across.forEach(function (j) { (cells[i + "." + j] = cells[i + "." + j] || []).push(row); });
      });
      across.forEach(function (j) { (seen.columns[j] = seen.columns[j] || new Set()).add(row); });
    });
    var order = function (found) { return Object.keys(found).map(Number).sort(function (a, b) { return (a < 0) - (b < 0) || a - b; }); };
    return { cells: cells, rows: order(seen.rows), columns: c < 0 ? [0] : order(seen.columns), seen: seen };
  }
  function name(question, i) { return i < 0 ? "none" : question.values[i][1]; }
  function shown(n, i, j, result) {
    if (state.show === "counts") { return String(n); }
    var whole = state.show === "rows" ? result.seen.rows[i] : result.seen.columns[j];
    return Math.round(100 * n / whole.size) + " %";
  }

  // --- Showing
  function choice(id, label, options, current) {
    var select = make("select", { id: "ask-" + id });
    options.forEach(function (option) { select.append(make("option", { value: option[0] }, [option[1]])); });
    select.value = current;
    select.addEventListener("change", function () { change(id, select.value); });
    return make("label", {}, [label, select]);
  }
  function options(list) { return list.map(function (q) { return [q.id, q.label]; }); }
  function build() {
    var here = asked(state.count);
    root.textContent = "";
    root.append(make("fieldset", {}, [
      make("legend", {}, ["The question"]),
      choice("count", "Count", Object.entries(data.counted).map(function (pair) { return [pair[0], pair[1][0]]; }), state.count),
      choice("rows", "by (rows)", options(here), state.rows),
      choice("columns", "and by (columns)", [["", "nothing else"]].concat(options(here)), state.columns),
      choice("show", "Show", [["counts", "counts"], ["rows", "per cent of each row"], ["columns", "per cent of each column"]], state.show)
    ]));
    controls.only = make("details", { open: Object.keys(state.only).length > 0 }, [
      make("summary", {}, ["Only some rows"]),
      make("fieldset", {}, [make("legend", {}, ["Count only rows with"])].concat(here.map(function (q) {
        return choice("only-" + q.id, q.label, [["", "any"]].concat(q.values.filter(function (v, i) {
          return data.tables[state.count].some(function (row) { return row[3][place(q.id)].includes(i); });
        })), state.only[q.id] || "");
      })))
    ]);
    controls.said = make("p", { role: "status", "aria-live": "polite" });
    controls.answer = make("div");
    controls.link = make("input", { id: "ask-address", readOnly: true, type: "text" });
    controls.list = make("div", { id: "ask-list" });
    var copy = make("button", { type: "button" }, ["Copy the link"]);
    copy.addEventListener("click", function () {
      controls.link.select();
      var done = function () { copy.textContent = "Copied"; setTimeout(function () { copy.textContent = "Copy the link"; }, 2000); };
      if (navigator.clipboard) { navigator.clipboard.writeText(controls.link.value).then(done, function () { document.execCommand("copy"); done(); }); }
      else { document.execCommand("copy"); done(); }
    });
    root.append(controls.only, controls.said, controls.answer,
      make("div", { className: "ask-link" }, [make("label", {}, ["Link to this question", controls.link]), copy]), controls.list);
    answer();
  }
  function answer() {
    var rows = chosen(), result = counted(rows), words = data.counted[state.count];
    var down = questions[place(state.rows)], across = state.columns ? questions[place(state.columns)] : null;
    var all = data.tables[state.count].length;
    var title = words[0].charAt(0).toUpperCase() + words[0].slice(1) + " by " + down.label.toLowerCase() + (across ? " and " + across.label.toLowerCase() : "");
    controls.said.textContent = rows.length + " of " + all + " " + words[0] + (Object.keys(state.only).length ? " fit" : "") +
      ". One " + words[1] + " may stand in several cells.";
    controls.link.value = location.href.split("#")[0] + address();
    controls.answer.textContent = "";
    controls.answer.append(table(title, result, down, across), figure(title, result, down, across));
    list(result, down, across);
  }
  function table(title, result, down, across) {
    var head = make("tr", {}, [make("th", { scope: "col" }, [down.label])]);
    result.columns.forEach(function (j) { head.append(make("th", { scope: "col" }, [across ? name(across, j) : data.counted[state.count][0]])); });
    if (across) { head.append(make("th", { scope: "col" }, ["all"])); }
    var body = make("tbody");
    result.rows.forEach(function (i) {
      var line = make("tr", {}, [make("th", { scope: "row" }, [name(down, i)])]);
      result.columns.forEach(function (j) {
        var found = result.cells[i + "." + j] || [], key = i + "." + j;
        if (!found.length) { line.append(make("td", {}, [make("span", { className: "ask-zero" }, ["0"])])); return; }
        var button = make("button", { type: "button", "aria-pressed": String(state.cell === key) }, [shown(found.length, i, j, result)]);
        button.setAttribute("aria-label", shown(found.length, i, j, result) + ": " + name(down, i) + (across ? ", " + name(across, j) : "") + "; list the rows");
        button.addEventListener("click", function () {
          change("cell", state.cell === key ? "" : key);
          var again = root.querySelector('button[data-cell="' + key + '"]');
          if (again) { again.focus(); }
        });
        button.dataset.cell = key;
        line.append(make("td", {}, [button]));
      });
      if (across) { line.append(make("td", {}, [String(result.seen.rows[i].size)])); }
      body.append(line);
    });
    var scroll = make("div", { className: "ask-scroll", tabIndex: 0, role: "region", "aria-label": title },
      [make("table", {}, [make("caption", {}, [title]), make("thead", {}, [head]), body])]);
    return scroll;
  }
  function figure(title, result, down, across) {
    var total = function (i) { return result.columns.reduce(function (sum, j) { return sum + (result.cells[i + "." + j] || []).length; }, 0); };
    var most = Math.max.apply(null, [1].concat(result.rows.map(total))), many = result.columns.length > COLOURS.length;
    var colour = function (c) { return COLOURS[many ? 0 : c]; };
    var bars = make("div", { className: "ask-bars", role: "img", "aria-label": title + ", as bars; the table above has the numbers" });
    result.rows.forEach(function (i) {
      var bar = make("div", { className: "ask-bar" });
      result.columns.forEach(function (j, c) {
        var n = (result.cells[i + "." + j] || []).length;
        if (n) { bar.append(make("i", { style: "width:" + 88 * n / most + "%;background:" + colour(c) })); }
      });
      bar.append(make("b", {}, [String(total(i))]));
      bars.append(make("span", {}, [name(down, i)]), bar);
    });
    var box = make("figure", { className: "ask-figure" });
    if (across && !many) {
      box.append(make("ul", { className: "ask-key" }, result.columns.map(function (j, c) {
        return make("li", {}, [make("i", { style: "background:" + colour(c) }), name(across, j)]);
      })));
    }
    box.append(bars);
    return box;
  }
  function list(result, down, across) {
    controls.list.textContent = "";
    var found = result.cells[state.cell];
    if (!found) { controls.list.append(make("p", {}, ["Choose a number in the table to list its rows."])); return; }
    var parts = state.cell.split(".").map(Number);
    var title = found.length + " " + data.counted[state.count][found.length === 1 ? 1 : 0] + ": " + name(down, parts[0]) + (across ? ", " + name(across, parts[1]) : "");
    var show = asked(state.count).filter(function (q) { return ["text", "frame", "person", "type", "tone"].includes(q.id) || q === down || q === across; });
    var head = make("tr", {}, ["Row"].concat(show.map(function (q) { return q.label; }), ["Words"]).map(function (text) { return make("th", { scope: "col" }, [text]); }));
    var body = make("tbody", {}, found.map(function (row) {
      var link = make("a", { href: data.rows + "#row=" + encodeURIComponent(row[0]) }, [row[0]]);
      return make("tr", {}, [make("th", { scope: "row" }, [link])].concat(show.map(function (q) {
        return make("td", {}, [row[3][place(q.id)].map(function (i) { return name(q, i); }).join(", ") || "–"]);
      }), [make("td", { className: "ask-words" }, [row[2] ? "“" + row[2] + "”" : "–"])]));
    }));
    controls.list.append(make("div", { className: "ask-scroll", tabIndex: 0, role: "region", "aria-label": title },
      [make("table", {}, [make("caption", {}, [title]), make("thead", {}, [head]), body])]));
  }

  state = read();
  build();
  window.addEventListener("hashchange", function () { state = read(); build(); });
})();
