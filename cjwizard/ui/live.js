// Streamlit sends a text area when it is left; a browser that goes back, refreshes or loses its server never leaves it.
// This commits text while typing and before anything else is touched, asks for a full run after every new connection,
// and tells screen readers which language the page is in.
export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data.lang;
  // Complete the address without a new entry in the history, so that the back button still goes back.
  if (data.address.includes("j=") && location.search.includes("j=") && !/[?&]t=/.test(location.search)) {
    history.replaceState(history.state, "", `${location.pathname}?${data.address}`);
  }
  document.__cjwizardWords = data.words;
  window.__cjwizardAgain = () => setTriggerValue("again", Date.now());
  // A server that was started anew, or forgot us, throws away what a part of the page sends until a first full run has told
  // it which parts there are. This is the end of a full run; another one sends what may have been thrown away before it.
  const connection = (document.__cjwizardConnection ??= { isNew: false, touched: false });
  if (connection.isNew && connection.touched) window.__cjwizardAgain();
  connection.isNew = false;
  if (document.__cjwizardLive) return;
  document.__cjwizardLive = true;

  const PAUSE = 800; // milliseconds without a key after which a text is sent
  const HEAD_START = 250; // milliseconds in which the server begins to store a text that was sent
  const PATIENCE = 3000; // milliseconds that a text may take before another page is asked for after all
  const app = document.querySelector("[data-testid=stApp]");
  let sent = false;
  const isText = (element) => element?.tagName === "TEXTAREA";
  const said = new WeakMap(); // what a field said since somebody began to type in it
  const commit = (element) => {
    said.get(element)?.push(element.value);
    element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true }));
  };
  const timers = new WeakMap();

  document.addEventListener("input", (event) => {
    const element = event.target;
    if (!isText(element)) return;
    clearTimeout(timers.get(element));
    timers.set(element, setTimeout(() => commit(element), PAUSE));
  }, true);

  // A line or a number is sent when it is left. A tap leaves it and follows a link in the same instant, and the link would
  // win; so it is left when the finger comes down.
  const isLine = (element) => element?.tagName === "INPUT" && ["text", "number"].includes(element.type);
  const flush = (event) => {
    const element = document.activeElement;
    if (event.target === element) return;
    if (isText(element)) commit(element);
    else if (isLine(element)) element.blur();
    else return;
    sent = true;
  };
  // A change of page that reaches the server together with a text pushes the text out; let the text be stored first.
  const isIdle = () => app.getAttribute("data-test-script-state") === "notRunning";
  const whenStored = (go) => {
    const began = Date.now();
    let busy = false;
    const look = () => {
      busy ||= !isIdle();
      const waited = Date.now() - began;
      if (waited > PATIENCE || (isIdle() && (busy || waited > HEAD_START))) go();
      else setTimeout(look, 10);
    };
    look();
  };
  const mustWait = (event) => {
    if (!sent && isIdle()) return false;
    sent = false;
    event.preventDefault();
    event.stopImmediatePropagation();
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid=stPageLink] a");
    if (link && mustWait(event)) whenStored(() => link.click());
  }, true);
  for (const name of ["beforeunload", "pagehide", "popstate"]) addEventListener(name, flush, true);

  // A refresh can overtake the text that was sent just before it. So the tab keeps that text; when the field then still says
  // what it said before, the text is typed in again. When it says something else, somebody else wrote that: it stays.
  const UNSENT = "cjwizard.unsent";
  const KEPT = 60000; // milliseconds that a text is kept
  const linkHere = () => new URLSearchParams(location.search).get("j");
  const keyOf = (element) => [...(element.closest("[class*=st-key-]")?.classList ?? [])].find((name) => name.startsWith("st-key-"));
  document.addEventListener("focusin", ({ target }) => isText(target) && said.set(target, [target.value]), true);
  addEventListener("beforeunload", () => {
    const element = document.activeElement;
    const before = said.get(element);
    if (!before || before[0] === element.value) return;
    const unsent = { link: linkHere(), key: keyOf(element), before, text: element.value, at: Date.now() };
    sessionStorage.setItem(UNSENT, JSON.stringify(unsent));
  }, true);
  const typeAgain = ({ link, key, before, text, at }) => {
    if (!key || link !== linkHere() || Date.now() > at + KEPT) return;
    const element = isIdle() && document.querySelector(`.${CSS.escape(key)} textarea`);
    if (!element) setTimeout(() => typeAgain({ link, key, before, text, at }), 100);
    else if (before.includes(element.value)) {
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(element, text);
      element.dispatchEvent(new Event("input", { bubbles: true }));
      commit(element);
    }
  };
  const unsent = sessionStorage.getItem(UNSENT);
  sessionStorage.removeItem(UNSENT);
  if (unsent) typeAgain(JSON.parse(unsent));

  // Going back does the same, and Streamlit hears of that first; browsers that tell beforehand let the text go first.
  let going = false;
  window.navigation?.addEventListener("navigate", (event) => {
    if (event.navigationType !== "traverse" || !event.cancelable || going) return;
    flush(event);
    if (!mustWait(event)) return;
    whenStored(async () => {
      going = true;
      await navigation.traverseTo(event.destination.key).finished.catch(() => {});
      going = false;
    });
  });
  for (const name of ["touchstart", "pointerdown"]) document.addEventListener(name, flush, true);
  // Text that is sent when the mouse comes down can move the button away before it comes up; the press counts where it began.
  let pressed = null;
  document.addEventListener("pointerdown", (event) => {
    const button = event.pointerType === "mouse" && event.button === 0 ? event.target.closest?.("button") : null;
    pressed = button && { button, x: event.clientX, y: event.clientY };
  }, true);
  document.addEventListener("pointerup", (event) => {
    const { button, x, y } = pressed ?? {};
    pressed = null;
    if (!button?.isConnected || button.contains(event.target)) return;
    if (Math.hypot(event.clientX - x, event.clientY - y) < 4) button.click();
  }, true);
  document.addEventListener("visibilitychange", (event) => {
    const element = document.activeElement;
    if (document.hidden && isText(element)) commit(element);
  });

  // The field for files is always in English; say it in the language of the page.
  const originals = new WeakMap();
  const translate = () => {
    for (const zone of document.querySelectorAll("[data-testid=stFileUploaderDropzone]")) {
      const texts = document.createTreeWalker(zone, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const node = texts.currentNode;
        if (!originals.has(node)) originals.set(node, node.nodeValue);
        const original = originals.get(node);
        const words = original === "Upload" ? document.__cjwizardWords.upload : / per file/.test(original) ? "" : original;
        if (node.nodeValue !== words) node.nodeValue = words;
      }
    }
  };
  translate(); // what stood there before this script did
  new MutationObserver(translate).observe(document.body, { childList: true, subtree: true });

  const STATE = "data-test-connection-state";
  let was = app.getAttribute(STATE);
  new MutationObserver(() => {
    const is = app.getAttribute(STATE);
    if (is !== was && is === "CONNECTED") {
      connection.isNew = true;
      connection.touched = false;
      setTimeout(() => window.__cjwizardAgain(), 300);
    }
    was = is;
  }).observe(app, { attributes: true, attributeFilter: [STATE] });
  for (const name of ["input", "change", "keydown", "pointerdown"]) {
    document.addEventListener(name, () => (connection.touched = true), true);
  }
}
