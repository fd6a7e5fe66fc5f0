// Streamlit sends a text area when it is left; a browser that goes back, refreshes or loses its server never leaves it.
// This commits text while typing and before anything else is touched, asks for a full run after every new connection,
// and tells screen readers which language the page is in.
export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data.lang;
  // Complete the address without a new entry in the history, so that the back button still goes back.
  if (data.address.includes("j=") && location.search.includes("j=") && !/[?&]t=/.test(location.search)) {
    history.replaceState(history.state, "", `${location.pathname}?${data.address}`);
  }
  window.__cjwizardAgain = () => setTriggerValue("again", Date.now());
  if (document.__cjwizardLive) return;
  document.__cjwizardLive = true;

  const PAUSE = 800;
  const isText = (element) => element?.tagName === "TEXTAREA";
  const commit = (element) =>
    element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true }));
  const timers = new WeakMap();

  document.addEventListener("input", (event) => {
    const element = event.target;
    if (!isText(element)) return;
    clearTimeout(timers.get(element));
    timers.set(element, setTimeout(() => commit(element), PAUSE));
  }, true);

  const flush = (event) => {
    const element = document.activeElement;
    if (isText(element) && event.target !== element) commit(element);
  };
  for (const name of ["beforeunload", "pagehide"]) addEventListener(name, flush);
  for (const name of ["touchstart", "pointerdown"]) document.addEventListener(name, flush, true);
  document.addEventListener("visibilitychange", (event) => { if (document.hidden) flush(event); });

  const app = document.querySelector("[data-testid=stApp]");
  const STATE = "data-test-connection-state";
  let was = app.getAttribute(STATE);
  new MutationObserver(() => {
    const is = app.getAttribute(STATE);
    if (is !== was && is === "CONNECTED") setTimeout(() => window.__cjwizardAgain(), 300);
    was = is;
  }).observe(app, { attributes: true, attributeFilter: [STATE] });
}
