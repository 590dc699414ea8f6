/* Hears for all open tabs what changed, over one connection: a browser has six for a host, and a tab
   that cannot get one does not load. Exists only in what `selon serve` sends. */
"use strict";

const events = new URL(location.href).searchParams.get("events");
const tabs = new Map(); // port of a tab → the page that it shows
const last = new Map(); // page → what was told of it last
let source = null;

onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data: page }) => {
    if (page) tabs.set(port, page);
    else tabs.delete(port);
    listen();
    if (last.has(page)) port.postMessage(last.get(page));
  };
};

/** Listen for the pages that are open now, and only where these are others than before. */
function listen() {
  const pages = [...new Set(tabs.values())].sort();
  for (const page of last.keys()) if (!pages.includes(page)) last.delete(page);
  const address = `${events}?${new URLSearchParams(pages.map((page) => ["page", page]))}`;
  if (source && source.address === address && source.readyState !== EventSource.CLOSED) return;
  source?.close();
  source = null;
  if (!pages.length) return;
  source = new EventSource(address);
  source.address = address;
  source.onmessage = ({ data }) => {
    const { page, state } = JSON.parse(data);
    last.set(page, state);
    for (const [port, open] of tabs) if (open === page) port.postMessage(state);
  };
  source.onerror = () => {
    if (source?.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}
