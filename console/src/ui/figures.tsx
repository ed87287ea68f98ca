import { Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './figures.module.css';
import type { Minor } from './format.ts';
import { useFormats } from './formats.tsx';
import { useNow } from './use-elapsed.ts';

export interface MoneyProps {
  /** Minor units of the currency. */
  minor: Minor;
  /** ISO code; the workspace's own when left out. */
  currency?: string;
  /** Leaves cents out, for headlines. */
  whole?: boolean;
  /** Green, for money that was earned and nothing else. */
  earned?: boolean;
}

export function Money({ minor, currency, whole = false, earned = false }: MoneyProps) {
  const formats = useFormats();
  return <span className={earned ? `${classes.figure} ${classes.earned}` : classes.figure}>{formats.money(minor, currency, { whole })}</span>;
}

export interface RateProps {
  /** How many did. */
  part: number;
  /** Out of how many; 0 shows a dash. */
  whole: number;
  /** What the whole is, in the plural: "contacted". */
  of: string;
}

/** A share with what it is a share of: "19% · 34 of 182 contacted". */
export function Rate({ part, whole, of }: RateProps) {
  const { t } = useTranslation('ui');
  const formats = useFormats();
  return (
    <span className={classes.figure}>
      {whole > 0 ? formats.share(part / whole) : '–'}
      <Text span size="xs" c="dimmed" className={classes.after}>
        {t('figures.outOf', { part: formats.number(part), whole: formats.number(whole), of })}
      </Text>
    </span>
  );
}

/** A share whose denominator stands beside it already; `share` from 0 to 1, null shows a dash. */
export function Percent({ share }: { share: number | null }) {
  const formats = useFormats();
  return <span className={classes.figure}>{share === null ? '–' : formats.share(share)}</span>;
}

export interface EstimateProps {
  value: number;
  /** The ends of the 95 % interval; null when too little is known to give one. */
  interval: { low: number; high: number } | null;
  /** How one of the three numbers is written. */
  write: (value: number) => ReactNode;
}

/** A figure that was estimated, always with its interval. */
export function Estimate({ value, interval, write }: EstimateProps) {
  const { t } = useTranslation('ui');
  return (
    <span className={classes.figure}>
      {write(value)}{' '}
      <Tooltip label={interval ? t('figures.intervalHelp') : t('figures.noIntervalHelp')}>
        <Text span size="xs" c="dimmed" tabIndex={0} className={classes.explained}>
          {interval ? (
            <>
              {t('figures.between')} {write(interval.low)} {t('figures.and')} {write(interval.high)}
            </>
          ) : (
            t('figures.noInterval')
          )}
        </Text>
      </Tooltip>
    </span>
  );
}

export interface BigNumberProps {
  label: string;
  children: ReactNode;
  /** The change in words: "up 12% on the week before". */
  change?: ReactNode;
  /** Only for money that was earned. */
  earned?: boolean;
}

/** One number that a page is about. */
export function BigNumber({ label, children, change, earned = false }: BigNumberProps) {
  return (
    <div className={classes.big}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <div className={earned ? `${classes.bigValue} ${classes.earned}` : classes.bigValue}>{children}</div>
      {change && (
        <Text size="xs" c="dimmed" component="div">
          {change}
        </Text>
      )}
    </div>
  );
}

export interface InstantProps {
  at: string | Date;
  show?: 'both' | 'day' | 'time';
  /** The shopper's zone; the tooltip gives the time there too. */
  otherTimeZone?: string | null;
}

/** A moment in the workspace's zone; hover or focus shows the other zone. */
export function Instant({ at, show = 'both', otherTimeZone = null }: InstantProps) {
  const formats = useFormats();
  return (
    <TimeWithZones at={at} otherTimeZone={otherTimeZone}>
      {formats.instant(at, { show })}
    </TimeWithZones>
  );
}

/** "5 minutes ago"; hover or focus shows the moment itself. */
export function RelativeTime({ at, otherTimeZone = null }: Omit<InstantProps, 'show'>) {
  const formats = useFormats();
  const now = useNow();
  return (
    <TimeWithZones at={at} otherTimeZone={otherTimeZone}>
      {formats.relative(at, now)}
    </TimeWithZones>
  );
}

function TimeWithZones({ at, otherTimeZone, children }: { at: string | Date; otherTimeZone: string | null; children: ReactNode }) {
  const { t } = useTranslation('ui');
  const formats = useFormats();
  const there = otherTimeZone && otherTimeZone !== formats.timeZone ? otherTimeZone : null;
  const label = (
    <>
      {t('figures.timeHere', { time: formats.instant(at), zone: cityOf(formats.timeZone) })}
      {there && (
        <>
          <br />
          {t('figures.timeThere', { time: formats.instant(at, { timeZone: there }), zone: cityOf(there) })}
        </>
      )}
    </>
  );
  return (
    <Tooltip label={label}>
      <time dateTime={new Date(at).toISOString()} className={classes.time}>
        {children}
      </time>
    </Tooltip>
  );
}

/** `America/Argentina/Buenos_Aires` is read as Buenos Aires. */
function cityOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}
