import { describe, expect, test } from 'vitest';
import { findPlaceholders, FlowDefinition } from './flow.ts';
import released from './fixtures/flow-1.json' with { type: 'json' };

const text = (body = 'Hola, ¿seguimos?') => ({ body });
const message = (key: string, body?: string) => ({ key, purpose: 'marketing', texts: { es: text(body), pt: text(body), en: text(body) } });
const flow = (nodes: Record<string, object>, change: object = {}) => ({
  version: 1,
  trigger: { type: 'cart_abandoned', after: 'cart', delayMs: 3_600_000 },
  start: 'first',
  nodes: { done: { type: 'end' }, ...nodes },
  messages: [message('hello')],
  exits: {},
  limits: {},
  goal: {},
  ...change,
});
const problems = (definition: object) => FlowDefinition.safeParse(definition).error?.issues.map(({ path, message: words }) => `${path.join('.')}: ${words}`) ?? [];
const send = (next: string, key = 'hello') => ({ type: 'send', message: key, next });

describe('a flow that cannot work is refused, naming the step', () => {
  test.each([
    ['a first step that is missing', flow({}, { start: 'gone' }), 'start: The first step "gone" does not exist.'],
    ['a road into nowhere', flow({ first: send('gone') }), 'nodes.first: The step "first" leads to "gone", which does not exist.'],
    ['a road to a word that every object knows', flow({ first: send('constructor') }), 'nodes.first: The step "first" leads to "constructor", which does not exist.'],
    ['a message that is missing', flow({ first: send('done', 'bye') }), 'nodes.first.message: The step "first" sends the message "bye", which does not exist.'],
    ['a circle', flow({ first: { type: 'wait', durationMs: 1, next: 'second' }, second: send('first') }), 'nodes.first: The step "first" leads back to itself; every road must end.'],
    ['an island', flow({ first: send('done'), island: send('done') }), 'nodes.island: No road leads to the step "island". Connect it or take it away.'],
    ['too many messages', flow({ first: send('second'), second: send('done') }), 'limits.maxMessages: A road of this flow sends 2 messages, more than the limit of 1.'],
    ['shares that do not add up', flow({ first: { type: 'split', arms: [{ key: 'a', share: 50, next: 'done' }, { key: 'b', share: 40, next: 'done' }] } }), 'nodes.first.arms: The shares of the step "first" must add up to 100.'],
    ['two messages of one name', flow({ first: send('done') }, { messages: [message('hello'), message('hello')] }), 'messages.1.key: Two messages are named "hello".'],
    ['a discount above the limit', flow({ first: { type: 'create_discount', offer: { kind: 'percent', percent: 40 }, validForMs: 86_400_000, next: 'done', otherwise: 'done' } }), 'nodes.first.offer.percent: The step "first" gives 40 % off, more than the limit of 15 %.'],
    ['a code that nobody made', flow({ first: send('done') }, { messages: [message('hello', 'Tu código es {{discount_code}}, úsalo.')] }), 'nodes.first.message: The step "first" shows a discount code, but a road leads there without making one.'],
    ['a question that makes no sense', flow({ first: { type: 'condition', all: [{ field: 'cart.checkoutReached', is: 'at_least', value: 3 }], then: 'done', otherwise: 'done' } }), 'nodes.first.all.0.is: cart.checkoutReached is not a number.'],
    ['no patience at all', flow({ first: send('done') }, { trigger: { type: 'cart_abandoned', after: 'cart', delayMs: 10 } }), 'trigger.delayMs: Wait at least a minute: the shopper may still be choosing.'],
  ])('%s', (_name, definition, problem) => expect(problems(definition)).toContain(problem));

  test('a graph whose roads meet again and again is judged in time', () => {
    const rungs = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`s${index}`, { type: 'condition', all: [{ field: 'run.clicked', is: 'equal', value: true }], then: index === 89 ? 'done' : `s${index + 1}`, otherwise: index === 89 ? 'done' : `s${index + 1}` }]));
    expect(problems(flow(rungs, { start: 's0' }))).toEqual([]);
  });
});

test('a definition of the first released version stays readable, with what later versions added at its default', () => {
  const definition = FlowDefinition.parse(released);
  expect(definition.limits.discounts).toEqual({ maxPercent: 15, maxPerDay: 50 });
  expect(definition.nodes['first_message']).toEqual({ type: 'send', message: 'rescue_help', next: 'done' });
});

test('passages that only the merchant can write are found, by message and language', () => {
  const definition = FlowDefinition.parse(flow({ first: send('done') }, { messages: [{ ...message('hello'), texts: { es: text('Dice: [[una reseña]] y ya'), pt: text(), en: text() } }] }));
  expect(findPlaceholders(definition).map(({ path }) => path.join('.'))).toEqual(['messages.0.texts.es.body']);
});
