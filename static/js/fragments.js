/* A fragment that could not be fetched says so where messages stand; nothing fails in silence. */
(() => {
  const complain = () => {
    const place = document.querySelector("[data-messages]");
    if (!place || place.querySelector("[data-failed]")) return;
    const message = document.createElement("p");
    message.className = "message is-error";
    message.dataset.failed = "";
    message.textContent = document.body.dataset.textFailed;
    place.append(message);
    message.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:responseError", complain);
  document.addEventListener("htmx:sendError", complain);
  document.addEventListener("htmx:beforeRequest", () => document.querySelector("[data-failed]")?.remove());
})();
