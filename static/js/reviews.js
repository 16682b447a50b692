/* Holding a review by keyboard: a digit chooses in a row, Alt and a letter goes to a field, Ctrl+Enter sends. */
(() => {
  const tell = (field) => {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const choose = (radio) => {
    radio.checked = true;
    radio.focus();
    tell(radio);
  };

  /* Browsers take an access key with different keys beside it; here it is Alt in all of them, as the page says. */
  const goByAccessKey = (event) => {
    const letter = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
    const wanted = document.querySelector(`form[data-keys] [accesskey="${CSS.escape(letter)}"]`);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("button")) wanted.click();
    else wanted.focus();
  };

  /* 1 is the first choice of the row, 0 the tenth. */
  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && !event.metaKey) {
      goByAccessKey(event);
      return;
    }
    const form = event.target.closest?.("form[data-keys]");
    if (!form) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-send]"));
      return;
    }
    if (event.key === "Enter" && event.target.matches("input:not([type=submit])")) {
      /* Enter in a line of a long form must not send it. */
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || !/^\d$/.test(event.key)) return;
    if (event.target.type !== "radio") return;
    const row = form.querySelectorAll(`input[type=radio][name="${event.target.name}"]`);
    const radio = row[event.key === "0" ? 9 : Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    choose(radio);
  });

  const copy = (form, offered) => {
    form.querySelectorAll("fieldset[data-last]").forEach((row) => {
      if (row.querySelector(":checked")) return;
      const radio = row.querySelector(`input[value="${row.dataset.last}"]`);
      if (radio) radio.checked = true;
    });
    if (!form.querySelector("input[name=decision]:checked")) {
      const stay = form.querySelector("input[name=decision][value=stay]");
      if (stay) stay.checked = true;
    }
    const reason = form.elements.reason;
    if (!reason.value.trim()) reason.value = offered;
    tell(reason);
  };

  document.addEventListener("click", (event) => {
    const unchanged = event.target.closest?.("[data-unchanged]");
    if (unchanged) {
      event.preventDefault();
      copy(unchanged.form, unchanged.dataset.unchanged);
      unchanged.form.querySelector("[data-unchanged-said]").hidden = false;
      /* What is never copied is what to write now. */
      unchanged.form.elements.child_words.focus();
      return;
    }
    const more = event.target.closest?.("[data-more]");
    if (!more) return;
    const waiting = more.form.querySelectorAll("[data-row][hidden]");
    if (!waiting.length) return;
    waiting[0].hidden = false;
    waiting[0].querySelector("input").focus();
    more.hidden = waiting.length === 1;
  });

  document.querySelectorAll("[data-more]").forEach((more) => {
    more.hidden = !more.form.querySelector("[data-row][hidden]");
  });
})();
