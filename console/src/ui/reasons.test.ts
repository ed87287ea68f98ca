import { expect, test } from 'vitest';
import { cartReasons, cartStandings } from '#contract/cart';
import { sendReasons } from '#contract/send-reason';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

test.each([
  ['es', es],
  ['pt', pt],
  ['en', en],
])('every reason, rule and outcome has words in %s', (_language, texts) => {
  expect(cartReasons.filter((reason) => !(reason in texts.reasons))).toEqual([]);
  expect(sendReasons.filter((reason) => !(reason in texts.rules))).toEqual([]);
  expect(cartStandings.filter((outcome) => !(outcome in texts.outcomes))).toEqual([]);
});
