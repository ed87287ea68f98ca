import type { Slots } from '../understanding.ts';
import type { Found, Said } from './said.ts';

type ForWhom = NonNullable<Slots['forWhom']>;

/** In the order they are asked: a baby girl is a baby, "para mi nena" is a girl. */
const groups: [ForWhom, string][] = [
  ['baby', 'bebe bebes bebesita bebito beba baby babies infant newborn recien_nacido recem_nascido recien_nacida nenem guagua'],
  ['girls', 'nena nenas nina ninas menina meninas girl girls hija hijita filha filhinha daughter sobrina sobrinha nieta neta niece granddaughter ahijada afilhada'],
  ['boys', 'nene nenes nino menino meninos boy boys hijo hijito filho filhinho son sobrino sobrinho nieto neto nephew grandson ahijado afilhado chamaco varon varones'],
  ['kids', 'ninos infantil infantis chicos_kids kids kid children child crianca criancas peques pequenos toddler hijos filhos youth escolar'],
  ['women', 'mujer mujeres dama damas femenino femenina senora senoras chica mulher mulheres feminino feminina moca woman women womens ladies lady mama mami madre mamma mae mom mum mother esposa novia namorada wife girlfriend gf hermana irma sister abuela avo vovo grandma grandmother suegra sogra tia aunt amiga senorita cunada cunhada jefa'],
  ['men', 'hombre hombres caballero caballeros masculino masculina senor senores homem homens man men mens guy guys papa papi padre pai dad father viejo velho marido esposo novio namorado husband hubby boyfriend bf hermano irmao brother abuelo vovo_pai grandpa grandfather suegro sogro tio uncle amigo cunado cunhado jefe'],
];
const byWord = new Map<string, ForWhom>();
for (const [group, words] of groups) for (const word of words.split(' ')) if (!byWord.has(word)) byWord.set(word.replaceAll('_', ' '), group);
/** People who are also spoken to or about: they say for whom only after "para", "de", "for" or in a gift. */
const relatives = /^(?:gf|bf|hubby|viejo|velho|mama|mami|madre|mae|mom|mum|mother|esposa|novia|namorada|wife|girlfriend|hermana|irma|sister|abuela|avo|vovo|grandma|grandmother|suegra|sogra|tia|aunt|amiga|papa|papi|padre|pai|dad|father|marido|esposo|novio|namorado|husband|boyfriend|hermano|irmao|brother|abuelo|grandpa|grandfather|suegro|sogro|tio|uncle|amigo|hija|hijita|filha|filho|hijo|hijito|son|daughter|hijos|filhos|guy|guys|senor|senora|senores|senoras|senorita|man|lady|chica|jefe|jefa|nene|nena|bebe|baby|cunad[oa]|cunhad[oa])$/u;
const forWords = /\b(?:para|pra|pro|for|de|da|do)(?: (?:mi|mis|el|la|un|una|su|minha|meu|a|o|uma|um|my|the|his|her|una|este|esta))*$/u;
const giftWords = /regal|presente|gift|present|cumple|aniversario|birthday|bday|sorprend/u;

/** Whom it is for; null: not said. */
export function readForWhom({ words, expects }: Said): Found<ForWhom> | null {
  const isGift = words.some((word) => giftWords.test(word));
  for (const [index, word] of words.entries()) {
    const group = byWord.get(word) ?? byWord.get(`${word} ${words[index + 1]}`);
    if (!group) continue;
    const before = words.slice(Math.max(0, index - 3), index).join(' ');
    const isTold = isGift || expects === 'forWhom' || forWords.test(before);
    if (relatives.test(word) && !isTold) continue;
    // "hombre, no sé", "man": a way of speaking.
    if (/^(?:hombre|man|senor|mujer)$/.test(word) && index === 0 && words.length > 2) continue;
    const from = /^(?:de|para|pra|for|of)$/.test(words[index - 1] ?? '') ? index - 1 : index;
    return { value: withAge(words, index, group), from, to: index + 1 };
  }
  return readAge(words);
}

/** "para mi hijo de 25 años" is no child any more. */
function withAge(words: readonly string[], index: number, group: ForWhom): ForWhom {
  const age = ageIn(words.slice(index));
  if (age === null || (group !== 'girls' && group !== 'boys' && group !== 'kids')) return group;
  if (age >= 15) return group === 'girls' ? 'women' : 'men';
  return age < 2 ? 'baby' : group;
}

function readAge(words: readonly string[]): Found<ForWhom> | null {
  const index = words.findIndex((word, at) => /^\d{1,2}$/.test(word) && /^(?:anos?|anitos?|aninhos|years?|yo|yr)$/.test(words[at + 1] ?? ''));
  const age = index < 0 ? null : Number(words[index]);
  if (age === null || age > 14 || !/^(?:de|para|pra|of|for|tiene|tem|is)$/.test(words[index - 1] ?? '')) return null;
  if (words.some((word) => /^(?:garantia|warranty|guarantee)$/.test(word))) return null;
  return { value: age < 2 ? 'baby' : 'kids', from: index, to: index + 2 };
}

function ageIn(words: readonly string[]): number | null {
  const index = words.findIndex((word, at) => /^\d{1,2}$/.test(word) && /^(?:anos?|anitos?|aninhos|years?|yo|yr)$/.test(words[at + 1] ?? ''));
  return index < 0 ? null : Number(words[index]);
}
