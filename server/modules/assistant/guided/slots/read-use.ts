import type { Said } from './said.ts';

/** Uses that shops sort by; the name is the commonest word of the trade. */
const uses: Record<string, string> = {
  running: 'correr running corrida corridas run runner runners trotar maraton maratona marathon corro corre corren runs 5k 10k 21k 42k jogging',
  trail: 'trail montana montanha cerro mountain',
  trekking: 'trekking trilha trilhas hiking hike senderismo excursion caminatas_montana',
  walking: 'caminar caminhar caminhada caminhadas caminata caminatas walking walk andar',
  gym: 'gimnasio gym academia gim crossfit pesas musculacao workout entrenar entrenamiento treino treinar training',
  football: 'futbol futebol football soccer futsal society cancha',
  tennis: 'tennis',
  padel: 'padel paddle',
  basketball: 'basquet basket basquete basketball baloncesto',
  yoga: 'yoga pilates',
  cycling: 'bici bicicleta ciclismo cycling bike pedalar mtb',
  swimming: 'nadar natacion natacao pileta piscina swimming pool swim',
  beach: 'playa praia beach',
  rain: 'lluvia chuva rain rainy llover',
  winter: 'invierno inverno winter frio nieve neve snow cold',
  summer: 'verano verao summer calor',
  work: 'trabajo trabajar trabalho trabalhar work oficina escritorio office laburo pega chamba',
  school: 'escuela escola colegio school facultad faculdade universidad college',
  party: 'fiesta fiestas festa party boda bodas casamiento casamento wedding graduacion formatura prom gala quince',
  travel: 'viaje viajes viajar viagem travel trip',
  everyday: 'diario diaria everyday casual salir sair paseo passeio urbano urbana',
};
const byWord = new Map<string, string>();
for (const [use, words] of Object.entries(uses)) for (const word of words.split(' ')) byWord.set(word, use);
/** Said of other things too: only after "para" and the like. */
const shy = new Set(['salir', 'sair', 'paseo', 'passeio', 'work', 'trabajo', 'trabajar', 'andar', 'calor', 'frio', 'cold', 'run', 'walk', 'diario', 'diaria', 'quince', 'college', 'trip', 'pool', 'cerro', 'office', 'oficina', 'escuela', 'school', 'pega', 'basket', 'cancha', 'verano', 'rain', 'pileta']);
const forWords = /^(?:para|pra|pro|for|de|to|a|el|la|al|o|do|da|the|my|mi|en|in|na|no|por|and|y|e)$/u;

/** What it is to be used for; null: not said. The words stay part of what is searched. */
export function readUse({ words, expects }: Pick<Said, 'words' | 'expects'>): string | null {
  for (const [index, word] of words.entries()) {
    const use = byWord.get(word);
    if (!use) continue;
    // "does it work", "trabajan los sábados": a verb.
    const isTold = expects === 'use' || (forWords.test(words[index - 1] ?? '') && !/^(?:doesnt|dont|not|no|does|it|wont|will)$/.test(words[index - 1] ?? ''));
    if (!shy.has(word) || isTold) return use;
  }
  return null;
}
