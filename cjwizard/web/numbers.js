// A number with a comma, as Dutch people write it. A browser whose own language is another one drops the comma without a word:
// who types 0,5 days has 5. A browser that knows the comma keeps it; any other gets a point in its place.
(() => {
  "use strict";
  const WITH_COMMA = /^\s*-?[\d.\s]*,\d*\s*$/;
  let isOurs = false;
  let isTaken = false;
  const put = (text) => {
    isTaken = false;
    document.execCommand("insertText", false, text);
    return isTaken;
  };
  const write = (text) => {
    const number = text.replace(/[.\s]/g, ""); // points and spaces before a comma set thousands apart
    put(""); // what was selected goes first: its going is heard as well
    if (!put(",")) {
      put(number.replace(",", "."));
    } else if (number !== ",") {
      document.execCommand("delete");
      put(number);
    }
  };
  document.addEventListener("input", () => (isTaken = true), true);
  document.addEventListener("beforeinput", (event) => {
    if (isOurs || event.target.type !== "number" || !WITH_COMMA.test(event.data ?? "")) return;
    event.preventDefault();
    isOurs = true;
    try {
      write(event.data);
    } finally {
      isOurs = false;
    }
  }, true);
})();
