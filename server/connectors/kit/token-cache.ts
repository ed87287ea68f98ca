/** A token as an OAuth server gives it; null: it does not say when it ends. */
export interface IssuedToken {
  token: string;
  expiresInS: number | null;
}

export interface TokenCache {
  /** A token that is still good for a while. */
  get(): Promise<string>;
  /** A token other than the one just refused. Callers that were refused together share one renewal. */
  renew(refused: string): Promise<string>;
}

interface Options {
  now: () => Date;
  issue: () => Promise<IssuedToken>;
  /** Renewed when less than this share of its life is left; a sixth of a day-long token is four hours. */
  renewWhenLeft?: number;
}

/** Keeps one token of the client-credentials grant: renewed before its end and when refused, one renewal at a time. */
export function createTokenCache({ now, issue, renewWhenLeft = 1 / 6 }: Options): TokenCache {
  let current: { token: string; renewAtMs: number } | null = null;
  let renewal: Promise<string> | null = null;

  async function issueAndKeep(): Promise<string> {
    const askedAtMs = now().getTime();
    const { token, expiresInS } = await issue();
    const renewAtMs = expiresInS === null ? Number.POSITIVE_INFINITY : askedAtMs + expiresInS * 1000 * (1 - renewWhenLeft);
    current = { token, renewAtMs };
    return token;
  }

  function renewOnce(): Promise<string> {
    renewal ??= issueAndKeep().finally(() => {
      renewal = null;
    });
    return renewal;
  }

  return {
    async get() {
      if (current && now().getTime() < current.renewAtMs) return current.token;
      return renewOnce();
    },
    async renew(refused) {
      if (current && current.token !== refused) return current.token;
      return renewOnce();
    },
  };
}
