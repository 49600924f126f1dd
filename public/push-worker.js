/** Shows what the server pushes while no page is connected. Keeps nothing and stands between no request. */

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const { title, body, tag, url } = event.data.json();
  event.waitUntil(
    self.registration.showNotification(title, { body, tag, icon: "/icon.svg", data: { url } }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.waitUntil(followClick(event.notification));
});

/** A page of that workspace is told to go there by itself: loading it anew would lose what is in it. */
async function followClick(notification) {
  const { url } = notification.data;
  notification.close();
  const workspace = url.split("/c/")[0];
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => `${new URL(one.url).pathname}/`.startsWith(`${workspace}/`));
  if (!page) return self.clients.openWindow(url);
  page.postMessage({ open: url });
  return page.focus();
}
