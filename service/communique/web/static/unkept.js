// htmx notes the address of the page in the browser's session storage, whatever it is told of a history cache. These
// pages keep nothing in the browser, so it is shown none; it then remembers the address for as long as the page lasts.
"use strict";

Object.defineProperty(window, "sessionStorage", { value: undefined });
