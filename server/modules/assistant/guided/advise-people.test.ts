import { expect, test } from 'vitest';
import { draftReply, nextBestAction, summarizeConversation } from './advise-people.ts';
import { openDialogue } from './testing.ts';

const it = openDialogue({ firstName: 'Ana', orderCount: 2, cart: { 'norte-42-negro': 1 }, viewed: { productId: 'ruta', title: 'Zapatilla Ruta' }, language: 'pt' });

test('the summary tells who, what and where it stands, in the language of the merchant', () => {
  expect(summarizeConversation(it.view('quanto fica o frete?')).split('\n')).toEqual([
    'Ana: 2 compras anteriores.',
    'Quiere: saber de la entrega (“quanto fica o frete?”).',
    expect.stringMatching(/^Situación: carrito de 1 artículo por \$\s89\.999,00; mira Zapatilla Ruta\.$/),
  ]);
});

test.each([
  ['quanto fica o frete?', 'Dar costo y fecha'],
  ['meu cartão foi recusado', 'Revisar el pago'],
  ['quero um desconto', 'Decidir si corresponde'],
  ['quero pagar', 'Enviar el enlace'],
])('after "%s" the next step is: %s', (words, action) => {
  expect(nextBestAction(it.view(words)).action).toContain(action);
});

test('a draft in the mouth of a person does not call itself an assistant, and states no fact that it has not', () => {
  const draft = draftReply(it.view('quanto fica o frete?'));
  expect(draft.text).toMatch(/verificar|vendo/);
  expect(draft.text).not.toMatch(/assistente virtual|R?\$/);
});
