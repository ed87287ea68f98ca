import { z } from 'zod';

/** Every environment variable: type, default, one sentence. The only reader of process.env. */
const Environment = z.object({
  DATABASE_URL: z.string().default('').describe('PostgreSQL to use; empty starts an embedded one in ./data with the demo shop.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for every network.'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4500).describe('Port of the server; another is taken when it is busy.'),
  PUBLIC_URL: z.string().default('').describe('Address under which vendors and shoppers reach the server, such as https://chat.example.com.'),
  SECRET_KEY: z.string().default('').describe('64 hex digits that seal secrets and sign links; made and kept in ./data when empty.'),
  PREVIOUS_SECRET_KEYS: z.string().default('').describe('Older keys, separated by commas, still able to open what they sealed.'),
  DATA_DIR: z.string().default('./data').describe('Folder of the embedded database, its key and stored media.'),
  DATABASE_POOL: z.coerce.number().int().min(4).max(200).default(12).describe('Connections to PostgreSQL of one process.'),
  DEMO: z.enum(['auto', 'on', 'off']).default('auto').describe('Demo workspace and simulator; auto: on with the embedded database.'),
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65535).default(4600).describe('Port of the pretend outside world in the demo.'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('How much is logged.'),
  IN_DOUBT_MINUTES: z.coerce.number().min(0.05).default(15).describe('How long a send cut off in the call waits for an echo before it is tried again.'),
  RETENTION_DELIVERIES_DAYS: z.coerce.number().int().min(1).default(14).describe('Days that raw webhooks are kept.'),
  RETENTION_MESSAGES_MONTHS: z.coerce.number().int().min(1).default(12).describe('Months that messages are kept.'),
  RETENTION_MEDIA_DAYS: z.coerce.number().int().min(1).default(90).describe('Days that files of conversations are kept.'),
  RETENTION_ACTIVITY_MONTHS: z.coerce.number().int().min(1).default(25).describe('Months that shop activity is kept.'),
  MEDIA_MAX_MEGABYTES: z.coerce.number().int().min(1).max(100).default(20).describe('Largest file taken from shoppers and members; each is held in memory while it is stored.'),
  SEARCH_MEMORY_MEGABYTES: z.coerce.number().int().min(16).default(512).describe('What the catalogue searches of a process may take; those longest unused are let go first.'),
  SEARCH_PATIENCE_MS: z.coerce.number().int().min(0).default(400).describe('How long a catalogue search waits for changes that are being read before it answers from what it knows; price and stock are read anew in any case.'),
  PRIVATE_ADDRESSES: z.enum(['allowed', 'refused']).default('allowed').describe('Whether connections may name addresses of your own network, as for a model that runs there; refuse them where you do not trust every merchant.'),
  TRUST_PROXY: z.enum(['true', 'false']).default('false').describe('Whether a reverse proxy in front sets X-Forwarded-For.'),
  METRICS_TOKEN: z.string().default('').describe('Bearer token for /metrics; empty: only from this machine.'),
});

export type Config = ReturnType<typeof readConfig>;

/** Reads and checks the environment; throws one sentence that names each wrong variable. */
export function readConfig(environment: Record<string, string | undefined>) {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment has values that cannot be used. ${problems.join('; ')}`);
  }
  const values = parsed.data;
  return {
    databaseUrl: values.DATABASE_URL,
    databasePool: values.DATABASE_POOL,
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL.replace(/\/+$/, ''),
    secretKey: values.SECRET_KEY,
    previousSecretKeys: values.PREVIOUS_SECRET_KEYS.split(',').filter((key) => key !== ''),
    dataDir: values.DATA_DIR,
    isDemo: values.DEMO === 'on' || (values.DEMO === 'auto' && values.DATABASE_URL === ''),
    simulatorPort: values.SIMULATOR_PORT,
    logLevel: values.LOG_LEVEL,
    inDoubtMs: values.IN_DOUBT_MINUTES * 60_000,
    retention: {
      deliveriesDays: values.RETENTION_DELIVERIES_DAYS,
      messagesMonths: values.RETENTION_MESSAGES_MONTHS,
      mediaDays: values.RETENTION_MEDIA_DAYS,
      activityMonths: values.RETENTION_ACTIVITY_MONTHS,
    },
    mediaMaxBytes: values.MEDIA_MAX_MEGABYTES * 1024 * 1024,
    searchMemoryBytes: values.SEARCH_MEMORY_MEGABYTES * 1024 * 1024,
    searchPatienceMs: values.SEARCH_PATIENCE_MS,
    allowsPrivateAddresses: values.PRIVATE_ADDRESSES === 'allowed',
    trustProxy: values.TRUST_PROXY === 'true',
    metricsToken: values.METRICS_TOKEN,
  };
}

/** One line for each variable, for the documentation and `--help`. */
export function describeEnvironment(): { name: string; default: string; help: string }[] {
  return Object.entries(Environment.shape).map(([name, schema]) => ({
    name,
    default: String(schema.parse(undefined)),
    help: schema.description ?? '',
  }));
}
