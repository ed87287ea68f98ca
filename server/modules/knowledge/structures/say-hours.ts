import type { OpeningHours, OpenRange } from '#contract/knowledge-structure';
import type { Language } from '#contract/language';
import type { SaidPart } from './say-structure.ts';

interface Words {
  heading: string;
  days: string[];
  to: string;
  and: string;
  closed: string;
  holidays: string;
  range(from: string, to: string): string;
}

const words: Record<Language, Words> = {
  es: {
    heading: 'Horarios de atención',
    days: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
    to: ' a ',
    and: ' y ',
    closed: 'cerrado',
    holidays: 'Los feriados cerramos.',
    range: (from, to) => `de ${from} a ${to}`,
  },
  pt: {
    heading: 'Horário de atendimento',
    days: ['segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado', 'domingo'],
    to: ' a ',
    and: ' e ',
    closed: 'fechado',
    holidays: 'Nos feriados não abrimos.',
    range: (from, to) => `das ${from} às ${to}`,
  },
  en: {
    heading: 'Opening hours',
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    to: ' to ',
    and: ' and ',
    closed: 'closed',
    holidays: 'Closed on public holidays.',
    range: (from, to) => `${from}–${to}`,
  },
};

/** "Lunes a viernes: de 09:00 a 18:00", one line for days alike; the days that differ below. */
export function sayHours({ week, exceptions, closedOnHolidays }: OpeningHours, language: Language): SaidPart {
  const said = words[language];
  const ranges = (list: readonly OpenRange[]) => (list.length === 0 ? said.closed : list.map(({ from, to }) => said.range(from, to)).join(said.and));
  const byDay = Array.from({ length: 7 }, (_, index) => ranges(week.find(({ day }) => day === index + 1)?.ranges ?? []));
  const lines: string[] = [];
  for (let from = 0; from < 7; ) {
    let until = from;
    while (until < 6 && byDay[until + 1] === byDay[from]) until += 1;
    const days = until === from ? said.days[from] : `${said.days[from]}${until - from === 1 ? said.and : said.to}${said.days[until]}`;
    lines.push(`${capital(days ?? '')}: ${byDay[from]}.`);
    from = until + 1;
  }
  const special = exceptions.map(({ on, ranges: list, note }) => `${sayDay(on, language)}: ${ranges(list)}${note === '' ? '' : ` (${note})`}.`);
  return { heading: said.heading, text: [...lines, ...(closedOnHolidays ? [said.holidays] : []), ...special].join('\n') };
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

export function sayDay(on: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`));
}
