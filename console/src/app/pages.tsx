import { IconAddressBook, IconArrowsSplit2, IconBell, IconBook2, IconBookmarks, IconCash, IconClockHour4, IconClockShield, IconHistory, IconHome, IconInboxOff, IconKey, IconMessages, IconPackage, IconPackageExport, IconPlugConnected, IconRoute, IconSettings, IconShieldLock, IconShoppingCart, IconSparkles, IconStar, IconTemplate, IconUserShare, IconUsers } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Role } from './me.ts';

export interface ConsolePage {
  /** Below `/w/:workspaceId/`. An optional last part opens something: `carts/{-$cartId}`. */
  path: string;
  /** Key of its name in the rail, in `app/texts`. */
  label: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  /** Loads the file whose default export is the page. */
  load: () => Promise<{ default: ComponentType }>;
  minRole: Role;
  /** Reached by links and the command bar only. */
  hidden?: boolean;
  /** In the rail only until the first run is done. */
  isFirstRun?: boolean;
}

/** Every page, one line each, in the order of the rail. The first is where a member lands. */
export const pages: readonly ConsolePage[] = [
  { path: 'home', label: 'nav.home', icon: IconHome, load: () => import('../features/insights/home-page.tsx'), minRole: 'analyst' },
  { path: 'conversations/{-$conversationId}', label: 'nav.conversations', icon: IconMessages, load: () => import('../features/conversations/conversations-page.tsx'), minRole: 'analyst' },
  { path: 'answers', label: 'nav.answers', icon: IconClockHour4, load: () => import('../features/conversations/answers-page.tsx'), minRole: 'analyst', hidden: true },
  { path: 'carts/{-$cartId}', label: 'nav.carts', icon: IconShoppingCart, load: () => import('../features/carts/carts-page.tsx'), minRole: 'analyst' },
  { path: 'catalog/{-$productId}', label: 'nav.catalog', icon: IconPackage, load: () => import('../features/catalog/catalog-page.tsx'), minRole: 'analyst' },
  { path: 'payments/{-$linkId}', label: 'nav.payments', icon: IconCash, load: () => import('../features/payments/payments-page.tsx'), minRole: 'agent' },
  { path: 'flows/{-$flowId}', label: 'nav.flows', icon: IconArrowsSplit2, load: () => import('../features/flows/flows-page.tsx'), minRole: 'analyst' },
  { path: 'templates/{-$templateId}', label: 'nav.templates', icon: IconTemplate, load: () => import('../features/templates/templates-page.tsx'), minRole: 'analyst' },
  { path: 'knowledge/{-$pageId}', label: 'nav.knowledge', icon: IconBook2, load: () => import('../features/knowledge/knowledge-page.tsx'), minRole: 'analyst' },
  { path: 'assistant/{-$turnId}', label: 'nav.assistant', icon: IconSparkles, load: () => import('../features/assistant/assistant-page.tsx'), minRole: 'analyst' },
  { path: 'guide', label: 'nav.start', icon: IconRoute, load: () => import('../features/guide/guide-page.tsx'), minRole: 'analyst', isFirstRun: true },
  { path: 'contacts/{-$contactId}', label: 'nav.contacts', icon: IconAddressBook, load: () => import('../features/contacts/contacts-page.tsx'), minRole: 'analyst' },
  { path: 'returns/{-$returnId}', label: 'nav.returns', icon: IconPackageExport, load: () => import('../features/returns/returns-page.tsx'), minRole: 'analyst' },
  { path: 'settings', label: 'nav.settings', icon: IconSettings, load: () => import('../features/settings/settings-page.tsx'), minRole: 'analyst' },
  { path: 'settings/connections/{-$connectionId}', label: 'nav.connections', icon: IconPlugConnected, load: () => import('../features/connections/connections-page.tsx'), minRole: 'analyst', hidden: true },
  { path: 'settings/rules', label: 'nav.rules', icon: IconClockShield, load: () => import('../features/settings/rules-page.tsx'), minRole: 'analyst', hidden: true },
  { path: 'settings/privacy', label: 'nav.privacy', icon: IconShieldLock, load: () => import('../features/settings/privacy-page.tsx'), minRole: 'admin', hidden: true },
  { path: 'settings/saved-replies', label: 'nav.savedReplies', icon: IconBookmarks, load: () => import('../features/conversations/saved-replies-page.tsx'), minRole: 'analyst', hidden: true },
  { path: 'settings/assignment', label: 'nav.assignment', icon: IconUserShare, load: () => import('../features/conversations/assignment-page.tsx'), minRole: 'agent', hidden: true },
  { path: 'settings/ratings', label: 'nav.ratings', icon: IconStar, load: () => import('../features/ratings/ratings-page.tsx'), minRole: 'analyst', hidden: true },
  { path: 'settings/notices', label: 'nav.notices', icon: IconBell, load: () => import('../features/notices/notices-page.tsx'), minRole: 'agent', hidden: true },
  { path: 'settings/members', label: 'nav.members', icon: IconUsers, load: () => import('../features/workspaces/members-page.tsx'), minRole: 'analyst', hidden: true },
  { path: 'settings/api-keys', label: 'nav.apiKeys', icon: IconKey, load: () => import('../features/workspaces/api-keys-page.tsx'), minRole: 'admin', hidden: true },
  { path: 'settings/intake/{-$failureId}', label: 'nav.intake', icon: IconInboxOff, load: () => import('../features/connections/failures-page.tsx'), minRole: 'admin', hidden: true },
  { path: 'settings/audit', label: 'nav.audit', icon: IconHistory, load: () => import('../features/workspaces/audit-page.tsx'), minRole: 'admin', hidden: true },
];

/** The part of a page's path without its optional ends: where its link leads. */
export function entryOf(page: ConsolePage): string {
  return page.path.split('/').filter((part) => !part.startsWith('{')).join('/');
}
