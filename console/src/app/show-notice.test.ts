import { afterEach, expect, test, vi } from 'vitest';
import { forgetPush, showNotice } from './show-notice.ts';

const notice = { title: 'Mates del Sur', body: 'Te nombran', tag: 'c1', path: '/w/1/conversations/c1' };

afterEach(() => vi.unstubAllGlobals());

/** Of Android's Chrome: allowed, but not from a page. */
function PageMayNot() {
  throw new TypeError('Illegal constructor');
}

test('a phone shows a notice through the service worker, which opens the conversation', async () => {
  const showNotification = vi.fn(() => Promise.resolve());
  vi.stubGlobal('Notification', Object.assign(PageMayNot, { permission: 'granted' }));
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: () => Promise.resolve({ active: {}, showNotification }) } });
  await showNotice(notice, () => undefined);
  expect(showNotification).toHaveBeenCalledWith('Mates del Sur', expect.objectContaining({ body: 'Te nombran', tag: 'c1', data: { path: notice.path } }));
});

test('nothing is shown to whoever did not allow it', async () => {
  const getRegistration = vi.fn();
  vi.stubGlobal('Notification', Object.assign(PageMayNot, { permission: 'denied' }));
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration } });
  await showNotice(notice, () => undefined);
  expect(getRegistration).not.toHaveBeenCalled();
});

test('a device is told nothing more after the sign-out, and one that cannot be told does not mind', async () => {
  const unsubscribe = vi.fn(() => Promise.resolve(true));
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: () => Promise.resolve({ pushManager: { getSubscription: () => Promise.resolve({ unsubscribe }) } }) } });
  await forgetPush();
  expect(unsubscribe).toHaveBeenCalledOnce();
  vi.stubGlobal('navigator', {});
  await forgetPush();
});
