// What Streamlit leaves as it is around the fields: words of its own in English, a page that opens where the one before was
// left, and a focus that is lost with the button that was pressed. Nothing here touches what somebody types.
(() => {
  "use strict";
  const told = () => document.querySelector("[data-cjwizard-drawn]")?.dataset ?? {};

  // Fields for files and several buttons are always in English; say it in the language of the page.
  const LABELLED = "button[aria-label], section[aria-label], [role=group][aria-label], [role=spinbutton][aria-label]";
  const FOR_MAKERS = "button[aria-label^='Copy Vega-Lite spec']";
  const labels = new WeakMap();
  const texts = new WeakMap();
  const say = (element, words) => {
    const is = element.getAttribute("aria-label");
    if (labels.get(element)?.ours !== is) labels.set(element, { theirs: is });
    const known = labels.get(element);
    const [, first, rest] = known.theirs.match(/^([^:,]*)(.*)$/s); // what follows says of which field or picture it is
    known.ours = Object.hasOwn(words, first) ? words[first] + rest : known.theirs;
    if (is !== known.ours) element.setAttribute("aria-label", known.ours);
  };
  const rewrite = (root, reworded) => {
    const found = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (found.nextNode()) {
      const node = found.currentNode;
      if (!texts.has(node)) texts.set(node, node.nodeValue);
      const words = reworded(texts.get(node));
      if (node.nodeValue !== words) node.nodeValue = words;
    }
  };
  const translate = ({ words = "{}", upload }) => {
    const known = JSON.parse(words);
    for (const button of document.querySelectorAll(FOR_MAKERS)) button.dataset.maker = "";
    for (const element of document.querySelectorAll(LABELLED)) say(element, known);
    for (const link of document.querySelectorAll("[data-testid=stSkipToContent]")) {
      rewrite(link, (text) => (Object.hasOwn(known, text) ? known[text] : text));
    }
    for (const zone of document.querySelectorAll("[data-testid=stFileUploaderDropzone]")) {
      rewrite(zone, (text) => (text === "Upload" ? upload : / per file/.test(text) ? "" : text.replace(/^\s*•\s*/, "")));
    }
  };

  // What Streamlit says when the server is gone is meant for makers: a command in English.
  const sayGone = ({ goneTitle, goneText }) => {
    for (const dialog of document.querySelectorAll("[role=dialog]")) {
      if (!/streamlit run/.test(dialog.textContent) && !("gone" in dialog.dataset)) continue;
      dialog.dataset.gone = "";
      rewrite(dialog, (text) => (text === "Connection error" ? goneTitle : /^Is Streamlit still running/.test(text) ? goneText : text));
    }
  };

  // Another page begins at its top, another phase at its name, and the keyboard goes on from there: the button that was pressed
  // is gone, or stands below what it asked for. Who presses a link in the list of pages stays there.
  const NEXT = ".st-key-choose-next_phase button";
  const phaseNow = () => document.querySelector("[data-phase]");
  let page = location.pathname;
  let from = ""; // the phase that somebody goes on from
  let drawn = "";
  let isNew = false;
  const land = (element) => {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  };
  const isLost = () => document.activeElement === document.body || document.activeElement?.closest(NEXT);
  const arrive = (now) => {
    if (location.pathname !== page) {
      page = location.pathname;
      from = "";
      isNew = true;
      document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    }
    const isDrawn = now !== undefined && now !== drawn;
    drawn = now ?? drawn;
    const phase = phaseNow();
    if (from && phase && phase.dataset.phase !== from) {
      from = "";
      phase.scrollIntoView({ block: "start" });
      if (isLost()) land(phase);
    }
    if (isNew && isDrawn) {
      isNew = false;
      const title = document.querySelector("[data-testid=stMain] h1");
      if (title && isLost()) land(title);
    }
  };
  // Whether somebody goes about with keys or points at things: calendars stay shut for the one, and open for the other.
  const goesBy = (hand) => () => (document.documentElement.dataset.hand = hand);
  document.addEventListener("pointerdown", goesBy("pointer"), true);
  document.addEventListener("keydown", (pressed) => pressed.key === "Tab" && goesBy("keys")(), true);

  document.addEventListener("click", ({ target }) => {
    if (target.closest?.(NEXT)) from = phaseNow()?.dataset.phase ?? "";
  }, true);

  new MutationObserver(() => {
    const now = told();
    if (now.cjwizardDrawn) {
      translate(now);
      sayGone(now);
    }
    arrive(now.cjwizardDrawn);
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-cjwizard-drawn"],
  });
})();
