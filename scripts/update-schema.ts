/**
 * Writes server/platform/schema.sql and server/platform/database-types.ts from the migrations, on an embedded database of its own.
 * With --check it writes nothing and fails when one of them differs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describeSchema, describeTypes } from '../server/platform/schema-description.ts';
import { migrate } from '../server/platform/migrate.ts';
import { startTestServer } from '../test/database.ts';

const files = {
  schema: fileURLToPath(new URL('../server/platform/schema.sql', import.meta.url)),
  types: fileURLToPath(new URL('../server/platform/database-types.ts', import.meta.url)),
};

const server = await startTestServer();
try {
  const url = await server.createEmptyDatabase();
  await migrate(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const wanted = { schema: await describeSchema(client), types: await describeTypes(client) };
  await client.end();
  const differing = (['schema', 'types'] as const).filter((name) => wanted[name] !== readOrEmpty(files[name]));
  if (process.argv.includes('--check')) {
    if (differing.length > 0) {
      process.stderr.write('The migrations and the committed schema differ. Run "npm run schema" and commit the result.\n');
      process.exitCode = 1;
    }
  } else {
    for (const name of differing) writeFileSync(files[name], wanted[name]);
    process.stdout.write(differing.length > 0 ? `Updated: ${differing.join(', ')}\n` : 'The schema is up to date.\n');
  }
} finally {
  await server.stop();
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
