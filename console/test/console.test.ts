import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeBrowser, closePages, expectNoAxeViolations, openPage, screenshot } from '#test/browser';
import type { PageOptions } from '#test/browser';
import { expectToFit } from '#test/pages';
import { buildConsole } from '../../scripts/build-console.ts';
import { sampleWorkspace, startStubServer } from './stub-server.ts';

const folder = fileURLToPath(new URL('../../tmp/console-test', import.meta.url));
const phone = { width: 390, height: 844 };
const inFrame = `/w/${sampleWorkspace.id}/_parts`;

let stub: Awaited<ReturnType<typeof startStubServer>>;

beforeAll(() => buildConsole({ folder, mode: 'test' }).then(() => undefined));
afterAll(closeBrowser);
beforeEach(async () => {
  stub = await startStubServer(folder);
});
afterEach(async () => {
  await closePages();
  await stub.stop();
});

async function open(path: string, options: PageOptions = {}) {
  const next = await openPage(stub.url + path, options);
  await next.page.getByRole('heading', { level: 1 }).waitFor();
  return next;
}

test('an unchanged console is not built again', async () => {
  expect(await buildConsole({ folder, mode: 'test' })).toMatchObject({ wasBuilt: false, folder });
});

describe('the parts of the kit', () => {
  test.each([
    ['es', 'light', {}],
    ['pt', 'dark', phone],
    ['en', 'dark', {}],
    ['es', 'light', phone],
  ] as const)('can be used by everyone: %s, %s, %o', async (language, colorScheme, size) => {
    const { page, faults } = await open('/_parts', { locale: { es: 'es-AR', pt: 'pt-BR', en: 'en-US' }[language], colorScheme, ...size });
    await page.getByRole('listitem').nth(9).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    await expectNoAxeViolations(page);
    await expectToFit(page);
    await screenshot(page, `parts-${language}-${colorScheme}-${'width' in size ? 'phone' : 'desktop'}`, { fullPage: true });
    expect(faults).toEqual([]);
  });

  test('a form says what is wrong at the field and moves there', async () => {
    const { page } = await open('/_parts');
    await page.getByLabel('Dirección de la tienda').fill('tienda');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('Escribe una dirección web completa, con https.').waitFor();
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('tienda');
    await expectNoAxeViolations(page);
  });

  test('what is open and filtered stands in the address and survives a reload', async () => {
    const { page } = await open('/_parts');
    await page.getByRole('button', { name: 'Resultado' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Recuperado' }).click();
    await page.keyboard.press('Escape');
    await page.getByLabel('Buscar carritos').fill('yerba mate');
    await page.getByRole('button', { name: /Sofía Herrera/ }).first().click();
    await expect.poll(() => Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ outcome: 'recovered', q: 'yerba mate', open: 'c0' });
    await page.reload();
    expect(await page.getByLabel('Buscar carritos').inputValue()).toBe('yerba mate');
    await page.getByRole('button', { name: 'Quitar filtro Resultado: Recuperado' }).waitFor();
    await page.getByRole('complementary', { name: 'Persona' }).waitFor();
    await expectNoAxeViolations(page);
  });

  test('three panes fold to one on a phone, with a way back', async () => {
    const { page } = await open('/_parts', phone);
    await page.getByRole('button', { name: /Sofía Herrera/ }).first().click();
    await page.getByRole('region', { name: 'Carrito', exact: true }).waitFor();
    expect(await page.getByRole('region', { name: 'Carritos' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Carritos', exact: true }).click();
    await page.getByRole('region', { name: 'Carritos' }).waitFor();
  });

  test('an undo takes back what was done', async () => {
    const { page } = await open('/_parts');
    await page.getByRole('button', { name: 'Cerrar conversación' }).click();
    await page.getByRole('button', { name: 'Deshacer' }).click();
    await page.getByText('Volver', { exact: true }).waitFor();
  });
});

describe('signing in', () => {
  test('a wrong password is said kindly, the right one opens the page that was asked for', async () => {
    const { page, faults } = await open(`${inFrame}?q=mate`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await expectNoAxeViolations(page);
    await page.getByLabel('Correo').fill('carla@example.com');
    await page.getByLabel('Contraseña', { exact: true }).fill('mala');
    await page.keyboard.press('Enter');
    await page.getByText('El correo o la contraseña no coinciden.').waitFor();
    await page.getByLabel('Contraseña', { exact: true }).fill('correcta-1234');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${inFrame}?q=mate`);
    // The browser itself reports the refusal of the wrong password.
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  });

  test('a member with a second factor is asked for the code', async () => {
    stub.state.needsCode = true;
    const { page } = await open('/sign-in');
    await page.getByLabel('Correo').fill('carla@example.com');
    await page.getByLabel('Contraseña', { exact: true }).fill('correcta-1234');
    await page.keyboard.press('Enter');
    await page.getByLabel('Código de seis dígitos').fill('123 456');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/w/**');
    expect(stub.state.posted['/api/auth/two-factor/verify-totp']).toEqual({ code: '123456', trustDevice: false });
  });

  test('an empty installation asks for its first owner', async () => {
    stub.state.needsSetup = true;
    const { page } = await open('/', { locale: 'es-MX' });
    expect(new URL(page.url()).pathname).toBe('/setup');
    await expectNoAxeViolations(page);
    await page.getByLabel('Nombre de la tienda').fill('Mates del Sur');
    await page.getByLabel('Tu nombre').fill('Carla Benítez');
    await page.getByLabel('Correo').fill('carla@example.com');
    await page.getByLabel('Contraseña', { exact: true }).fill('correcta-1234');
    await page.getByRole('button', { name: 'Crear la tienda' }).click();
    await page.waitForURL('**/w/**');
    expect(stub.state.posted['/v1/setup']).toEqual({
      workspaceName: 'Mates del Sur', country: 'MX', name: 'Carla Benítez', email: 'carla@example.com', password: 'correcta-1234',
    });
  });

  test('the demo shop is one button away, only while the demo runs', async () => {
    const { page } = await open('/sign-in');
    expect(await page.getByRole('button', { name: /demostración/ }).count()).toBe(0);
    stub.state.demo = true;
    await page.reload();
    await page.getByRole('button', { name: 'Entrar a la tienda de demostración' }).click();
    await page.waitForURL('**/w/**');
  });

  test('an invitation is accepted with its token', async () => {
    const { page } = await open('/invitation?token=abc');
    await expectNoAxeViolations(page);
    await page.getByLabel('Tu nombre').fill('João');
    await page.getByLabel('Contraseña', { exact: true }).fill('correcta-1234');
    await page.getByRole('button', { name: 'Entrar' }).click();
    await page.waitForURL('**/w/**');
    expect(stub.state.posted['/v1/invitations/accept']).toEqual({ token: 'abc', name: 'João', password: 'correcta-1234' });
  });
});

describe('the frame', () => {
  beforeEach(() => void stub.enter());

  test.each([
    ['desktop', {}],
    ['phone', phone],
  ] as const)('has landmarks and names on a %s', async (name, size) => {
    const { page, faults } = await open(inFrame, size);
    await expectNoAxeViolations(page);
    await screenshot(page, `frame-${name}`);
    expect(faults).toEqual([]);
  });

  test('the first stop of the keyboard leads past the navigation', async () => {
    const { page } = await open(inFrame);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  test('Ctrl-K opens the command bar and says so when nothing is found', async () => {
    const { page } = await open(inFrame);
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Buscar páginas/).fill('zzzz');
    await page.getByText(/Nada con ese nombre/).waitFor();
    await expectNoAxeViolations(page);
  });

  test('a question mark lists the keys', async () => {
    const { page } = await open(inFrame);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Atajos de teclado' }).waitFor();
  });

  test('language and colours are chosen in the member\'s menu and stay', async () => {
    const { page } = await open(inFrame);
    await page.getByRole('button', { name: /Cuenta de Carla/ }).click();
    await page.getByRole('menuitemradio', { name: 'Oscuros' }).click();
    await page.getByRole('menuitemradio', { name: 'Português' }).click();
    await page.getByText('Cores').waitFor();
    // A menu is drawn outside the landmarks, beside the button that names it.
    await expectNoAxeViolations(page, { except: ['region'] });
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Peças' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe('dark');
  });

  test('a member of several shops switches between them', async () => {
    const { page } = await open(inFrame);
    await page.getByRole('button', { name: /Cambiar de tienda/ }).first().click();
    await page.getByRole('menuitem', { name: /Feira da Praia/ }).click();
    await page.waitForURL('**/w/0193f3a2-7d51-7c4e-8f7e-2f6e3a1b9c56**');
  });

  test('a lost stream is said after a moment and found again', async () => {
    const { page } = await open(inFrame);
    await page.getByRole('button', { name: /Los cambios llegan solos/ }).waitFor();
    // Kept away until it is said: the page asks again after a second, which is easily missed.
    stub.state.refusesStreams = true;
    stub.dropStreams();
    await page.getByRole('button', { name: /Reconectando/ }).waitFor();
    stub.state.refusesStreams = false;
    await page.getByRole('button', { name: /Los cambios llegan solos/ }).waitFor();
  });

  test('says that the device is offline', async () => {
    const { page, context } = await open(inFrame);
    await context.setOffline(true);
    await page.getByText('No hay conexión. Lo que ves puede haber cambiado.').waitFor();
  });

  test('an unknown page keeps the frame and shows the way back', async () => {
    const { page } = await open(`/w/${sampleWorkspace.id}/nothing-here`);
    await page.getByRole('heading', { name: 'Esta página no existe' }).waitFor();
    await page.getByRole('button', { name: /Cuenta de Carla/ }).waitFor();
    await expectNoAxeViolations(page);
  });

  test('a shop of someone else does not exist', async () => {
    const { page } = await open('/w/someone-else/carts');
    await page.getByRole('heading', { name: 'Esta página no existe' }).waitFor();
  });

  test('signing out forgets the member', async () => {
    const { page } = await open(inFrame);
    await page.getByRole('button', { name: /Cuenta de Carla/ }).click();
    await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click();
    await page.waitForURL('**/sign-in');
    await page.goto(stub.url + inFrame);
    await page.waitForURL('**/sign-in?**');
  });
});
