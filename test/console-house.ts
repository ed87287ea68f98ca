import { fileURLToPath } from 'node:url';
import { createMember, createWorkspace, signInAs } from '#modules/workspaces';
import type { App } from '#context';
import type { Role } from '#contract/role';
import { inTransaction } from '#platform/database';
import type { Http } from '#platform/http';
import { addConsole } from '#platform/http-console';
import { buildConsole } from '../scripts/build-console.ts';
import { closeBrowser, openPage } from './browser.ts';
import type { OpenedPage } from './browser.ts';
import { openHouse } from './house.ts';
import type { House } from './house.ts';
import { openAs } from './pages.ts';

/** A house with the console in it, one workspace and its owner, Carla. */
export interface ConsoleHouse extends House {
  address: string;
  workspaceId: string;
  addMember(name: string, email: string, role: Role): Promise<void>;
  /** Opens a page of the workspace, such as `settings/members`, in the browser of a member who is signed in. */
  open(path: string, width: number, email?: string): Promise<OpenedPage>;
  /** The same through the sign-in page, with the password. */
  signIn(path: string, width: number, email?: string): Promise<OpenedPage>;
}

/** Every member's. */
export const password = 'correct horse battery';
const ownerEmail = 'carla@example.com';

/** Puts the console into a server and lets it listen on a free port; gives its address. Takes a minute on a slow machine: the console is built first. */
export async function serveConsole(http: Http, app: App): Promise<string> {
  await buildConsole();
  await addConsole(http, fileURLToPath(new URL('../console/dist', import.meta.url)));
  const address = await http.listen({ port: 0, host: '127.0.0.1' });
  app.publicUrl = address;
  return address;
}

/** Takes a minute on a slow machine: the console is built first. Close it in `afterAll`; its browser goes too. */
export async function openConsoleHouse(workspaceName: string): Promise<ConsoleHouse> {
  const house = await openHouse();
  const address = await serveConsole(house.http, house.app);
  const { id: workspaceId } = await inTransaction(house.app.db, (tx) => createWorkspace(house.app, tx, { name: workspaceName, country: 'AR' }));
  const userIds = new Map<string, string>();
  const addMember = async (name: string, email: string, role: Role) => {
    const userId = await inTransaction(house.app.db, (tx) => createMember(house.app, tx, { workspaceId, name, email, role, password }));
    userIds.set(email, userId);
  };
  await addMember('Carla Benítez', ownerEmail, 'owner');
  return {
    ...house,
    address,
    workspaceId,
    addMember,
    open: async (path, width, email = ownerEmail) => openAs({ cookie: await signInAs(house.app, userIds.get(email) ?? '') }, `${address}/w/${workspaceId}/${path}`, { width }),
    async signIn(path, width, email = ownerEmail) {
      const opened = await openPage(`${address}/sign-in?next=${encodeURIComponent(`/w/${workspaceId}/${path}`)}`, { width });
      await opened.page.getByLabel('Correo').fill(email);
      await opened.page.getByRole('textbox', { name: 'Contraseña' }).fill(password);
      await opened.page.getByRole('button', { name: 'Ingresar' }).click();
      return opened;
    },
    async close() {
      await closeBrowser();
      await house.close();
    },
  };
}
