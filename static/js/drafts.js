/* Saves what is being typed on the server: 800 ms after the last key, when the page is left, and again until it succeeds. */
(() => {
  const QUIET_MS = 800;
  const LONGEST_WAIT_MS = 30000;
  const text = document.body.dataset;
  const drafts = new WeakMap();

  const tell = (form, words, isLate) => {
    const status = form.querySelector("[data-draft-status]");
    if (!status) return;
    if (status.textContent !== words) status.textContent = words;
    status.classList.toggle("is-late", isLate);
  };

  const bodyOf = (form) => {
    const body = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string") body.append(name, value);
    });
    return body;
  };

  const stateOf = (form) => {
    if (!drafts.has(form)) drafts.set(form, { timer: 0, wait: 2000, saved: null, running: null, sent: false });
    return drafts.get(form);
  };

  const plan = (form, milliseconds) => {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form, false), milliseconds);
  };

  const save = async (form, isLeaving) => {
    const state = stateOf(form);
    clearTimeout(state.timer);
    if (state.sent || !form.isConnected) return;
    const body = bodyOf(form);
    if (String(body) === state.saved) return;
    state.running?.abort();
    const running = (state.running = new AbortController());
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        body,
        credentials: "same-origin",
        /* The browser refuses to keep a request alive that is larger than 64 kB. */
        keepalive: isLeaving && String(body).length < 60000,
        signal: running.signal,
        headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
        redirect: "error",
      });
      if (answer.status === 422) {
        /* Refused as it stands: trying the same again would not help, typing on will. */
        tell(form, (await answer.json()).error, true);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const { saved_at: savedAt } = await answer.json();
      state.saved = String(body);
      state.wait = 2000;
      tell(form, `${text.textSaved} ${savedAt}`, false);
    } catch (problem) {
      if (problem.name === "AbortError") return;
      tell(form, text.textNotSaved, true);
      plan(form, state.wait);
      state.wait = Math.min(state.wait * 2, LONGEST_WAIT_MS);
    }
  };

  const formOf = (event) => event.target.closest?.("form[data-draft-url]") ?? event.target.form?.closest("form[data-draft-url]");

  const touched = (event) => {
    const form = formOf(event);
    if (form) plan(form, QUIET_MS);
  };
  document.addEventListener("input", touched);
  document.addEventListener("change", touched);

  const all = () => document.querySelectorAll("form[data-draft-url]");
  const remember = (root) => root.querySelectorAll?.("form[data-draft-url]").forEach((form) => {
    const state = stateOf(form);
    state.saved ??= String(bodyOf(form));
  });

  /* What is sent for good clears the draft; a late save must not bring it back. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches?.("form[data-draft-url]")) return;
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.running?.abort();
    state.sent = true;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-draft-url]");
    if (form) stateOf(form).sent = false;
  });
  document.addEventListener("htmx:afterSwap", () => remember(document));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") all().forEach((form) => save(form, true));
  });
  window.addEventListener("pageshow", () => all().forEach((form) => { stateOf(form).sent = false; }));
  window.addEventListener("online", () => all().forEach((form) => save(form, false)));

  remember(document);
})();
