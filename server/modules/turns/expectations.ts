import type { WeekHours } from '#contract/assignment';
import type { Language } from '#contract/language';
import { localMomentOf } from '#platform/zoned-time';

/** Who is there, as far as the shopper should know. */
export interface Presence {
  isSomebodyThere: boolean;
  /** When the first is back; null: nobody can say. */
  backAt: Date | null;
  /** When the team answers; null: at all hours, or it never said. */
  hours: WeekHours | null;
  zone: string;
  now: Date;
}

const soon: Record<Language, string> = {
  es: 'Te responde por aquí en cuanto pueda.',
  pt: 'Ela responde por aqui assim que puder.',
  en: 'They will answer here as soon as they can.',
};
const away: Record<Language, string> = {
  es: 'Ahora no hay nadie del equipo; te responden por aquí en cuanto vuelvan.',
  pt: 'Agora não há ninguém da equipe; a resposta chega por aqui assim que voltarem.',
  en: 'Nobody of the team is here right now; they will answer here as soon as they are back.',
};

/** One or two sentences on when a person answers: never more than is known. Pure. */
export function sayWhen(presence: Presence, language: Language): string {
  if (presence.isSomebodyThere) return soon[language];
  if (presence.backAt === null) return away[language];
  const hours = presence.hours === null ? '' : `${sayHours(presence.hours, language)} `;
  const back = sayBack(presence.backAt, presence.now, presence.zone, language);
  if (language === 'es') return `${hours}Ahora no hay nadie del equipo; te responden ${back}.`;
  if (language === 'pt') return `${hours}Agora não há ninguém da equipe; a resposta chega ${back}.`;
  return `${hours}Nobody is here right now; you will be answered ${back}.`;
}

const dayNames: Record<Language, string[]> = {
  es: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  pt: ['segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado', 'domingo'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

/** "Respondemos de lunes a viernes de 9 a 18 y sábado de 10 a 13." */
function sayHours(hours: WeekHours, language: Language): string {
  const spans = Map.groupBy(hours, ({ weekday }) => weekday);
  const words = [1, 2, 3, 4, 5, 6, 7].map((weekday) => (spans.get(weekday) ?? []).toSorted((left, right) => (left.from < right.from ? -1 : 1)).map(({ from, to }) => saySpan(from, to, language)).join(joint[language]));
  const runs: { from: number; to: number; words: string }[] = [];
  words.forEach((text, index) => {
    const last = runs.at(-1);
    if (text === '') return;
    if (last && last.words === text && last.to === index - 1) last.to = index;
    else runs.push({ from: index, to: index, words: text });
  });
  const parts = runs.map((run) => `${sayDays(run.from, run.to, language)} ${run.words}`);
  const list = parts.length > 1 ? `${parts.slice(0, -1).join(', ')}${joint[language]}${parts.at(-1)}` : parts[0];
  return { es: `Respondemos ${list}.`, pt: `Atendemos ${list}.`, en: `We answer ${list}.` }[language];
}

const joint: Record<Language, string> = { es: ' y ', pt: ' e ', en: ' and ' };

function sayDays(from: number, to: number, language: Language): string {
  const [first = '', last = ''] = [dayNames[language][from], dayNames[language][to]];
  if (from === to) return { es: `los ${first === 'sábado' || first === 'domingo' ? `${first}s` : first}`, pt: first === 'sábado' || first === 'domingo' ? `aos ${first}s` : `às ${first}s`, en: `on ${first}s` }[language];
  return { es: `de ${first} a ${last}`, pt: `de ${first} a ${last}`, en: `${first} to ${last}` }[language];
}

const saySpan = (from: string, to: string, language: Language) => ({ es: `de ${clock(from)} a ${clock(to)}`, pt: `das ${clock(from)} às ${clock(to)}`, en: `from ${clock(from)} to ${clock(to)}` })[language];

/** "09:00" is 9, "09:30" stays 9:30. */
const clock = (time: string) => `${Number(time.slice(0, 2))}${time.slice(3) === '00' ? '' : `:${time.slice(3)}`}`;

/** "mañana a partir de las 9" */
function sayBack(backAt: Date, now: Date, zone: string, language: Language): string {
  const [there, here] = [localMomentOf(zone, backAt.getTime()), localMomentOf(zone, now.getTime())];
  const time = clock(`${String(Math.floor(there.minuteOfDay / 60)).padStart(2, '0')}:${String(there.minuteOfDay % 60).padStart(2, '0')}`);
  const ahead = there.dayNumber - here.dayNumber;
  const name = dayNames[language][there.weekday - 1] ?? '';
  const date = ahead > 6 ? ` ${new Date(there.dayNumber * 86_400_000).getUTCDate()}` : '';
  const one = time === '1';
  if (language === 'es') return `${ahead === 0 ? 'hoy' : ahead === 1 ? 'mañana' : `el ${name}${date}`} a partir de ${one ? 'la' : 'las'} ${time}`;
  if (language === 'pt') return `${ahead === 0 ? 'hoje' : ahead === 1 ? 'amanhã' : name.endsWith('a') ? `na ${name}${date}` : `no ${name}${date}`} a partir ${one ? 'da' : 'das'} ${time}`;
  return `${ahead === 0 ? 'today' : ahead === 1 ? 'tomorrow' : `on ${name}${date}`} from ${time}`;
}
