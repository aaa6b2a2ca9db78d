// The SPARQL form as an editor: Yasqe of the Yasgui family, completions from this dataset, canned queries to begin
// with, answers on the same page, links to share. Without this script the form works as it stands.
"use strict";

(() => {
  const form = document.querySelector("form.sparql");
  const field = document.getElementById("query");
  const answer = document.getElementById("answer");
  if (!form || !field || !answer || typeof Yasqe === "undefined") return;

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // What the editor offers, asked for once; without it the editor still works.
  const offers = fetch("/sparql/offers.json")
    .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
    .catch(() => ({ prefixes: {}, kinds: [], classes: [], properties: [], examples: [] }));

  // ---- Completions ----------------------------------------------------------------------------------------------

  const labels = new Map(); // of what has been suggested, by the text that would be inserted
  const LOCAL = /^[A-Za-z0-9_](?:[\w.-]*[\w-])?$/; // what can follow a prefix without escapes

  const shortened = (iri, prefixes, preferred) => {
    const fits = (prefix) => iri.startsWith(prefixes[prefix]) && LOCAL.test(iri.slice(prefixes[prefix].length));
    if (preferred in prefixes && fits(preferred)) return `${preferred}:${iri.slice(prefixes[preferred].length)}`;
    let best = "";
    for (const [prefix, namespace] of Object.entries(prefixes)) {
      if (fits(prefix) && (!best || namespace.length > prefixes[best].length)) best = prefix;
    }
    return best ? `${best}:${iri.slice(prefixes[best].length)}` : `<${iri}>`;
  };

  const prefixOf = (token) => /^([^:<\s]+):/.exec(token.string)?.[1];

  const ending = (iri) => iri.slice(Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/")) + 1);

  // What has been typed of an IRI, as the words to look for: "cq:hol" and "hol" both mean what begins with "hol".
  const typed = (token) => token.string.replace(/^<|>$/g, "");

  const fitting = (terms, prefixes, token) => {
    const text = typed(token);
    const [prefix, local] = text.includes(":") ? text.split(/:(.*)/s) : [null, text];
    const begins = local.toLowerCase();
    return terms.filter(({ iri }) => {
      if (text.startsWith("http")) return iri.startsWith(text);
      if (prefix !== null && !iri.startsWith(prefixes[prefix] ?? "\0")) return false;
      const end = prefix === null ? ending(iri) : iri.slice(prefixes[prefix].length);
      return end.toLowerCase().startsWith(begins);
    });
  };

  const suggest = (terms, prefixes, token) =>
    terms.map(({ iri, label }) => {
      const text = shortened(iri, prefixes, prefixOf(token));
      labels.set(text, label);
      return text;
    });

  const withLabels = (_editor, hints) =>
    hints.map((hint) => {
      const label = labels.get(hint.text);
      return label ? { ...hint, displayText: `${hint.text}  ${label}` } : hint;
    });

  const plain = {
    bulk: false,
    autoShow: false,
    persistenceId: null,
    preProcessToken: (_editor, token) => token,
    postProcessSuggestion: (_editor, _token, text) => text,
    postprocessHints: withLabels,
  };

  // The prefixes of the dataset, and those that the query declares itself.
  const prefixesIn = async (editor) => ({ ...(await offers).prefixes, ...editor.getPrefixesFromQuery() });

  const previous = (editor, token) =>
    editor.getPreviousNonWsToken(editor.getDoc().getCursor().line, token).string;
  const namesClass = (editor, token) => ["a", "rdf:type"].includes(previous(editor, token));
  const isProperty = (token) => token.state.possibleCurrent.includes("a");

  const termCompleter = (from, name, list) =>
    Yasqe.forkAutocompleter(from, {
      ...plain,
      name,
      get: async (editor, token) => {
        const prefixes = await prefixesIn(editor);
        return suggest(fitting((await offers)[list], prefixes, token), prefixes, token);
      },
    });

  // Things of the dataset: after a prefix of ours ("actor:lav"), found by any of their names.
  let kinds = [];
  const thingCompleter = () =>
    Yasqe.registerAutocompleter({
      ...plain,
      name: "things",
      isValidCompletionPosition: (editor) => {
        const token = editor.getCompleteToken();
        return kinds.includes(prefixOf(token)) && !isProperty(token) && !namesClass(editor, token);
      },
      get: async (editor, token) => {
        const prefixes = await prefixesIn(editor);
        const kind = prefixOf(token);
        const words = token.string.slice(kind.length + 1).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
        const asked = new URLSearchParams({ kind, limit: "30", fields: "id,label", ...(words && { q: words }) });
        const response = await fetch(`/api/search?${asked}`);
        if (!response.ok) return [];
        const { items } = await response.json();
        return suggest(items.map(({ id, label }) => ({ iri: id, label })), prefixes, token);
      },
    });

  Yasqe.defaults.autocompleters = ["variables"]; // the others ask hosts elsewhere
  Yasqe.forkAutocompleter("prefixes", {
    name: "prefixes-here",
    persistenceId: null,
    get: async () =>
      Object.entries((await offers).prefixes)
        .map(([prefix, namespace]) => `${prefix}: <${namespace}>`)
        .sort(),
  });
  termCompleter("class", "classes-here", "classes");
  termCompleter("property", "properties-here", "properties");
  thingCompleter();

  // ---- The editor -----------------------------------------------------------------------------------------------

  const place = element("div", { className: "editor" });
  const label = form.querySelector("label");
  label.id = "query-label";
  field.before(place);
  field.hidden = true;
  const editor = new Yasqe(place, {
    value: field.value,
    screenReaderLabel: label.textContent,
    persistenceId: null, // nothing is kept in the reader's browser
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto", // as long as the query, so that there is nothing to scroll inside the page
    viewportMargin: Infinity,
    lineWrapping: true,
    extraKeys: {
      "Ctrl-Enter": () => form.requestSubmit(),
      "Cmd-Enter": () => form.requestSubmit(),
    },
  });
  label.addEventListener("click", () => editor.focus());

  // What is wrong with a line is told in its title. The editor's own note would write styles into the page, which the
  // policy of the pages does not allow.
  const complaint = () => {
    for (let line = 0; line < editor.getDoc().lineCount(); line++) {
      const { state } = editor.getTokenAt({ line, ch: editor.getDoc().getLine(line).length }, true);
      if (!state.OK) return state.errorMsg || `This line is not SPARQL; expected: ${state.possibleCurrent.join(", ")}`;
    }
    return "";
  };
  place.addEventListener(
    "mouseover",
    (event) => {
      const icon = event.target.closest(".parseErrorIcon");
      if (!icon) return;
      event.stopPropagation();
      icon.title = complaint();
    },
    true,
  );
  form.classList.add("enhanced");

  // ---- Running --------------------------------------------------------------------------------------------------

  const share = element("input", { id: "share", readOnly: true });
  const shared = element("p", { className: "share", hidden: true }, element("label", { htmlFor: "share", textContent: "Link to this query and its answer" }), share);
  share.addEventListener("focus", () => share.select());
  form.append(shared);

  const status = element("p", { className: "quiet status" });
  status.setAttribute("role", "status");
  form.append(status);

  const addressOf = (query) => `/sparql?${new URLSearchParams({ query })}`;
  const tell = (text) => answer.replaceChildren(element("p", { className: "cut", role: "alert", textContent: text }));
  // What the service finds wrong, it finds at a place; the cursor waits there for who mends it.
  const goToMistake = () => {
    const { line, column } = answer.querySelector("[data-line]")?.dataset ?? {};
    if (line) editor.getDoc().setCursor({ line: Number(line) - 1, ch: Number(column) - 1 });
  };
  let running;

  const show = async (query) => {
    running?.abort();
    const mine = (running = new AbortController());
    answer.setAttribute("aria-busy", "true");
    answer.replaceChildren();
    status.textContent = "Running …";
    try {
      const response = await fetch(addressOf(query), { headers: { Accept: "text/html" }, signal: mine.signal });
      const text = await response.text();
      if (mine.signal.aborted) return;
      const page = new DOMParser().parseFromString(text, "text/html");
      const found = page.getElementById("answer");
      if (!found) {
        const reason = page.querySelector("main > h1 + p")?.textContent;
        tell(reason ?? `The query was not answered (${response.status}).`);
        return;
      }
      answer.replaceChildren(...found.childNodes);
      if (!response.ok) {
        goToMistake();
        return;
      }
      addViews(query);
      share.value = new URL(addressOf(query), location.href).href;
      shared.hidden = false;
    } catch (error) {
      if (error.name !== "AbortError") tell("The service could not be reached; try again.");
    } finally {
      if (running === mine) {
        answer.removeAttribute("aria-busy");
        status.textContent = answer.querySelector("[role=alert]") ? "The query was not answered; why is told below." : "The answer is below.";
      }
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = editor.getValue();
    field.value = query;
    if (location.pathname + location.search !== addressOf(query)) history.pushState({ query }, "", addressOf(query));
    show(query);
  });
  window.addEventListener("popstate", () => {
    const query = new URLSearchParams(location.search).get("query");
    if (query === null) {
      answer.replaceChildren();
      status.textContent = "";
      shared.hidden = true;
      return;
    }
    editor.setValue(query);
    show(query);
  });

  // ---- Views of an answer: the page's own table or text, and the formats for programs -----------------------------

  const addViews = (query) => {
    const formats = [...answer.querySelectorAll('a[href^="/sparql?"]')];
    if (!formats.length) return;
    const own = element("div", {}, ...answer.childNodes);
    const ownName = own.querySelector("table") ? "Table" : "Text";
    const raw = element("pre", { tabIndex: 0, hidden: true });
    const bar = element("div", { className: "views", role: "group" });
    bar.setAttribute("aria-label", "Views of the answer");
    const buttons = [[ownName, null], ...formats.map((link) => [link.textContent, link.href])].map(([name, address]) => {
      const button = element("button", { type: "button", textContent: name });
      button.addEventListener("click", async () => {
        for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
        own.hidden = address !== null;
        raw.hidden = address === null;
        if (address === null) return;
        raw.textContent = "…";
        const text = await fetch(address).then((response) => response.text(), () => "The service could not be reached.");
        raw.textContent = text.length > 200000 ? `${text.slice(0, 200000)}\n[…]` : text;
      });
      button.setAttribute("aria-pressed", String(address === null));
      return button;
    });
    bar.append(...buttons);
    answer.replaceChildren(bar, own, raw);
  };

  // ---- Examples -------------------------------------------------------------------------------------------------

  offers.then((known) => {
    kinds = known.kinds;
    if (!known.examples.length) return;
    const choice = element("select", { id: "example" }, element("option", { value: "", textContent: "Begin with a canned query …" }));
    known.examples.forEach(({ title }, number) => choice.append(element("option", { value: String(number), textContent: title })));
    choice.addEventListener("change", () => {
      if (choice.value !== "") editor.setValue(known.examples[Number(choice.value)].query);
    });
    const line = element("p", { className: "examples" }, element("label", { htmlFor: "example", textContent: "Examples" }), choice);
    form.prepend(line);
    const help = "Ctrl+Space completes, Ctrl+Enter runs; Esc and then Tab leaves the editor.";
    form.querySelector("button[type=submit]").after(element("p", { className: "quiet keys", textContent: help }));
  });

  if (answer.querySelector("[role=alert]")) goToMistake();
  else if (answer.childElementCount) {
    const query = field.value;
    addViews(query);
    share.value = location.href;
    shared.hidden = false;
  }
})();
