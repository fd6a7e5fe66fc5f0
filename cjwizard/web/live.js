// Streamlit sends a text area when it is left; a browser that goes back, refreshes or loses its server never leaves it.
// This commits text while typing and before anything else is touched, keeps what is not stored yet, asks for a full run after
// every new connection, and tells screen readers which language the page is in. The page is never moved, the focus stays.
(() => {
  "use strict";
  const PAUSE = 800; // milliseconds without a key after which a text is sent
  const PATIENCE = 5000; // milliseconds that an answer, or another page, may take before we go on without
  const STATE = "data-test-connection-state";
  const RUN = "data-test-script-state";

  let told = {}; // what the server said at the end of its newest full run, in an element that nobody sees
  let app = null;
  let leaving = 0; // when another page was asked for; a redraw of this one would call it back
  const again = () => Date.now() - leaving > PATIENCE && document.querySelector(".st-key-live button")?.click();
  const isIdle = () => app.getAttribute(RUN) === "notRunning";
  const isConnected = () => app.getAttribute(STATE) === "CONNECTED";
  const isText = (element) => element?.tagName === "TEXTAREA";
  // A list to choose from is no line: left when the finger comes down, it closes before anything in it is chosen.
  const isList = (element) => element?.getAttribute("role") === "combobox";
  const isLine = (element) => element?.tagName === "INPUT" && ["text", "number"].includes(element.type) && !isList(element);
  const isWritten = (element) => isText(element) || (element?.tagName === "INPUT" && element.type === "text");
  const on = (target, names, act) => names.forEach((name) => target.addEventListener(name, act, true));

  const said = new WeakMap(); // what a field said since somebody began to type in it
  const MOST_SAID = 30;
  const note = (element) => {
    const before = said.get(element) ?? [];
    before.push(element.value);
    said.set(element, before.slice(0, 1).concat(before.slice(1).slice(-MOST_SAID)));
  };
  const commit = (element) => {
    if (isText(element)) note(element);
    const key = { key: "Enter", code: "Enter", ctrlKey: isText(element), bubbles: true };
    element.dispatchEvent(new KeyboardEvent("keydown", key));
    const draft = drafts.get(element);
    if (!draft || draft.sent === element.value || document.activeElement !== element) return; // on its way already
    draft.sent = element.value;
    draft.turns = turns;
    draft.version = shown();
  };

  // What is typed stays in the browser until the server has stored it, so that it survives a crash of either. On a computer
  // that others use too it goes with the tab.
  const DRAFT = "cjwizard.draft.";
  const KEPT = 7 * 86400e3; // milliseconds that a text is kept
  const FRESH = 60e3; // milliseconds in which a refreshed tab puts its own text back without asking
  const ALIVE = 15e3; // milliseconds after which a text is no longer that of another tab in which somebody is typing
  const SETTLED = 1000; // milliseconds without a key after which a text may count as stored
  const LATE = 60e3; // milliseconds that a field may need to arrive after its page: a busy machine has taken half a minute
  const UNSEEN = 20e3; // milliseconds after which it does although no run was seen
  const drafts = new Map();
  let turns = 0; // how often a run began or ended
  const shown = () => Number(document.querySelector("[data-saved]")?.dataset.saved ?? Infinity); // the version
  const shelf = () => (told.shared === "yes" ? sessionStorage : localStorage);
  const tab = (sessionStorage["cjwizard.tab"] ??= Math.random().toString(36).slice(2));
  const keyOf = (element) => [...(element.closest("[class*=st-key-]")?.classList ?? [])].find((name) => name.startsWith("st-key-"));
  const fieldOf = (key) => document.querySelector(`.${CSS.escape(key)} textarea, .${CSS.escape(key)} input[type=text]`);
  const keep = (element) => {
    const key = keyOf(element);
    if (!told.place || !key || /^st-key-(open|delete|live)/.test(key)) return;
    const name = `${DRAFT}${told.place}.${key}`;
    const draft = { name, key, before: said.get(element) ?? [], text: element.value, at: Date.now(), turns, version: shown() };
    drafts.set(element, draft);
    try {
      shelf().setItem(name, JSON.stringify({ key, before: draft.before, text: draft.text, at: draft.at, tab }));
    } catch {
      // a full or forbidden shelf: the text is on the screen and on its way to the server
    }
  };
  const drop = (name) => shelf().removeItem(name);
  const settle = () => {
    const calm = isConnected() && isIdle() && document.querySelector("[data-saved]");
    for (const [element, draft] of drafts) {
      const age = Date.now() - draft.at;
      // A busy browser may hear of the begin and the end of a run in one go, and shows neither.
      const isHeard = turns > draft.turns || shown() > draft.version || age > UNSEEN;
      const isStored = calm && age > SETTLED && (isHeard || draft.text === draft.before[0]);
      if (!isStored) continue;
      drafts.delete(element);
      drop(draft.name);
    }
  };
  const fill = (element, text) => {
    const prototype = isText(element) ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, "value").set.call(element, text);
    element.dispatchEvent(new Event("input", { bubbles: true }));
    commit(element);
  };
  const kept = () => {
    const found = [];
    for (const name of Object.keys(shelf()).filter((each) => each.startsWith(DRAFT))) {
      let draft = null;
      try {
        draft = JSON.parse(shelf().getItem(name));
      } catch {
        // not ours, or half-written: as good as too old
      }
      if (!draft || !(Date.now() - draft.at < KEPT)) drop(name);
      else if (name.startsWith(`${DRAFT}${told.forget}.`)) drop(name);
      else if (name.startsWith(`${DRAFT}${told.place}.`)) found.push({ name, ...draft });
    }
    return found;
  };
  // Fields arrive one after the other, and are empty for a moment before they show what is stored.
  const REST = 500; // milliseconds that a field has to say the same
  const rests = new WeakMap();
  const isAtRest = (element) => {
    if (!element) return false;
    if (rests.get(element)?.value !== element.value) rests.set(element, { value: element.value, since: Date.now() });
    return Date.now() - rests.get(element).since >= REST;
  };
  const isTaken = (text) => JSON.parse(told.taken).includes(text.trim());
  let looking = null;
  const lookForDrafts = (until = Date.now() + LATE) => {
    clearTimeout(looking);
    let isEarly = false;
    for (const draft of kept()) {
      const element = fieldOf(draft.key);
      if (drafts.has(element)) continue;
      if (!isAtRest(element)) {
        isEarly = true;
        continue;
      }
      const age = Date.now() - draft.at;
      if (element.value === draft.text || told.reading === "yes" || isTaken(draft.text)) drop(draft.name);
      else if (draft.tab === tab && age < FRESH && draft.before.includes(element.value)) {
        said.set(element, draft.before);
        fill(element, draft.text);
      } else if (draft.tab === tab || age > ALIVE) offer(draft);
    }
    if (isEarly && Date.now() < until) looking = setTimeout(lookForDrafts, 200, until);
  };
  let bar = null;
  const offer = ({ name, key, text }) => {
    if (bar) return; // one at a time; the next one comes after the next run
    bar = document.createElement("div");
    bar.setAttribute("role", "alert");
    bar.className = "cjwizard-draft";
    const look = getComputedStyle(app);
    Object.assign(bar.style, {
      position: "fixed", left: "0", right: "0", bottom: "0", zIndex: "1000000", padding: "0.75rem 1rem", display: "flex",
      flexWrap: "wrap", gap: "0.5rem 1rem", alignItems: "center", background: look.backgroundColor, color: look.color,
      font: look.font, fontFamily: look.fontFamily, borderTop: "2px solid currentColor",
    });
    const words = document.createElement("div");
    words.style.flex = "1 1 20rem";
    const shown = document.createElement("div");
    Object.assign(shown.style, { whiteSpace: "pre-wrap", maxHeight: "6rem", overflow: "auto", overflowWrap: "anywhere" });
    words.append(told.draftFound, shown);
    shown.textContent = text;
    const away = () => {
      bar.remove();
      bar = null;
      drop(name);
      lookForDrafts();
    };
    const button = (label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = label;
      Object.assign(made.style, {
        font: "inherit", color: "inherit", background: "transparent", border: "1px solid currentColor",
        borderRadius: "0.5rem", padding: "0.4rem 0.8rem", minHeight: "2.5rem", cursor: "pointer",
      });
      made.addEventListener("click", act);
      return made;
    };
    const restore = () => {
      const element = fieldOf(key);
      away();
      if (!element) return;
      element.focus();
      fill(element, text);
    };
    bar.append(words, button(told.draftBack, restore), button(told.draftAway, away));
    document.body.append(bar);
  };

  // Somebody else, or another tab, may change what this page shows. It asks now and then, and is drawn anew when it has to be:
  // not while somebody types, and only when the news is not the result of what was just saved here.
  const ASK = 2000; // milliseconds between two questions: on a busy machine too, news shows within five seconds
  const AGAIN = 500; // milliseconds that an edit of our own may take to show
  const linkHere = () => new URLSearchParams(location.search).get("j");
  const isNews = async () => {
    const link = linkHere();
    if (!link || document.hidden || drafts.size || !isConnected() || !isIdle()) return false;
    const answer = await fetch("./cjwizard/news", { method: "POST", body: link });
    return answer.ok && link === linkHere() && (await answer.json()).version > shown() && !drafts.size && isIdle();
  };
  const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
  const followNews = async () => {
    for (;;) {
      await pause(ASK);
      try {
        if ((await isNews()) && (await pause(AGAIN), await isNews())) again();
      } catch {
        // no connection: the page says so itself, and the next question may be answered
      }
    }
  };

  // A server that was started anew, or forgot us, throws away what a part of the page sends until a first full run has told
  // it which parts there are. At the end of that run another one sends what may have been thrown away before it.
  const connection = { isNew: false, touched: false };

  const hear = () => {
    const place = document.querySelector("[data-cjwizard-drawn]");
    if (!place || place.dataset.cjwizardDrawn === told.cjwizardDrawn) return;
    told = { ...place.dataset };
    leaving = 0;
    document.documentElement.lang = told.lang;
    // Complete the address without a new entry in the history, so that the back button still goes back.
    if (told.address.includes("j=") && location.search.includes("j=") && !/[?&]t=/.test(location.search)) {
      history.replaceState(history.state, "", `${location.pathname}?${told.address}`);
    }
    if (!app) begin();
    if (connection.isNew && connection.touched) again();
    connection.isNew = false;
    whenIdle(() => lookForDrafts());
  };
  const whenIdle = (act) => (isIdle() ? act() : setTimeout(whenIdle, 100, act));

  // On the way to another page this one is told its newest version; that is no place of its own to go back to.
  const withoutVersion = (address) => {
    const url = new URL(address, location);
    url.searchParams.delete("r");
    return url.href;
  };
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address = location.href) => {
    const isSame = withoutVersion(address) === withoutVersion(location);
    if (isSame) history.replaceState(state, title, address);
    else push(state, title, address);
  };

  // Whether the page is dark is known to the browser alone.
  const noteTheme = () => {
    const [red, green, blue] = getComputedStyle(app).backgroundColor.match(/[\d.]+/g) ?? [255, 255, 255];
    document.documentElement.dataset.dark = 2 * red + 7 * green + Number(blue) < 1280 ? "yes" : "no";
  };

  const begin = () => {
    app = document.querySelector("[data-testid=stApp]");
    noteTheme();
    new MutationObserver(noteTheme).observe(app, { attributes: true, attributeFilter: ["class", "style"] });
    const timers = new WeakMap();
    on(document, ["focusin"], ({ target }) => isWritten(target) && said.set(target, [target.value]));
    on(document, ["input"], ({ target }) => {
      if (!isWritten(target)) return;
      keep(target);
      if (!isText(target)) return note(target);
      clearTimeout(timers.get(target));
      timers.set(target, setTimeout(commit, PAUSE, target));
    });
    setInterval(() => drafts.size && settle(), 300);
    followNews();

    // A line or a number is sent when it is left. A tap leaves it and follows a link in the same instant, and the link would
    // win; so it is left when the finger comes down.
    const flush = (event) => {
      const element = document.activeElement;
      if (event.target === element) return;
      if (event.target.closest?.("[role=listbox]")) return; // left now, the list would close before the choice is made
      if (isText(element)) commit(element);
      else if (isLine(element)) element.blur();
    };
    let given = 0; // when somebody did something last
    on(document, ["input", "change", "click", "keydown"], () => (given = Date.now()));

    // A link sends the page that it asks for and no answers: what was given just before it, and not heard yet, would be lost, and
    // what is sent just after it would call this page back. So a field that nobody sees asks, together with all answers.
    const pageField = () => isConnected() && document.querySelector(".st-key-live input");
    const askForPage = (page) => {
      leaving = Date.now(); // makes it another question each time, too
      const asked = `${page} ${leaving}`;
      fill(pageField(), asked);
      return asked;
    };
    on(document, ["click"], (event) => {
      const link = event.target.closest?.("[data-testid=stPageLink] a");
      if (!link || !pageField() || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      askForPage(link.getAttribute("href").split("?")[0].split("/").pop());
    });

    on(window, ["beforeunload", "pagehide", "popstate"], flush);
    on(window, ["beforeunload"], (event) => {
      settle();
      if (drafts.size) event.preventDefault(); // the browser asks whether to leave
    });

    // Going back asks for a page without answers too; browsers that tell beforehand let the server hear all answers first.
    const whenHeard = (go) => {
      const asked = askForPage("stay");
      const ends = leaving + PATIENCE;
      const look = () => (told.heard === asked || Date.now() > ends ? go() : setTimeout(look, 10));
      look();
    };
    let going = false;
    window.navigation?.addEventListener("navigate", (event) => {
      if (event.navigationType !== "traverse" || !event.cancelable || going || !pageField()) return;
      flush(event);
      if (isIdle() && Date.now() - given > PATIENCE) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      whenHeard(async () => {
        going = true;
        await navigation.traverseTo(event.destination.key).finished.catch(() => {});
        going = false;
      });
    });
    on(document, ["touchstart", "pointerdown"], flush);
    // Text that is sent when the mouse comes down can move the button away before it comes up; the press counts where it began.
    let pressed = null;
    on(document, ["pointerdown"], (event) => {
      const button = event.pointerType === "mouse" && event.button === 0 ? event.target.closest?.("button") : null;
      pressed = button && { button, x: event.clientX, y: event.clientY };
    });
    on(document, ["pointerup"], (event) => {
      const { button, x, y } = pressed ?? {};
      pressed = null;
      if (!button?.isConnected || button.contains(event.target)) return;
      if (Math.hypot(event.clientX - x, event.clientY - y) < 4) button.click();
    });
    on(document, ["visibilitychange"], () => {
      const element = document.activeElement;
      if (document.hidden && isText(element)) commit(element);
    });

    let was = app.getAttribute(STATE);
    new MutationObserver((changes) => {
      turns += changes.filter(({ attributeName }) => attributeName === RUN).length;
      const is = app.getAttribute(STATE);
      if (is !== was && is === "CONNECTED") {
        connection.isNew = true;
        connection.touched = false;
        setTimeout(again, 300);
      }
      was = is;
    }).observe(app, { attributes: true, attributeFilter: [STATE, RUN] });
    on(document, ["input", "change", "keydown", "pointerdown"], () => (connection.touched = true));
  };

  const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-cjwizard-drawn"] };
  new MutationObserver(hear).observe(document.documentElement, watched);
  hear();
})();
