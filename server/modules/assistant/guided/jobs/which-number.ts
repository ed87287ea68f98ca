import { readPostalCode } from '../slots/read-postal-code.ts';
import { asking, choicesOf, say } from '../turn.ts';
import type { Answer } from '../turn.ts';
import { human, searchButton } from './pick-target.ts';

/** A number and nothing else, unasked: only the shopper knows what it is of. What an order is, its tool tells nobody but its owner. */
export const whichNumber: Answer = (turn, wish) => {
  const { words, view } = turn;
  const number = /\d[\d-]*/.exec(wish.text)?.[0].slice(0, 60) ?? '';
  const code = readPostalCode({ raw: number, country: view.shop.country, expects: 'postalCode' });
  return say(`number:${number}`, turn.say(code === null ? words.isItAnOrder() : words.orderOrPostalCode()), {
    choices: choicesOf([words.buttons.myOrder, { kind: 'order', number }], code === null ? searchButton(turn) : [words.buttons.shipping, { kind: 'postal', code }], human(turn)),
    isUnsure: true,
    memory: { asked: asking('number', 'order_status', { values: [number] }) },
  });
};
