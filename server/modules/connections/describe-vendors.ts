import { z } from 'zod';
import type { AnyDefinition, App } from '#context';
import type { Vendor } from '#contract/connection';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { listDefinitions } from './find-definition.ts';
import { secretFieldsOf } from './save-connection.ts';

/** Everything that can be connected, shops first. */
export function listVendors(app: App, actor: Actor): { items: Vendor[] } {
  requireRole(actor, 'analyst');
  return { items: listDefinitions(app).map(describeVendor) };
}

function describeVendor(definition: AnyDefinition): Vendor {
  const settings = describeSettings(definition);
  return {
    id: definition.id,
    port: definition.port,
    name: definition.name,
    channel: definition.port === 'channel' ? definition.channel : null,
    settings,
    secretFields: [...secretFieldsOf(definition)],
    generatedFields: generatedFieldsOf(definition),
    capabilities: capabilitiesOf(definition),
    canSubscribe: definition.subscribe !== undefined,
  };
}

/** The settings as a form draws them: in the connector's own order, what is seldom needed last. */
function describeSettings(definition: AnyDefinition): Record<string, unknown> {
  const schema = z.toJSONSchema(definition.settings, { io: 'input', unrepresentable: 'any' });
  const properties = Object.entries(schema.properties ?? {}).toSorted(([, left], [, right]) => placeOf(left) - placeOf(right));
  return { ...schema, properties: Object.fromEntries(properties) };
}

const PropertyWords = z.object({ order: z.number().optional(), advanced: z.boolean().optional() });

function placeOf(property: unknown): number {
  const words = PropertyWords.safeParse(property);
  return words.success ? (words.data.order ?? 50) + (words.data.advanced ? 100 : 0) : 50;
}

/** Secrets that nobody else gives: a token of the merchant's own choice, a key for the shop's pages. */
function generatedFieldsOf(definition: AnyDefinition): Record<string, string> {
  const shape = definition.settings instanceof z.ZodObject ? (definition.settings.shape as Record<string, z.ZodType>) : {};
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, field]) => {
      const prefix = field.meta()?.['generated'];
      return typeof prefix === 'string' ? [[name, prefix]] : [];
    }),
  );
}

const capabilityKeys = {
  storefront: ['catalog', 'carts', 'orders', 'customers', 'checkoutLink', 'discounts', 'createOrder', 'consent'],
  channel: ['templates', 'media', 'receipts'],
  payment: ['link', 'lookup', 'refund'],
  model: ['generate', 'transcribe'],
} as const satisfies Record<AnyDefinition['port'], readonly string[]>;

/** What a connector can do: the keys of its port that it has. */
export function capabilitiesOf(definition: AnyDefinition): string[] {
  return capabilityKeys[definition.port].filter((key) => Reflect.get(definition, key) !== undefined);
}
