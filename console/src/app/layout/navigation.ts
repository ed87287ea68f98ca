import { useIsGuideOpen } from '../../features/guide/guide-requests.ts';
import { entryOf, pages } from '../pages.tsx';
import type { ConsolePage } from '../pages.tsx';
import { useWorkspace } from '../workspace.tsx';

export interface NavigationLink extends ConsolePage {
  href: string;
}

/** The pages that this member may open, in the order of the rail; hidden ones too when asked. */
export function useNavigation({ withHidden = false } = {}): NavigationLink[] {
  const workspace = useWorkspace();
  const isGuideOpen = useIsGuideOpen();
  return pages
    .filter((page) => workspace.can(page.minRole) && (withHidden || (!page.hidden && (isGuideOpen || !page.isFirstRun))))
    .map((page) => ({ ...page, href: workspace.href(entryOf(page)) }));
}
