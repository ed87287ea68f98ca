import { Link } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

export interface PageLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** A console address, as `workspace.href('carts/c1')` gives it. */
  to: string;
  /** Keeps the search and filters of the address: for rows of a list that open beside it. */
  keepSearch?: boolean;
  /** What the address holds after its question mark. */
  search?: Record<string, string>;
  /** Marks the link also while a page below it is open. */
  exact?: boolean;
  ref?: Ref<HTMLAnchorElement>;
}

/** A link inside the console. Fits `component={PageLink}` of Mantine's buttons; has `aria-current` when it is open. */
export function PageLink({ to, keepSearch = false, search, exact = false, ...rest }: PageLinkProps) {
  return <Link to={to} search={search ?? (keepSearch ? true : {})} activeOptions={{ exact, includeSearch: false }} {...rest} />;
}
