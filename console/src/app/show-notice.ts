export interface Notice {
  title: string;
  body: string;
  tag: string;
  /** Where a tap leads, below the address of the console. */
  path: string;
}

/**
 * Shows a notice of the system, if the person allowed it. Through the service worker where there is one, which then also opens `path`: on a phone
 * a page may not show one by itself. `onOpen` is called where the page had to do it.
 */
export async function showNotice({ title, body, tag, path }: Notice, onOpen: () => void): Promise<void> {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
  const options = { body, tag, icon: '/icons/icon-192.png', data: { path } };
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration?.active) return registration.showNotification(title, options);
  const shown = new Notification(title, options);
  shown.addEventListener('click', () => {
    shown.close();
    onOpen();
  });
}

/** Whoever signs in next on this device is not told what concerned the one before; the push service tells the server that the address is gone. */
export async function forgetPush(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
}
