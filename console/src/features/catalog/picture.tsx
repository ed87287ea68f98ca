import { IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './catalog.module.css';

/** A product's picture; a quiet sign where the shop has none or it cannot be shown. The title stands beside it. */
export function Picture({ url }: { url: string | null }) {
  const [isBroken, setBroken] = useState(false);
  if (url === null || isBroken) {
    return (
      <span className={classes.picture} aria-hidden>
        <IconPhoto size={20} stroke={1.4} />
      </span>
    );
  }
  return <img src={url} alt="" loading="lazy" width="48" height="48" className={classes.picture} onError={() => setBroken(true)} />;
}
