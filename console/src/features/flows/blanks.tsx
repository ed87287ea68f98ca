import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './flows.module.css';

const units = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
type Unit = keyof typeof units;

/** The unit in which a duration reads best: whole days from two on, whole hours, else minutes. */
export function unitOf(durationMs: number): Unit {
  if (durationMs >= 2 * units.days && durationMs % units.days === 0) return 'days';
  return durationMs >= units.hours && durationMs % units.hours === 0 ? 'hours' : 'minutes';
}

/** A blank of the sentence that holds a duration. */
export function DurationBlank({ label, valueMs, onChange, isDisabled = false }: { label: string; valueMs: number; onChange: (valueMs: number) => void; isDisabled?: boolean }) {
  const { t } = useTranslation('flows');
  const [unit, setUnit] = useState<Unit>(() => unitOf(valueMs));
  return (
    <span className={classes.blank}>
      <NumberBlank label={label} value={valueMs / units[unit]} min={1} max={Math.floor((90 * units.days) / units[unit])} onChange={(count) => onChange(Math.round(count * units[unit]))} isDisabled={isDisabled} />
      <Select
        aria-label={t('blank.unitOf', { what: label })}
        size="sm"
        className={classes.unit}
        value={unit}
        disabled={isDisabled}
        allowDeselect={false}
        data={(Object.keys(units) as Unit[]).map((value) => ({ value, label: t(`blank.${value}`) }))}
        onChange={(next) => {
          if (!next) return;
          setUnit(next as Unit);
          onChange(Math.round((valueMs / units[unit]) * units[next as Unit]));
        }}
      />
    </span>
  );
}

export function NumberBlank({ label, value, min = 0, max, onChange, isDisabled = false, suffix, decimals = 0 }: { label: string; value: number; min?: number; max: number; onChange: (value: number) => void; isDisabled?: boolean; suffix?: string; decimals?: number }) {
  return (
    <NumberInput
      aria-label={label}
      size="sm"
      className={classes.number}
      value={value}
      min={min}
      max={max}
      decimalScale={decimals}
      disabled={isDisabled}
      hideControls
      thousandSeparator=" "
      {...(suffix && { suffix })}
      style={{ inlineSize: `${Math.max(4.5, (Math.ceil(String(value).length * 1.3) + (suffix?.length ?? 0)) * 0.66 + 2.2)}em` }}
      onChange={(next) => typeof next === 'number' && onChange(next)}
    />
  );
}

export function ChoiceBlank<Value extends string>({ label, value, choices, onChange, isDisabled = false }: { label: string; value: Value; choices: readonly { value: Value; label: string }[]; onChange: (value: Value) => void; isDisabled?: boolean }) {
  const longest = Math.max(...choices.map((choice) => choice.label.length));
  return (
    <Select aria-label={label} size="sm" className={classes.choice} style={{ inlineSize: `${longest * 0.55 + 4}em` }} value={value} disabled={isDisabled} allowDeselect={false} data={[...choices]} onChange={(next) => next && onChange(next as Value)} />
  );
}
