import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IncomingPiece, Move, ToolResult, TurnView } from '../engine.ts';
import { toolNames } from '../tool-shapes.ts';
import type { ToolName } from '../tool-shapes.ts';
import { draftReply, nextBestAction, summarizeConversation } from './advise-people.ts';
import { moveGuided } from './guided-engine.ts';
import { openDialogue } from './testing.ts';

const base = openDialogue({ cart: { 'norte-42-negro': 1 }, flow: {} }).view('hola');
const piece: fc.Arbitrary<IncomingPiece> = fc.record({
  messageId: fc.uuid(),
  kind: fc.constantFrom('text', 'tap', 'voice', 'image', 'order', 'location', 'file', 'other'),
  text: fc.oneof(fc.string({ unit: 'binary', maxLength: 4096 }), fc.string({ maxLength: 60 }), fc.constantFrom('busco zapatillas', 'la segunda en 42', 'quiero pagar', 'sí', 'no', 'dónde está mi pedido #1', '¿cuál me conviene?', '😀😀😀', 'מה שלומך', 'اريد حذاء')),
  tap: fc.option(fc.record({ action: fc.oneof(fc.string(), fc.constantFrom('add:%zz:1', 'add:a:b', 'size:norte:42', 'confirm', 'topic:shipping', 'order:1', 'facet:use:x', 'constructor', 'toString:x', '__proto__:a')) })),
  items: fc.array(fc.record({ connectionId: fc.string(), variantKey: fc.string({ minLength: 1 }), quantity: fc.integer() }), { maxLength: 3 }),
  media: fc.constant(null),
  at: fc.constant(base.now),
});

/** Outcomes that tools could never give, and some that they could. */
const outcome = fc.oneof(
  fc.record({ kind: fc.constant('done' as const), output: fc.anything() }),
  fc.record({ kind: fc.constant('refused' as const), code: fc.string(), message: fc.string() }),
  fc.record({ kind: fc.constant('to_confirm' as const), summary: fc.string() }),
);

function isSensible(move: Move): boolean {
  if (move.kind === 'call') return move.calls.length > 0 && move.calls.every(({ id, name }) => id.length > 0 && toolNames.includes(name));
  if (move.kind === 'hand_over') return move.summary.length > 0;
  const { draft } = move;
  return draft.text.trim().length > 0 && draft.choices.length <= 10 && draft.products.length <= 3 && JSON.stringify(draft.memory).length < 16_384 && draft.choices.every(({ title, action }) => title.length > 0 && [...title].length <= 20 && action.length <= 150);
}

/** Plays one turn to its end with the given outcomes. */
function playTurn(view: TurnView, outcomes: readonly unknown[]): Move {
  const results: ToolResult[] = [...view.results];
  for (let count = 0; count < 30; count += 1) {
    const move = moveGuided({ ...view, results });
    expect(isSensible(move)).toBe(true);
    if (move.kind !== 'call') return move;
    for (const call of move.calls) results.push({ ...call, outcome: outcomes[results.length % Math.max(1, outcomes.length)] ?? { kind: 'refused', code: 'away', message: '' } } as ToolResult);
  }
  throw new Error('It never ended.');
}

describe('whatever comes in', () => {
  test('a turn ends with words or a person, never with a fault', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), fc.array(outcome, { minLength: 1, maxLength: 6 }), fc.boolean(), (incoming, outcomes, isFirstAnswer) => {
        const move = playTurn({ ...base, incoming, isFirstAnswer }, outcomes);
        expect(move.kind).not.toBe('call');
      }),
      { numRuns: 400 },
    );
  });

  test.each(['a', 'ja', 'un a ', 'no ', 'mejor en ', '1 ', 'quiero '])('"%s" again and again is read at once', (words) => {
    for (const end of ['', '€', '?']) playTurn({ ...base, incoming: [{ messageId: 'm', kind: 'text', text: words.repeat(4000 / words.length) + end, tap: null, items: [], media: null, at: base.now }] }, []);
  });

  test('garbage for memory is a fresh start', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ version: fc.constant(1), language: fc.anything(), shown: fc.anything(), focus: fc.anything(), search: fc.anything(), asked: fc.anything(), open: fc.anything(), offer: fc.anything(), told: fc.anything() })), piece, (memory, one) => {
        playTurn({ ...base, memory, incoming: [one] }, []);
      }),
      { numRuns: 300 },
    );
  });

  test('a waiting confirmation of anything ends too', () => {
    fc.assert(
      fc.property(piece, fc.constantFrom('yes', 'no', 'unclear'), fc.constantFrom(...toolNames), outcome, (one, answer, name: ToolName, done) => {
        const results = answer === 'yes' ? [{ id: 'pending', name, input: {}, outcome: done } as unknown as ToolResult] : [];
        playTurn({ ...base, incoming: [one], pending: { name, summary: '¿Sí?', answer: answer as 'yes' }, results }, [done]);
      }),
      { numRuns: 300 },
    );
  });

  test('the same view gives the same move', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 3 }), (incoming) => {
        expect(moveGuided({ ...base, incoming })).toEqual(moveGuided({ ...base, incoming }));
      }),
      { numRuns: 100 },
    );
  });

  test('what helps people never fails', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 3 }), (incoming) => {
        const view = { ...base, incoming };
        expect(summarizeConversation(view).split('\n')).toHaveLength(3);
        expect(nextBestAction(view).action.length).toBeGreaterThan(0);
        expect(draftReply(view).text.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});

test('a person is asked for in vain by nobody (P7): whatever else is said, it is handed over', () => {
  fc.assert(
    fc.property(fc.constantFrom('quiero hablar con una persona', 'quero falar com um atendente', 'I want to speak to a human'), fc.constantFrom('', 'busco zapatillas', 'hola', 'cuánto sale el envío?'), (wish, other) => {
      const move = playTurn({ ...base, incoming: [other, wish].filter(Boolean).map((text) => ({ messageId: text, kind: 'text' as const, text, tap: null, items: [], media: null, at: base.now })) }, []);
      expect(move).toMatchObject({ kind: 'hand_over', trigger: 'asked_for_person' });
    }),
  );
});

test('what a guard objected to is not said another way: somebody looks at it (P8)', () => {
  const move = moveGuided({ ...base, objections: ['The price 1 was in no result.'] });
  expect(move).toMatchObject({ kind: 'hand_over', trigger: 'low_confidence' });
});
