import pg from 'pg';
import { readConfig } from '#config';
import { startProgram } from '../../server/program.ts';
import type { Role } from '../../server/program.ts';

/** The product as it is, with the console's files where a browser takes part; also counts what it asks the database. */
let queries = 0;
const askDatabase = pg.Client.prototype.query;
pg.Client.prototype.query = function count(this: pg.Client, ...parts: unknown[]) {
  queries += 1;
  return Reflect.apply(askDatabase, this, parts);
} as typeof askDatabase;

const program = await startProgram({ config: readConfig(process.env), role: process.argv[2] as Role, serveConsole: process.env['BENCH_CONSOLE'] !== undefined });

process.on('message', (question: { what: 'queries' }) => {
  if (question.what === 'queries') process.send?.(queries);
});
process.once('SIGTERM', () => void program.stop().then(() => process.exit(0)));
process.send?.({ ready: program.url });
