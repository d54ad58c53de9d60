// The frame of a page: colours, where one is on the page, scroll regions that the keyboard reaches, keys.
(function () {
  "use strict";
  var root = document.documentElement, MODES = ["auto", "light", "dark"];
  var SAID = { auto: "as the system", light: "light", dark: "dark" };
  var dark = matchMedia("(prefers-color-scheme: dark)");

  function setMode(mode) {
    root.dataset.mode = mode;
    root.dataset.theme = mode !== "auto" ? mode : dark.matches ? "dark" : "light";
    document.querySelectorAll("[data-switch]").forEach(function (button) {
      button.setAttribute("aria-label", "Colours: " + SAID[mode]);
      button.title = "Colours: " + SAID[mode];
    });
  }

  function switchMode() {
    var mode = MODES[(MODES.indexOf(root.dataset.mode) + 1) % MODES.length];
    try { localStorage.setItem("mode", mode); } catch (error) { /* no storage: for this page */ }
    setMode(mode);
  }

  // What scrolls sideways can be reached and has a name: its caption, its figure's title, or the heading above it.
  var SCROLLS = "pre, .table-scroll, .pst-scrollable-table-container, .ticks, .output, .nc-data > div, .dt-layout-cell, .said-matrix, .versions";
  function nameOf(box) {
    var caption = box.querySelector("caption");
    if (caption && caption.textContent.trim()) { return caption.textContent.trim(); }
    var section = box.closest("section"), heading = section && section.querySelector("h1, h2, h3, h4");
    var kind = box.matches("pre") ? "Code" : "Table";
    return heading ? kind + ": " + heading.textContent.replace(/#$/, "").trim() : kind;
  }
  function reach() {
    document.querySelectorAll(SCROLLS).forEach(function (box) {
      var scrolls = (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) &&
        /auto|scroll/.test(getComputedStyle(box).overflowX + getComputedStyle(box).overflowY);
      if (scrolls && !box.hasAttribute("tabindex")) {
        box.tabIndex = 0;
        box.dataset.reached = "";
        box.setAttribute("role", "region");
        if (!box.hasAttribute("aria-label")) { box.setAttribute("aria-label", nameOf(box)); }
      } else if (!scrolls && "reached" in box.dataset) {
        ["tabindex", "role", "aria-label", "data-reached"].forEach(function (name) { box.removeAttribute(name); });
      }
    });
    // Two regions of one name are told apart by number.
    var seen = {};
    document.querySelectorAll("[data-reached]").forEach(function (box) {
      var name = box.getAttribute("aria-label").replace(/ \(\d+\)$/, "");
      seen[name] = (seen[name] || 0) + 1;
      box.setAttribute("aria-label", seen[name] > 1 ? name + " (" + seen[name] + ")" : name);
    });
  }

  function spy() {
    var links = {}, shown = new Set();
    document.querySelectorAll(".site-toc a[href^='#']").forEach(function (link) { links[decodeURIComponent(link.hash.slice(1))] = link; });
    var order = Object.keys(links), last = null;
    if (!order.length || !window.IntersectionObserver) { return; }
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) { shown[entry.isIntersecting ? "add" : "delete"](entry.target.id); });
      var first = order.filter(function (id) { return shown.has(id); }).pop();
      if (!first || links[first] === last) { return; }
      if (last) { last.removeAttribute("aria-current"); }
      last = links[first];
      last.setAttribute("aria-current", "location");
    }, { rootMargin: "-20% 0px -60% 0px" });
    order.forEach(function (id) { var section = document.getElementById(id); if (section) { watcher.observe(section); } });
  }

  function isOpen(element) { return element.matches && element.matches("[popover]") && element.matches(":popover-open"); }

  function start() {
    setMode(root.dataset.mode || "auto");
    dark.addEventListener("change", function () { setMode(root.dataset.mode); });
    var current = document.querySelector(".site-side [aria-current=page], .site-side .current > a.current");
    if (current && current.closest(".site-side").scrollHeight > current.closest(".site-side").clientHeight) {
      var side = current.closest(".site-side");
      side.scrollTop = Math.max(0, current.offsetTop - side.clientHeight / 2);
    }
    document.addEventListener("click", function (event) {
      var target = event.target;
      if (target.closest("[data-switch]")) { switchMode(); }
      if (target.closest("[data-print]")) { window.print(); }
      var inside = target.closest(".site-toc a, .site-side a");
      if (inside && isOpen(inside.closest("[popover]"))) { inside.closest("[popover]").hidePopover(); }
      document.querySelectorAll("details.site-menu[open], details.nc-take[open]").forEach(function (menu) {
        if (!menu.contains(target) || target.closest("ul")) { menu.open = false; }
      });
    });
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName) || document.activeElement.isContentEditable;
      if (((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") || (event.key === "/" && !typing && !event.altKey && !event.ctrlKey && !event.metaKey)) {
        var field = Array.from(document.querySelectorAll("main input[name=q], .site-side input[name=q]")).find(function (one) { return one.offsetParent; });
        var box = document.getElementById("site-search");
        event.preventDefault();
        if (field) { field.focus(); field.select(); } else if (box && box.showPopover) { box.showPopover(); }
      }
      var menu = event.key === "Escape" && event.target.closest && event.target.closest("details.site-menu[open], details.nc-take[open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    });
    reach();
    spy();
    window.addEventListener("resize", reach);
    if (window.ResizeObserver) {
      var sizes = new ResizeObserver(reach);
      document.querySelectorAll(SCROLLS).forEach(function (box) { sizes.observe(box); });
    }
    document.addEventListener("toggle", reach, true);
    window.addEventListener("load", reach);
    document.addEventListener("newscompare:tables", reach);
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
