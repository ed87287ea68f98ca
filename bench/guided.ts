import { moveGuided } from '../server/modules/assistant/guided/guided-engine.ts';
import { openDialogue } from '../server/modules/assistant/guided/testing.ts';
import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import { quantile } from './kit/bench.ts';

/** What a shopper says in an ordinary dialogue, from the first word to the link. */
const sayings = ['hola', 'busco zapatillas', 'para correr en asfalto', 'cuál me conviene?', 'la segunda en 42', 'que sean dos', 'cuánto sale el envío a 1414?', 'cómo son los cambios? y qué medios de pago aceptan?', 'quiero pagar', 'gracias'];

export const guided: Bench = {
  name: 'guided',
  about: 'The guided engine alone, with tools in memory: a dialogue of ten turns over and over on one core; each turn with all its moves, and one move whose results are there.',
  run: ({ isQuick }: BenchOptions): Promise<Figure[]> => {
    const turns = timeTurns(isQuick ? 20 : 300);
    const moves = timeMoves(isQuick ? 200 : 5000);
    return Promise.resolve([
      { what: 'one turn with all its moves and pretend tools, p50', value: quantile(turns, 0.5), unit: 'ms' },
      { what: 'one turn with all its moves and pretend tools, p99', value: quantile(turns, 0.99), unit: 'ms' },
      { what: 'one move, p50', value: quantile(moves, 0.5), unit: 'ms' },
      { what: 'one move, p99', value: quantile(moves, 0.99), unit: 'ms', goal: { atMost: 5 } },
    ]);
  },
};

function timeTurns(rounds: number): number[] {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const it = openDialogue({ ships: true });
    for (const text of sayings) {
      const startMs = performance.now();
      it.say(text);
      // The first rounds load the model and warm the code.
      if (round >= rounds / 4) times.push(performance.now() - startMs);
    }
  }
  return times;
}

function timeMoves(rounds: number): number[] {
  const it = openDialogue({ ships: true });
  const views = sayings.map((text) => it.say(text).view);
  return Array.from({ length: rounds }, (_, round) => {
    const view = views[round % views.length];
    const startMs = performance.now();
    if (view) moveGuided(view);
    return performance.now() - startMs;
  }).slice(rounds / 10);
}
