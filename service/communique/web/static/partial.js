// Pages whose form filters what they show: htmx brings only the results anew, whenever a choice changes. Here stands
// what belongs to that: what is told meanwhile and when it fails. Without these scripts the form works as it stands.
"use strict";

(() => {
  const told = document.createElement("p");
  told.className = "unseen";
  told.setAttribute("role", "status"); // for screen readers: the results change far from where one chooses
  document.querySelector("form[hx-get]")?.after(told);

  const results = () => document.getElementById("results");
  const fail = () => {
    const message = document.createElement("p");
    message.className = "cut failed";
    message.setAttribute("role", "alert");
    message.textContent = "The service did not answer; what is shown below is what was asked for before. Try again.";
    results().before(message);
  };

  document.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers.Accept = "text/html"; // a mistake is told on a page, too
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    // Enter in a field is a change and a submission: what is shown already need not be asked for again.
    if (event.detail.pathInfo.finalRequestPath === location.pathname + location.search) {
      event.preventDefault();
      return;
    }
    document.querySelectorAll(".failed").forEach((message) => message.remove());
    results().setAttribute("aria-busy", "true");
    told.textContent = "";
  });
  document.addEventListener("htmx:afterRequest", () => results().removeAttribute("aria-busy"));
  document.addEventListener("htmx:afterSettle", () => {
    told.textContent = results().querySelector("h2, [role=alert]")?.textContent ?? "";
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!detail.shouldSwap || detail.serverResponse.includes('id="results"')) return;
    detail.shouldSwap = false; // an answer without results would leave a hole
    fail();
  });
  document.addEventListener("htmx:responseError", fail);
  document.addEventListener("htmx:sendError", fail);

  // Coming back to a page that the browser has kept, the form shows what the page shows, not what was chosen last.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelector("form[hx-get]")?.reset();
  });
})();
