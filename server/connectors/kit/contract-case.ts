import type { HookRequest } from '#ports/connector';

/**
 * What the contract tests need to know about one connector. Each connector's `testing.ts` exports one as `contractCase`,
 * and the registry's line puts it under test.
 */
export interface ContractCase<Settings = unknown> {
  /** The connector's id in the registry. */
  id: string;
  /** As a merchant would give them; they must pass the connector's own schema. */
  settings: Settings;
  /** The same with the secret taken out that proves webhooks. */
  settingsWithoutSecret: Settings;
  /** A webhook with these bytes as its body, genuinely signed. */
  sign(body: string): HookRequest;
  /** The same webhook with its signature wrong, empty or absent. */
  forge(request: HookRequest, how: 'wrong' | 'empty' | 'missing'): HookRequest;
  /** False: the vendor signs parts of the address and headers instead of the body, which is then only a hint of what to look up. */
  signsBody?: boolean;
  /** Genuine webhooks of every kind worth showing. */
  samples: HookRequest[];
  /** News of one and the same object, in the order in which they became true; empty when the vendor's news have no versions. */
  versions: HookRequest[];
}
