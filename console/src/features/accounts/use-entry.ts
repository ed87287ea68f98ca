import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { meQuery } from '../../app/me.ts';
import { useErrorText } from '../../ui/states.tsx';
import { useUrlState } from '../../ui/url-state.ts';

/** Where to go after signing in: the page that asked for it, and never another site. */
export function safeNext(next: string): string {
  return /^\/w\/[\w-]+/.test(next) ? next : '/';
}

/**
 * Runs one step of signing in: busy while it runs, its failure as a sentence. `true` means that the session has begun;
 * then the console opens.
 */
export function useEntry() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const next = safeNext(useUrlState().one('next'));
  const say = useErrorText('accounts');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const attempt = async (step: () => Promise<boolean>) => {
    setBusy(true);
    setProblem(null);
    try {
      if (!(await step())) return;
      // Whatever an earlier member saw here is not for this one.
      queries.clear();
      const me = await queries.fetchQuery(meQuery);
      if (me.member) await navigate({ href: next, replace: true });
      else await navigate({ to: '/sign-in', replace: true });
    } catch (error) {
      setProblem(say(error));
    } finally {
      setBusy(false);
    }
  };
  return { attempt, isBusy, problem };
}
