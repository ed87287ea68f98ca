import type { Folded } from '../features/fold-text.ts';
import type { Ranked } from '../model/linear-model.ts';
import { intents } from '../understanding.ts';
import type { Expected, Intent } from '../understanding.ts';
import { readYesNo } from './read-yes-no.ts';

export interface IntentFacts {
  raw: string;
  folded: Folded;
  /** They ask for a person in so many words. */
  wantsPerson: boolean;
  /** All classes with their shares, out of scope among them. */
  ranked: readonly Ranked[];
  /** Share of "out of scope" from which it is believed. */
  rejectFrom: number;
  expects: Expected | null;
}

export interface ChosenIntent {
  intent: Intent | null;
  confidence: number;
  others: { intent: Intent; confidence: number }[];
  isOutOfScope: boolean;
}

const outOfScope = 'out_of_scope';
/** Under it the best guess is as good as none. */
const leastConfidence = 0.15;
/** An answer to our own question is rarely off the subject: more is asked before it is turned down. */
const leastRejectionOfAnswer = 0.7;
/** A rule of words is right about this often. */
const sureConfidence = 0.97;

const isIntent = (name: string): name is Intent => (intents as readonly string[]).includes(name);

/** What is wanted: requests for a person and plain yes and no by their words, all else by the classifier. */
export function chooseIntent(facts: IntentFacts): ChosenIntent {
  const { folded, wantsPerson, ranked, rejectFrom, expects } = facts;
  const byRank = ranked.filter(({ name }) => isIntent(name)).map(({ name, confidence }) => ({ intent: name as Intent, confidence }));
  const certain = wantsPerson ? 'talk_to_person' : (readSign(folded) ?? readAnswer(facts, byRank[0]));
  if (certain) {
    const others = byRank.filter(({ intent }) => intent !== certain).slice(0, 3);
    return { intent: certain, confidence: sureConfidence, others, isOutOfScope: false };
  }
  const rejection = ranked.find(({ name }) => name === outOfScope)?.confidence ?? 0;
  const isReadable = folded.words.length > 0 && isLatin(folded.text);
  const isOutOfScope = isReadable && rejection >= (expects === null ? rejectFrom : Math.max(rejectFrom, leastRejectionOfAnswer));
  const best = isReadable ? onlyAsksWhere(byRank[0], folded.text) : undefined;
  const isRecognised = best !== undefined && best.confidence >= leastConfidence && !isOutOfScope;
  return { intent: isRecognised ? best.intent : null, confidence: best?.confidence ?? 0, others: isReadable ? byRank.slice(1, 4) : [], isOutOfScope };
}

const asksWhere = /\b(?:wheres?|where is|donde|onde|cade)\b.{0,30}\b(?:it|order|stuff|package|parcel|pedido|paquete|compra|encomenda|esta|anda|ta)\b/u;
const isTrouble = /\b(?:never|nunca|lost|perdi\w*|rot[oa]s?|quebrad\w*|broken|damage\w*|dañad\w*|danad\w*|falt\w*|missing|late|tarde|demor\w*|delay\w*|atras\w*|todavia|ainda|still|yet|llego|chegou|arrive\w*|entregad\w*|entregue|delivered|rob\w*|stolen|wrong|equivocad\w*|errad\w*)\b/u;

/** Who asks where the order is, and tells of no trouble, has none yet. */
const onlyAsksWhere = (best: { intent: Intent; confidence: number } | undefined, text: string) => (best?.intent === 'delivery_problem' && asksWhere.test(text) && !isTrouble.test(text) ? { ...best, intent: 'order_status' as const } : best);

/** A message of signs alone: thumbs, hearts, a wave. */
function readSign({ words, signals }: Folded): Intent | null {
  if (words.length > 0) return null;
  if (signals.includes('emoji_no')) return 'deny';
  if (signals.includes('emoji_yes')) return 'affirm';
  if (signals.includes('emoji_thanks')) return 'thanks';
  if (signals.includes('emoji_wave')) return 'greeting';
  return signals.includes('emoji_angry') ? 'complaint' : null;
}

/** Yes or no to what we just asked, unless a longer message plainly wants something else. */
function readAnswer({ raw, folded, expects }: IntentFacts, best: { intent: Intent; confidence: number } | undefined): Intent | null {
  if (expects !== 'yes_no') return null;
  const answer = readYesNo(raw);
  if (answer === 'unclear') return null;
  const isElsewhere = folded.words.length > 3 && best !== undefined && best.confidence >= 0.6 && !['affirm', 'deny', 'thanks', 'checkout', 'not_now'].includes(best.intent);
  return isElsewhere ? null : answer === 'yes' ? 'affirm' : 'deny';
}

/** The examples know no other script: most letters must be Latin. */
function isLatin(text: string): boolean {
  const letters = text.match(/\p{Letter}/gu)?.length ?? 0;
  return letters === 0 || (text.match(/\p{Script=Latin}/gu)?.length ?? 0) * 2 >= letters;
}
