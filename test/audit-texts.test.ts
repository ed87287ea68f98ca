import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Actions that the server writes into the audit log, as they stand in its code. */
const actions = new Set(
  globSync('server/modules/**/*.ts')
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:writeAudit|change)\(app, (?:tx, )?actor, (?:[^'\n]*\? )?'([a-z_]+\.[a-z_]+)'/g)].map(([, action]) => action ?? '')),
);

test.each(['es', 'pt', 'en'])('every action of the audit log has its words in %s', (language) => {
  expect(actions.size).toBeGreaterThan(25);
  const texts = JSON.parse(readFileSync(`console/src/features/workspaces/texts/${language}.json`, 'utf8')) as { actions: Record<string, Record<string, string> | undefined> };
  const untold = [...actions].filter((action) => {
    const [noun = '', verb = ''] = action.split('.');
    return !texts.actions[noun]?.[verb];
  });
  expect(untold).toEqual([]);
});
