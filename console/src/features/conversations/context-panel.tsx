import { Stack } from '@mantine/core';
import { Loaded } from '../../ui/states.tsx';
import { AssistantPart } from './assistant-part.tsx';
import { CartPart } from './cart-part.tsx';
import { useConversation } from './conversation-requests.ts';
import { EarlierConversations, EarlierSends, OrdersPart } from './history-parts.tsx';
import { ConsentPart, PersonPart } from './person-part.tsx';
import { RatingPart } from './rating-part.tsx';
import { WantsPart } from './wants-part.tsx';

/** What is known of the person: who, what they want, what is in their cart, what they bought, what they allow, what they got. */
export function ContextPanel({ conversationId }: { conversationId: string }) {
  return (
    <Loaded query={useConversation(conversationId)} namespace="conversations">
      {(conversation) => (
        <Stack gap="lg">
          <PersonPart conversation={conversation} />
          <WantsPart conversation={conversation} />
          <RatingPart conversation={conversation} />
          <CartPart conversation={conversation} />
          <OrdersPart contactId={conversation.contactId} />
          <ConsentPart conversation={conversation} />
          <AssistantPart conversationId={conversation.id} />
          <EarlierConversations conversation={conversation} />
          <EarlierSends contactId={conversation.contactId} />
        </Stack>
      )}
    </Loaded>
  );
}
