import { useFormats } from '../../ui/formats.tsx';

/** A time that was measured: by the second within a minute, where an answer in twenty differs from one in fifty. */
export function useDurations(): (ms: number | null) => string {
  const formats = useFormats();
  return (ms) => {
    if (ms === null) return '–';
    return ms < 60_000 ? formats.number(Math.floor(ms / 1000), { style: 'unit', unit: 'second', unitDisplay: 'short' }) : formats.duration(ms);
  };
}
