import { createHash } from 'node:crypto';
import pg from 'pg';

/** Asked this often, a statement is worth keeping ready. */
const hotAfter = 10;
/** A connection keeps at most so many ready: each costs the database some 100 KB in each connection. */
const mostNames = 150;

/**
 * Gives statements that are asked again and again a name, so that each connection parses and plans them once: planning the large ones costs
 * more than running them. Texts made up on the fly never get there. Pure but for its own counting.
 */
export function makeStatementNames(): (text: string) => string | null {
  const names = new Map<string, string>();
  let counts = new Map<string, number>();
  return (text) => {
    const name = names.get(text);
    if (name !== undefined || names.size >= mostNames) return name ?? null;
    const count = (counts.get(text) ?? 0) + 1;
    if (count >= hotAfter) {
      names.set(text, createHash('sha256').update(text).digest('base64url').slice(0, 24));
      counts.delete(text);
    } else {
      // Texts that are seldom asked are forgotten together now and then.
      if (counts.size >= 2000) counts = new Map();
      counts.set(text, count);
    }
    return null;
  };
}

/** A client whose plain `query(text, values)` uses prepared statements where they pay. */
export function preparingClient(): typeof pg.Client {
  const nameOf = makeStatementNames();
  return class extends pg.Client {
    override query(...parts: unknown[]): never {
      const [text, values] = parts;
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : null;
      return Reflect.apply(super.query, this, name === null ? parts : [{ name, text, values }, ...parts.slice(2)]) as never;
    }
  };
}
