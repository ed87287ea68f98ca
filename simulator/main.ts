import { parseArgs } from 'node:util';
import { startSimulator } from './start-simulator.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4600' },
    host: { type: 'string', default: '127.0.0.1' },
    seed: { type: 'string', default: '1' },
    'product-url': { type: 'string' },
    // How far its clock stands before the real one, in ms.
    'ahead-ms': { type: 'string', default: '0' },
    'until-stdin-ends': { type: 'boolean', default: false },
  },
});

const simulator = await startSimulator({
  port: Number(values.port),
  host: values.host,
  seed: Number(values.seed),
  productUrl: values['product-url'] ?? null,
  startAt: Date.now() + Number(values['ahead-ms']),
});
process.stdout.write(`The simulator listens on ${simulator.url}; the phone is at ${simulator.url}/phone\n`);

const stop = () => void simulator.close().then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
// Whoever started us holds the other end: however it ends, we do not outlive it.
if (values['until-stdin-ends']) process.stdin.once('end', stop).once('error', stop).resume();
