import classes from './answers.module.css';

/** Values beside their names, the longest bar for the highest: a picture of a list that can also be read. */
export function Bars({ label, bars }: { label: string; bars: readonly { name: string; value: number; words: string }[] }) {
  const highest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul className={classes.bars} aria-label={label}>
      {bars.map(({ name, value, words }, place) => (
        <li key={place} className={classes.bar}>
          <span className={classes.barName}>{name}</span>
          <span className={classes.track} aria-hidden>
            <span className={classes.fill} style={{ width: `${(100 * value) / highest}%` }} />
          </span>
          <span className={classes.barWords}>{words}</span>
        </li>
      ))}
    </ul>
  );
}
