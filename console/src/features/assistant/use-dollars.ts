import { useFormats } from '../../ui/formats.tsx';

/** Millionths of a dollar in words; what is less than a cent keeps its figures, so that a thousand answers can be reckoned. */
export function useDollars(): (micros: number) => string {
  const { number } = useFormats();
  return (micros) => {
    const dollars = micros / 1_000_000;
    const digits = dollars === 0 || dollars >= 0.1 ? 2 : 4;
    return `US$ ${number(dollars, { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
  };
}
