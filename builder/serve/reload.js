/* Reloads the page when the preview was built anew. Exists only in what `selon serve` sends. */
(() => {
  const own = document.currentScript.dataset;
  const events = new EventSource(own.events);
  events.onmessage = (event) => {
    if (event.data !== own.version) {
      events.close();
      location.reload();
    }
  };
})();
