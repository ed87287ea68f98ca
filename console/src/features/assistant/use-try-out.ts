import { useRef, useState } from 'react';
import type { TryAnswer } from '#contract/assistant';
import { languageOf } from '#contract/language';
import type { Language } from '#contract/language';
import { useWorkspace } from '../../app/workspace.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { useTry } from './assistant-requests.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

export type Said = { id: number; from: 'you'; text: string } | { id: number; from: 'it'; answer: TryAnswer };

export interface TryOut {
  said: readonly Said[];
  isThinking: boolean;
  /** Why the last message had no answer; it can be sent again. */
  problem: string | null;
  language: Language;
  canTry: boolean;
  /** Begins anew in another language. */
  setLanguage(language: Language): void;
  /** A typed message, or a tap on a button. @param tap the button's id */
  say(text: string, tap?: string): Promise<void>;
  /** Sends the last message again. */
  again(): Promise<void>;
  startAgain(): void;
}

/** A conversation that the merchant plays. What is being changed counts as soon as it could be saved. */
export function useTryOut({ settings, isDirty, problems }: SettingsDraft): TryOut {
  const workspace = useWorkspace();
  const explain = useErrorText('assistant');
  const send = useTry();
  const [said, setSaid] = useState<readonly Said[]>([]);
  const [state, setState] = useState<string | null>(null);
  const [isThinking, setThinking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [language, setLanguage] = useState<Language>(languageOf(workspace.locale) ?? 'es');
  const last = useRef<{ text: string; tap: string | null }>({ text: '', tap: null });
  /** Grows with each new beginning, so that a late answer of the one before is not shown. */
  const round = useRef(0);
  const startAgain = () => {
    round.current += 1;
    setSaid([]);
    setState(null);
    setProblem(null);
    setThinking(false);
  };
  const ask = async () => {
    const mine = round.current;
    setThinking(true);
    setProblem(null);
    try {
      const isUsable = isDirty && Object.keys(problems).length === 0;
      const answer = await send({ ...last.current, state, language, settings: isUsable ? settings : null });
      if (mine !== round.current) return;
      setState(answer.state);
      setSaid((before) => [...before, { id: before.length, from: 'it', answer }]);
    } catch (error) {
      if (mine === round.current) setProblem(explain(error));
    } finally {
      if (mine === round.current) setThinking(false);
    }
  };
  return {
    said,
    isThinking,
    problem,
    language,
    canTry: workspace.can('agent'),
    setLanguage: (next) => {
      startAgain();
      setLanguage(next);
    },
    say: async (text, tap) => {
      last.current = { text, tap: tap ?? null };
      setSaid((before) => [...before, { id: before.length, from: 'you', text }]);
      await ask();
    },
    again: ask,
    startAgain,
  };
}
