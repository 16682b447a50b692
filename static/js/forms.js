/* A form is sent once; the error summary gets the focus, so that a screen reader starts there. */
(() => {
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll(".is-sending").forEach((button) => {
      button.classList.remove("is-sending");
      button.removeAttribute("aria-disabled");
    });
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || "repeatable" in form.dataset) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (event.defaultPrevented) return;
    form.dataset.sent = "yes";
    /* aria-disabled and not disabled: a disabled button would leave its own name and value out of what is sent. */
    event.submitter?.classList.add("is-sending");
    event.submitter?.setAttribute("aria-disabled", "true");
  }, true);

  /* Coming back by the browser's own button must not leave the form locked. */
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form) release(form);
  });

  const focusSummary = (root) => root.querySelector?.("[data-focus]")?.focus();
  focusSummary(document);
  document.addEventListener("htmx:afterSwap", (event) => {
    /* What an earlier answer complained about was not asked about again. */
    const summary = event.target.closest?.("form")?.querySelector(":scope > .error-summary");
    if (summary && !event.target.contains(summary)) summary.remove();
    focusSummary(event.target);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-print]")) window.print();
  });
})();
