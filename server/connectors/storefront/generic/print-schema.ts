import { z } from 'zod';
import { SignedBody } from './hooks.ts';

/** `node server/connectors/storefront/generic/print-schema.ts > events.schema.json` */
process.stdout.write(`${JSON.stringify(z.toJSONSchema(SignedBody, { io: 'input' }), null, 2)}\n`);
