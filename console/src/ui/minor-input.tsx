import { NumberInput } from '@mantine/core';
import { currencyExponent } from '#contract/money';
import { useFormats } from './formats.tsx';

interface MinorInputProps {
  label: string;
  description?: string;
  placeholder?: string;
  currency: string;
  /** Minor units; null: left empty. */
  minor: number | null;
  error?: string | null | undefined;
  isDisabled?: boolean;
  onChange: (minor: number | null) => void;
}

/** An amount of money as people write it where they are, kept in minor units. */
export function MinorInput({ label, description, placeholder, currency, minor, error, isDisabled = false, onChange }: MinorInputProps) {
  const decimals = currencyExponent(currency);
  const marks = marksOf(useFormats().locale);
  return (
    <NumberInput
      label={label}
      description={description}
      placeholder={placeholder}
      error={error}
      disabled={isDisabled}
      min={0}
      decimalScale={decimals}
      fixedDecimalScale
      decimalSeparator={marks.decimal}
      thousandSeparator={marks.group}
      hideControls
      value={minor === null ? '' : minor / 10 ** decimals}
      onChange={(value) => onChange(value === '' ? null : Math.round(Number(value) * 10 ** decimals))}
    />
  );
}

/** What parts thousands and what begins the cents. */
function marksOf(locale: string): { decimal: string; group: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.8);
  const of = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return { decimal: of('decimal', '.'), group: of('group', ' ') };
}
