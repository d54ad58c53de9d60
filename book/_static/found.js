// Below each page that the search found stands what the page is about; the words come with the page, so that the search runs from disk.
(function () {
  "use strict";
  var out = document.getElementById("search-results");
  if (!out || typeof SEARCHED === "undefined") { return; }
  function describe(item) {
    var link = item.querySelector("a");
    if (!link || item.querySelector(".search-about")) { return; }
    var name = link.getAttribute("href").split("#")[0].replace(/\.html$/, "");
    if (!SEARCHED[name]) { return; }
    var about = document.createElement("p");
    about.className = "search-about";
    about.textContent = SEARCHED[name];
    item.append(about);
  }
  new MutationObserver(function () { out.querySelectorAll("li").forEach(describe); }).observe(out, { childList: true, subtree: true });
  out.querySelectorAll("li").forEach(describe);
})();
