// Paper is light: pages print in the light colours, whatever the screen shows.
(() => {
  const root = document.documentElement;
  let shown = null;
  window.addEventListener("beforeprint", () => { shown = root.dataset.theme; root.dataset.theme = "light"; });
  window.addEventListener("afterprint", () => { if (shown) root.dataset.theme = shown; });
})();
