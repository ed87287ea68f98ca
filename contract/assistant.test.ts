import { expect, test } from 'vitest';
import { saysAssistant } from './assistant.ts';

test.each(['Soy el asistente de la tienda.', 'Sou um robô, mas ajudo.', '¡Robô!', 'Te responde una IA.', 'You are writing with an AI.', 'É uma resposta automática.', 'Quem responde é a inteligência artificial da loja.'])('"%s" tells that no human being speaks', (words) => {
  expect(saysAssistant(words)).toBe(true);
});

test.each(['Hola, soy Ana de la tienda.', 'Eu ia te ajudar agora.', 'Estás hablando con Virtualina.', 'Me responde mi robótica amiga.'])('"%s" does not', (words) => {
  expect(saysAssistant(words)).toBe(false);
});
