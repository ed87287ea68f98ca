import { describe, expect, test } from 'vitest';
import { readWish } from './read-wish.ts';

const say = (text: string) => readWish({ content: { type: 'text', text } });
const tap = (id: string, title = 'Ver más') => readWish({ content: { type: 'reply', id, title, description: null } });
const send = '0198c0de-0000-7000-8000-000000000001';

describe('words', () => {
  test.each(['BAJA', 'baja.', 'Alto', 'no molestar', 'SAIR', 'descadastrar', 'Não quero', 'STOP', 'unsubscribe', 'Stop 🙏'])('"%s" opts out', (text) => {
    expect(say(text)).toEqual({ kind: 'opt_out', how: 'keyword' });
  });

  test.each(['quiero cancelar mi pedido', 'Quero cancelar meu pedido', 'please stop by the shop', 'no quiero el azul, quiero el rojo', 'el precio baja mañana?'])('"%s" opts nobody out', (text) => {
    expect(say(text)?.kind).not.toBe('opt_out');
  });

  test.each([
    'Quiero hablar con una persona', 'un asesor por favor', '¿hay alguien?', 'agente', 'me pasan con un vendedor', 'que me atienda alguien', 'necesito un humano', 'no quiero hablar con un robot', 'pueden llamarme?',
    'Quero falar com um atendente', 'falar com alguém', 'tem alguém aí?', 'me passa pra um atendente', 'preciso de uma pessoa real', 'atendente',
    'I want a real person', 'can I talk to someone?', 'agent', 'connect me to a human please', 'is anyone there?',
  ])('"%s" asks for a person', (text) => {
    expect(say(text)).toEqual({ kind: 'person', isPlain: true });
  });

  test.each([
    'Quiero hablar con una persona por el talle de las zapatillas que compré ayer',
    'Quero falar com um atendente porque o presente que comprei ontem veio no tamanho errado',
    'I want to talk to someone about the size of the shoes that I bought yesterday',
  ])('"%s" asks for a person and for something else', (text) => {
    expect(say(text)).toEqual({ kind: 'person', isPlain: false });
  });

  test.each([
    'Busco un regalo para una persona mayor', '¿Es para una persona de 80 kilos?', '¿cuántas personas entran en la carpa?', 'la carpa es para 4 personas', 'alguien más lo compró?', 'es para alguien que corre', 'no sé si alguien ya lo pidió', 'el vendedor me dijo que había en azul', 'busco un agente limpiador',
    'Queria um presente para uma pessoa especial', 'serve pra quantas pessoas?', 'é pra alguém que corre muito', 'a barraca é para 4 pessoas?', 'o vendedor falou que tinha desconto',
    'a gift for someone who runs', 'does the tent fit 4 people?', 'something for a tall person', 'did someone else buy it?', 'the human body shape pillow',
  ])('"%s" only speaks of one', (text) => {
    expect(say(text)).toBeNull();
  });

  test.each(['un a ', 'un ', 'hola ', 'quiero ', 'por favor ', 'someone please ', 'is this ', 'a', ' '])('"%s" again and again is read at once', (words) => {
    expect(say(`${words.repeat(4000 / words.length)}zapato €`)?.kind).not.toBe('opt_out');
  });

  test('a plain yes is no opt-in: nobody asked', () => {
    expect([say('Sí'), say('SIM'), say('acepto')]).toEqual([null, null, null]);
    expect(say('ALTA')).toEqual({ kind: 'opt_in' });
  });

  test('a question is left to whoever answers', () => {
    expect(say('¿Tienen talle 38?')).toBeNull();
  });
});

describe('taps', () => {
  test('of our own buttons do what they say', () => {
    expect([tap(`opt_out:${send}`), tap(`human:${send}`), tap(`shipping:${send}`), tap(`done:${send}`)]).toEqual([
      { kind: 'opt_out', how: 'button' },
      { kind: 'person', isPlain: true },
      { kind: 'topic', topic: 'shipping' },
      { kind: 'nothing' },
    ]);
  });

  test.each([`hack:${send}`, 'opt_out', 'opt_out:1', 'opt_out:not-a-uuid', '../../etc', ''])('of a forged id "%s" count as the words on the button alone', (id) => {
    expect(tap(id)).toBeNull();
    expect(tap(id, 'Baja')).toEqual({ kind: 'opt_out', how: 'keyword' });
  });
});

test('a reaction asks for nothing', () => {
  expect(readWish({ content: { type: 'reaction', targetMessageId: 'wamid.1', emoji: '👍' } })).toEqual({ kind: 'nothing' });
});
