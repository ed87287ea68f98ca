import { z } from 'zod';
import type { JsonSchema } from '../ui/form-schema.ts';
import type { Language } from '../app/languages.ts';

/** Words of the sample page in each language, so that lengths are true. */
const words = {
  es: {
    title: 'Piezas', purpose: 'Todo aquello de lo que está hecha la consola, con datos inventados.', figures: 'Cifras', states: 'Estados', lists: 'Listas', forms: 'Formularios', story: 'Historia',
    recovered: 'Vendido con ayuda', change: 'sube 12 % frente a la semana anterior', incremental: 'No se habría vendido sin ayuda', rate: 'Carritos recuperados', contacted: 'contactados',
    waiting: 'Espera a una persona', earned: 'Recuperado', broken: 'Desconectada', neutral: 'Sin mensaje', on: 'Encendido', empty: 'Todavía no hay carritos', emptyHelp: 'Aparecerán cuando conectes tu tienda y alguien deje uno.', connect: 'Conectar una tienda',
    search: 'Buscar carritos', outcome: 'Resultado', list: 'Carritos', detail: 'Carrito', context: 'Persona', back: 'Volver',
    left: 'Dejó el carrito', waited: 'Esperó 1 hora', checked: 'Se revisó si convenía escribir', consent: 'Dio su consentimiento el 3 de marzo', quiet: 'En su ciudad es de noche: se espera hasta las 9:00', sent: 'Se envió el mensaje', bought: 'Compró: $ 48.990', failed: 'Meta rechazó el mensaje porque el número ya no existe',
    close: 'Cerrar conversación', closed: 'Conversación cerrada', link: 'Dirección para tu tienda', phone: 'Teléfono', language: 'Idioma',
  },
  pt: {
    title: 'Peças', purpose: 'Tudo aquilo de que é feito o console, com dados inventados.', figures: 'Números', states: 'Estados', lists: 'Listas', forms: 'Formulários', story: 'História',
    recovered: 'Vendido com ajuda', change: 'sobe 12% em relação à semana anterior', incremental: 'Não teria sido vendido sem ajuda', rate: 'Carrinhos recuperados', contacted: 'contatados',
    waiting: 'Espera uma pessoa', earned: 'Recuperado', broken: 'Desconectada', neutral: 'Sem mensagem', on: 'Ligado', empty: 'Ainda não há carrinhos', emptyHelp: 'Vão aparecer quando você conectar sua loja e alguém deixar um.', connect: 'Conectar uma loja',
    search: 'Buscar carrinhos', outcome: 'Resultado', list: 'Carrinhos', detail: 'Carrinho', context: 'Pessoa', back: 'Voltar',
    left: 'Deixou o carrinho', waited: 'Esperou 1 hora', checked: 'Verificamos se convinha escrever', consent: 'Deu consentimento em 3 de março', quiet: 'Na cidade dela é noite: espera até as 9:00', sent: 'A mensagem foi enviada', bought: 'Comprou: R$ 489,90', failed: 'A Meta recusou a mensagem porque o número não existe mais',
    close: 'Fechar conversa', closed: 'Conversa fechada', link: 'Endereço para sua loja', phone: 'Telefone', language: 'Idioma',
  },
  en: {
    title: 'Parts', purpose: 'Everything the console is made of, with invented data.', figures: 'Figures', states: 'States', lists: 'Lists', forms: 'Forms', story: 'Story',
    recovered: 'Sold with help', change: 'up 12% on the week before', incremental: 'Would not have sold without help', rate: 'Recovered carts', contacted: 'contacted',
    waiting: 'Waits for a person', earned: 'Recovered', broken: 'Disconnected', neutral: 'No message', on: 'Switched on', empty: 'No carts yet', emptyHelp: 'They appear once you connect your shop and someone leaves one.', connect: 'Connect a shop',
    search: 'Search carts', outcome: 'Outcome', list: 'Carts', detail: 'Cart', context: 'Person', back: 'Back',
    left: 'Left the cart', waited: 'Waited 1 hour', checked: 'Checked whether a message was welcome', consent: 'Gave consent on 3 March', quiet: 'It is night in their city: waits until 9:00', sent: 'The message was sent', bought: 'Bought: $ 489.90', failed: 'Meta refused the message because the number no longer exists',
    close: 'Close conversation', closed: 'Conversation closed', link: 'Address for your shop', phone: 'Phone', language: 'Language',
  },
} satisfies Record<Language, Record<string, string>>;

export function sampleWords(language: string) {
  return words[language as Language] ?? words.es;
}

const Sample = z.object({
  shopUrl: z.url().meta({ title: 'Dirección de la tienda', description: 'Como la escriben tus clientes.' }),
  accessToken: z.string().min(8).meta({ title: 'Token de acceso', description: 'Se guarda cifrado y no se vuelve a mostrar.', secret: true }),
  delayMinutes: z.int().min(1).max(1440).default(60).meta({ title: 'Espera (minutos)' }),
  region: z.enum(['south', 'north']).meta({ title: 'Región' }),
  isLive: z.boolean().default(true).meta({ title: 'Enviar mensajes', description: 'Apagado, solo anota lo que habría enviado.' }),
  tags: z.array(z.string()).optional().meta({ title: 'Etiquetas' }),
  until: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('time'), minutes: z.int().meta({ title: 'Minutos' }) }).meta({ title: 'Un tiempo' }),
      z.object({ kind: z.literal('reply') }).meta({ title: 'Una respuesta' }),
    ])
    .meta({ title: 'Hasta' }),
  arms: z.array(z.object({ label: z.string().meta({ title: 'Nombre' }), weight: z.number().meta({ title: 'Peso' }) })).optional().meta({ title: 'Brazos' }),
});
export const sampleSchema = z.toJSONSchema(Sample, { io: 'input' }) as JsonSchema;

export interface SampleCart {
  id: string;
  name: string;
  totalMinor: number;
  minutesAgo: number;
}

const names = ['Sofía Herrera', 'João Pedro Albuquerque', 'María de los Ángeles Fernández', 'Lucía', 'Camila Souza', 'Tomás Quispe'];

/** Twelve carts in two pages. */
export function readSampleCarts(cursor: string | null) {
  const start = cursor ? Number(cursor) : 0;
  const items = Array.from({ length: 6 }, (_, index): SampleCart => {
    const number = start + index;
    return { id: `c${number}`, name: names[number % names.length] ?? '', totalMinor: 1_990_000 + number * 731_550, minutesAgo: 3 + number * 37 };
  });
  return Promise.resolve({ items, nextCursor: start === 0 ? '6' : null });
}
