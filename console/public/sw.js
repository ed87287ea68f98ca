/**
 * Tells of what concerns the member while the console is closed, and shows a page when there is no network. It keeps that page and nothing else:
 * whatever the server answers is never stored here.
 */
const shell = 'marchante-shell-1';
const offlinePage = '/offline.html';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(shell)
      .then((cache) => cache.addAll([offlinePage, '/favicon.svg']))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== shell).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return;
  event.respondWith(fetch(event.request).catch(() => caches.match(offlinePage)));
});

self.addEventListener('push', (event) => {
  event.waitUntil(tell(event.data ? event.data.json() : null));
});

async function tell(notice) {
  if (!notice) return;
  const windows = await self.clients.matchAll({ type: 'window' });
  // Whoever is looking at the console reads it there.
  if (notice.kind !== 'test' && windows.some((client) => client.focused)) return;
  await self.registration.showNotification(notice.title, {
    body: notice.text,
    tag: notice.tag,
    renotify: true,
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: { path: notice.path },
  });
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.path));
});

/** Only a path of ours, whatever the notice says. */
async function open(path) {
  const target = new URL(path, self.location.origin);
  if (target.origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const [first] = windows;
  if (!first) {
    await self.clients.openWindow(target.href);
    return;
  }
  await first.focus();
  first.postMessage({ kind: 'open', path: target.pathname });
}
