import { nameOf, startOwnServer } from './database.ts';

/** One PostgreSQL for the whole run, with a migrated template that each test file clones in some 50 ms. */
export default async function setUp(): Promise<() => Promise<void>> {
  const server = await startOwnServer();
  process.env['TEST_POSTGRES_URL'] = server.url;
  process.env['TEST_POSTGRES_TEMPLATE'] = nameOf(await server.cloneDatabase());
  return () => server.stop();
}
