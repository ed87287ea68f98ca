import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/formats.tsx';
import { readResult } from './read-result.ts';
import type { ResultFact } from './read-result.ts';
import classes from './turn-work.module.css';

/** What a tool gave, in lines, and all of it as it came for whoever wants it. */
export function ResultView({ output, input }: { output: unknown; input: unknown }) {
  const { t } = useTranslation('assistant');
  const { lines, more } = readResult(output);
  return (
    <>
      {lines.length === 0 ? (
        <p className={classes.outcome}>{t('work.noResult')}</p>
      ) : (
        <ul className={classes.found}>
          {lines.map(({ title, facts }, place) => (
            <li key={place}>
              {title}
              {facts.map((fact, index) => (
                <span key={index} className={classes.quiet}>
                  {(title !== '' || index > 0) && ' · '}
                  <Fact fact={fact} />
                </span>
              ))}
            </li>
          ))}
          {more > 0 && <li className={classes.quiet}>{t('work.more', { count: more })}</li>}
        </ul>
      )}
      <details className={classes.more}>
        <summary>{t('work.raw')}</summary>
        <pre className={classes.raw}>{JSON.stringify({ input, output }, null, 2)}</pre>
      </details>
    </>
  );
}

function Fact({ fact }: { fact: ResultFact }) {
  const { t } = useTranslation('assistant');
  const formats = useFormats();
  const day = (on: string) => formats.instant(`${on}T12:00:00Z`, { show: 'day', timeZone: 'UTC' });
  switch (fact.kind) {
    case 'money':
      return <>{t(`fact.${fact.name}`, { amount: formats.money(fact.minor, fact.currency) })}</>;
    case 'stock':
      return <>{t('fact.stock', { count: fact.stock })}</>;
    case 'quantity':
      return <>{`× ${formats.number(fact.quantity)}`}</>;
    case 'change':
      return <>{t('fact.change', { from: fact.from, to: fact.to })}</>;
    case 'days':
      return <>{fact.from && fact.until && fact.from !== fact.until ? t('fact.between', { from: day(fact.from), until: day(fact.until) }) : day(fact.from ?? fact.until ?? '')}</>;
    case 'link':
      return (
        <a href={fact.url} target="_blank" rel="noreferrer noopener">
          {t('fact.link')}
        </a>
      );
    case 'words':
      return <>{fact.words}</>;
  }
}
