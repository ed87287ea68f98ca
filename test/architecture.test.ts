import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Which storey each module stands in (DESIGN §2): it may import from lower ones, and from its own without a cycle. */
const storeys: Record<string, readonly string[]> = {
  facts: ['workspaces', 'connections', 'contacts', 'consent', 'catalog', 'carts', 'orders', 'payments', 'conversations', 'knowledge'],
  policy: ['gate', 'sends', 'templates', 'flows', 'turns', 'assistant', 'campaigns', 'experiments', 'ratings', 'restock'],
  views: ['insights', 'feed', 'guide', 'web-chat', 'notices'],
};
const order = Object.keys(storeys);
const storeyOf = (module: string) => order.findIndex((storey) => storeys[storey]?.includes(module));

const modules = globSync('server/modules/*').map((path) => path.split('/').at(-1) ?? '');

/** Modules imported by each module's code, tests left out. */
const imports = new Map(
  modules.map((module) => {
    const files = globSync(`server/modules/${module}/**/*.ts`).filter((file) => !/\.test\.ts$|testing\.ts$/.test(file));
    const found = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/from '#modules\/([a-z-]+)'/g)].map((match) => match[1] ?? ''));
    return [module, new Set(found)] as const;
  }),
);

test('every module stands in a storey', () => {
  expect(modules.filter((module) => storeyOf(module) < 0)).toEqual([]);
});

test('no module imports from a storey above its own', () => {
  const upwards = modules.flatMap((module) => [...(imports.get(module) ?? [])].filter((other) => storeyOf(other) > storeyOf(module)).map((other) => `${module} imports ${other}`));
  expect(upwards).toEqual([]);
});

test('inside a storey there are no cycles', () => {
  const cycles: string[] = [];
  const visit = (module: string, path: string[]) => {
    if (path.includes(module)) {
      cycles.push([...path.slice(path.indexOf(module)), module].join(' → '));
      return;
    }
    for (const other of imports.get(module) ?? []) if (storeyOf(other) === storeyOf(module)) visit(other, [...path, module]);
  };
  for (const module of modules) visit(module, []);
  expect([...new Set(cycles)]).toEqual([]);
});

test('nobody reaches into a module past its door', () => {
  const files = globSync('{server,console,simulator}/**/*.{ts,tsx}').filter((file) => !file.includes('.test.'));
  const isForTests = (path: string | undefined) => path?.endsWith('/testing.ts') ?? false;
  const trespasses = files.flatMap((file) => {
    const own = /^server\/modules\/([^/]+)\//.exec(file)?.[1];
    return [...readFileSync(file, 'utf8').matchAll(/from '([^']*\/modules\/([a-z-]+)\/[^']+)'/g)].filter((match) => match[2] !== own && !isForTests(match[1])).map((match) => `${file}: ${match[1]}`);
  });
  expect(trespasses).toEqual([]);
});

test('only the registry names a vendor of a connector', () => {
  const vendors = globSync('server/connectors/*/*').map((path) => path.split('/').at(-1) ?? '').filter((name) => !name.includes('.'));
  const files = globSync('server/modules/**/*.ts').filter((file) => !file.includes('.test.') && !file.includes('testing.ts'));
  const named = files.filter((file) => vendors.some((vendor) => vendor !== 'generic' && readFileSync(file, 'utf8').includes(`'${vendor}'`)));
  expect(named).toEqual([]);
});

test('only config.ts reads the environment of the server', () => {
  const files = globSync('server/**/*.ts').filter((file) => !file.includes('.test.') && !['server/main.ts', 'server/config.ts'].includes(file));
  expect(files.filter((file) => readFileSync(file, 'utf8').includes('process.env'))).toEqual([]);
});
