import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation';
import { useMembers } from '../../app/team.ts';
import { useHandoffText } from '../../ui/reasons.ts';

/** How people, members, reasons and short lines are called on this page. */
export function useNames() {
  const { t, i18n } = useTranslation('conversations');
  const handoff = useHandoffText();
  const members = useMembers().data?.items ?? [];
  const known = (key: string, otherwise: string) => (i18n.exists(`conversations:${key}`) ? t(key) : otherwise);
  return {
    person: ({ contactName, contactAddress }: Pick<Conversation, 'contactName' | 'contactAddress'>) => contactName ?? contactAddress ?? t('person.unknown'),
    /** A member's name; one who left the team is "somebody". */
    member: (userId: string) => members.find((member) => member.userId === userId)?.name ?? t('person.formerMember'),
    handoff,
    /** A message without words is named by its kind in brackets. */
    preview: (text: string | null) => {
      const [, kind] = /^\[(\w+)\]$/.exec(text ?? '') ?? [];
      return kind ? known(`content.${kind}`, kind) : (text ?? '');
    },
  };
}
