/* "/" goes to the search field; an open menu closes on Escape and on a click outside it. */
(() => {
  const isWriting = (element) =>
    element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

  const closeMenus = (except) => {
    document.querySelectorAll("[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event.target)) {
      const field = document.querySelector("[data-search]");
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    }
    if (event.key === "Escape") {
      const open = document.querySelector("[data-menu][open]");
      if (!open) return;
      closeMenus();
      open.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", (event) => closeMenus(event.target.closest?.("[data-menu]")));

  const bringIntoView = () => {
    document.querySelectorAll(".bar-nav [aria-current], .tabs [aria-current]").forEach((link) => {
      const row = link.closest("nav");
      row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
    });
  };
  bringIntoView();
})();
