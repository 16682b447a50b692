/* Saves what is being typed on the server: 800 ms after the last key, when the page is left, and again until it succeeds.
   When the session has ended the text stays on the screen and nowhere else in the browser; it is saved, and what was
   to be sent is sent, when the same person has signed in again in another tab. */
(() => {
  const QUIET_MS = 800;
  const FIRST_WAIT_MS = 2000;
  const LONGEST_WAIT_MS = 30000;
  const SIGNED_OUT_WAIT_MS = 5000;
  const ANSWER_MS = 5000;
  const text = document.body.dataset;
  const drafts = new WeakMap();
  /* Who the server takes this browser for: the page's own person ("own"), nobody ("none") or somebody else ("other"). */
  let signedIn = "own";

  const all = () => document.querySelectorAll("form[data-draft-url]");

  const tell = (form, words, isLate) => {
    const status = form.querySelector("[data-draft-status]");
    if (!status) return;
    if (status.textContent !== words) status.textContent = words;
    status.classList.toggle("is-late", isLate);
  };

  const tellSignedOut = (form) => {
    const status = form.querySelector("[data-draft-status]");
    if (!status) return;
    const held = stateOf(form).held ? ` ${text.textHeld}` : "";
    if (signedIn === "other") {
      tell(form, text.textOtherPerson, true);
      return;
    }
    const link = document.createElement("a");
    Object.assign(link, { href: text.signInUrl, target: "_blank", rel: "noopener", textContent: text.textSignIn });
    const said = document.createElement("span");
    said.append(`${text.textSignedOut} `, link, ` ${text.textStays}${held}`);
    /* Said anew only when it says something else, or it would be read aloud every few seconds. */
    if (status.textContent !== said.textContent) status.replaceChildren(said);
    status.classList.add("is-late");
  };

  const bodyOf = (form) => {
    const body = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string") body.append(name, value);
    });
    return body;
  };

  /* What was typed: the key that goes with it is another after each sign-in. */
  const typedIn = (body) => {
    const typed = new URLSearchParams(body);
    typed.delete("csrfmiddlewaretoken");
    return String(typed);
  };

  const stateOf = (form) => {
    if (!drafts.has(form)) {
      drafts.set(form, {
        timer: 0, wait: FIRST_WAIT_MS, saved: null, running: null, sent: false, held: null, released: false,
      });
    }
    return drafts.get(form);
  };

  const plan = (form, milliseconds) => {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => attempt(form), milliseconds);
  };

  const attempt = (form) => (stateOf(form).held ? send(form) : save(form, false));

  /* Asks who is signed in, and takes the key for what this page sends; an answer that fails tells nothing. */
  const ask = async () => {
    try {
      const answer = await fetch(text.keyUrl, {
        credentials: "same-origin",
        headers: { Accept: "application/json" },
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      if (answer.type === "opaqueredirect") signedIn = "none";
      if (!answer.ok) return;
      const { person, key } = await answer.json();
      if (person !== text.person) {
        signedIn = "other";
        return;
      }
      document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = key; });
      document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": key }));
      if (signedIn !== "own") all().forEach((form) => tell(form, "", false));
      signedIn = "own";
    } catch {
      /* The server could not be reached; what is to be saved or sent is tried as before. */
    }
  };

  const waitForSignIn = (form) => {
    tellSignedOut(form);
    plan(form, SIGNED_OUT_WAIT_MS);
  };

  const post = (form, body, signal, keepalive) => fetch(form.dataset.draftUrl, {
    method: "POST",
    body,
    credentials: "same-origin",
    keepalive,
    signal,
    headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
    redirect: "manual",
  });

  const isRefusedAsStranger = (answer) => answer.type === "opaqueredirect" || answer.status === 403;

  const save = async (form, isLeaving) => {
    const state = stateOf(form);
    clearTimeout(state.timer);
    if (state.sent || !form.isConnected || typedIn(bodyOf(form)) === state.saved) return;
    state.running?.abort();
    const running = (state.running = new AbortController());
    try {
      if (signedIn !== "own") await ask();
      let body = bodyOf(form);
      /* The browser refuses to keep a request alive that is larger than 64 kB. */
      const send = () => post(form, body, running.signal, isLeaving && String(body).length < 60000);
      let answer = signedIn === "own" ? await send() : null;
      if (answer && isRefusedAsStranger(answer)) {
        await ask();
        body = bodyOf(form);
        answer = signedIn === "own" ? await send() : null;
      }
      if (running.signal.aborted) return;
      if (!answer) {
        waitForSignIn(form);
        return;
      }
      if (answer.status === 422) {
        /* Refused as it stands: trying the same again would not help, typing on will. */
        tell(form, (await answer.json()).error, true);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const { saved_at: savedAt } = await answer.json();
      state.saved = typedIn(body);
      state.wait = FIRST_WAIT_MS;
      tell(form, `${text.textSaved} ${savedAt}`, false);
    } catch (problem) {
      if (problem.name === "AbortError") return;
      tell(form, text.textNotSaved, true);
      plan(form, state.wait);
      state.wait = Math.min(state.wait * 2, LONGEST_WAIT_MS);
    }
  };

  /* Sends for good what was held, once it is known that it will be received. */
  const send = async (form) => {
    const state = stateOf(form);
    clearTimeout(state.timer);
    await ask();
    if (!state.held || !form.isConnected) return;
    if (signedIn !== "own") {
      waitForSignIn(form);
      return;
    }
    const { submitter } = state.held;
    state.held = null;
    state.released = true;
    delete form.dataset.sent;
    form.requestSubmit(submitter);
  };

  const formOf = (event) => event.target.closest?.("form[data-draft-url]") ?? event.target.form?.closest("form[data-draft-url]");

  const touched = (event) => {
    const form = formOf(event);
    if (form && !stateOf(form).held) plan(form, QUIET_MS);
  };
  document.addEventListener("input", touched);
  document.addEventListener("change", touched);

  const remember = (root) => root.querySelectorAll?.("form[data-draft-url]").forEach((form) => {
    const state = stateOf(form);
    state.saved ??= typedIn(bodyOf(form));
  });

  /* What is sent for good clears the draft; a late save must not bring it back. Before it is sent the page makes sure
     that it is received: a form sent after the session has ended would leave the page, and what was typed with it. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches?.("form[data-draft-url]")) return;
    const state = stateOf(form);
    if (text.keyUrl && !state.released) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (state.held) return;
      state.held = { submitter: event.submitter };
      send(form);
      return;
    }
    state.released = false;
    clearTimeout(state.timer);
    state.running?.abort();
    state.sent = true;
  }, true);

  /* A list that is asked for after the session has ended is answered with the page for signing in; it takes no place. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { responseURL } = event.detail.xhr;
    if (!text.keyUrl || !responseURL || new URL(responseURL).pathname !== text.signInUrl) return;
    event.detail.shouldSwap = false;
    signedIn = "none";
    all().forEach(waitForSignIn);
  });
  /* Refused for an old key: take the new one, so that pressing again helps. */
  document.addEventListener("htmx:responseError", (event) => {
    if (text.keyUrl && event.detail.xhr.status === 403) ask();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-draft-url]");
    if (form) stateOf(form).sent = false;
  });
  document.addEventListener("htmx:afterSwap", () => remember(document));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") all().forEach((form) => save(form, true));
    /* Back from the tab where somebody signed in. */
    else if (signedIn !== "own") all().forEach(attempt);
  });
  window.addEventListener("beforeunload", (event) => {
    const isUnsaved = (form) => !stateOf(form).sent && typedIn(bodyOf(form)) !== stateOf(form).saved;
    if (signedIn !== "own" && [...all()].some(isUnsaved)) event.preventDefault();
  });
  window.addEventListener("pageshow", () => all().forEach((form) => { stateOf(form).sent = false; }));
  window.addEventListener("online", () => all().forEach(attempt));

  remember(document);
})();
