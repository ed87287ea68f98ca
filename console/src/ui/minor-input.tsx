import { NumberInput } from '@mantine/core';
import { currencyExponent } from '#contract/money';

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

/** An amount of money as people write it, kept in minor units. */
export function MinorInput({ label, description, placeholder, currency, minor, error, isDisabled = false, onChange }: MinorInputProps) {
  const decimals = currencyExponent(currency);
  return (
    <NumberInput
      label={label}
      description={description}
      placeholder={placeholder}
      error={error}
      disabled={isDisabled}
      min={0}
      decimalScale={decimals}
      thousandSeparator=" "
      value={minor === null ? '' : minor / 10 ** decimals}
      onChange={(value) => onChange(value === '' ? null : Math.round(Number(value) * 10 ** decimals))}
    />
  );
}
