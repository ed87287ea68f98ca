import { createServer } from 'node:net';

export { findFreePort } from '#platform/embedded-database';

/** Whether this port can be listened on just now. */
export function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(false));
    probe.listen(port, host, () => probe.close(() => settle(true)));
  });
}
