/**
 * The push services of the browsers. A device's address is written by a member's browser, and the server calls it: any other host would let
 * a member make the server call inside its own network.
 */
const services = [
  // Chrome, Edge on Android, Opera, Samsung: https://developer.chrome.com/docs/ (Firebase Cloud Messaging)
  /^fcm\.googleapis\.com$/,
  /^android\.googleapis\.com$/,
  // Firefox: https://mozilla-push-service.readthedocs.io
  /^([\w-]+\.)*push\.services\.mozilla\.com$/,
  // Safari: https://developer.apple.com/documentation/usernotifications/sending-web-push-notifications-in-web-apps-and-browsers
  /^([\w-]+\.)*push\.apple\.com$/,
  // Edge on Windows: https://learn.microsoft.com/windows/apps/design/shell/tiles-and-notifications/
  /^([\w-]+\.)*notify\.windows\.com$/,
];

/** An https address of a known push service, on its usual port. */
export function isPushService(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && url.protocol === 'https:' && url.port === '' && url.username === '' && services.some((host) => host.test(url.hostname));
}
