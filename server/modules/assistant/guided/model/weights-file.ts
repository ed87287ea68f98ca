import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import type { LinearModel } from './linear-model.ts';

/** What is committed as `understanding.weights`: a header in JSON, then the bytes of each model, all compressed. Written by `npm run train`. */
const Header = z.object({
  version: z.literal(1),
  /** Of the examples as the features see them: the weights belong to these and no others. */
  digest: z.string(),
  /** Share of "out of scope" from which a message is taken to be that. */
  rejectFrom: z.number(),
  models: z.record(z.string(), z.object({ classes: z.array(z.string()), rows: z.int(), scales: z.array(z.number()), bias: z.array(z.number()), temperature: z.number() })),
});

export type ModelName = 'intent' | 'language' | 'blocker';

export interface Weights {
  digest: string;
  rejectFrom: number;
  models: Record<ModelName, LinearModel>;
}

const modelNames: readonly ModelName[] = ['intent', 'language', 'blocker'];

export function packWeights({ digest, rejectFrom, models }: Weights): Buffer {
  const header: z.infer<typeof Header> = { version: 1, digest, rejectFrom, models: {} };
  for (const name of modelNames) {
    const { classes, table, scales, bias, temperature } = models[name];
    header.models[name] = { classes: [...classes], rows: table.length / classes.length, scales: [...scales], bias: [...bias], temperature };
  }
  const head = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const body = modelNames.map((name) => Buffer.from(models[name].table.buffer, models[name].table.byteOffset, models[name].table.byteLength));
  return brotliCompressSync(Buffer.concat([length, head, ...body]), { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } });
}

export function unpackWeights(file: Uint8Array): Weights {
  const bytes = brotliDecompressSync(file);
  const headEnd = 4 + bytes.readUInt32LE(0);
  const header = Header.parse(JSON.parse(bytes.toString('utf8', 4, headEnd)));
  let start = headEnd;
  const take = (name: ModelName): LinearModel => {
    const model = header.models[name];
    if (!model) throw new Error(`The weights hold no model "${name}": run npm run train.`);
    const length = model.rows * model.classes.length;
    const table = new Int8Array(bytes.subarray(start, start + length));
    start += length;
    return { classes: model.classes, table, scales: Float32Array.from(model.scales), bias: Float32Array.from(model.bias), temperature: model.temperature };
  };
  return { digest: header.digest, rejectFrom: header.rejectFrom, models: { intent: take('intent'), language: take('language'), blocker: take('blocker') } };
}
