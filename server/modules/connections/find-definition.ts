import type { AnyDefinition, App } from '#context';

/** Every connector, in the order in which they are offered: shops first. */
export function listDefinitions({ connectors }: Pick<App, 'connectors'>): AnyDefinition[] {
  return [...connectors.storefronts.values(), ...connectors.channels.values(), ...connectors.payments.values(), ...connectors.models.values()];
}

/** The connector of a vendor, whatever its port. */
export function findDefinition(app: Pick<App, 'connectors'>, vendor: string): AnyDefinition | undefined {
  const { storefronts, channels, payments, models } = app.connectors;
  return storefronts.get(vendor) ?? channels.get(vendor) ?? payments.get(vendor) ?? models.get(vendor);
}
