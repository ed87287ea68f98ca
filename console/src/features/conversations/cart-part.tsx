import { ActionIcon, Button, NumberInput, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCreditCard, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import type { CartChangeBody, ConversationCart } from '#contract/conversation-cart';
import { useWorkspace } from '../../app/workspace.tsx';
import { Money, RelativeTime } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { notifyDone } from '../../ui/undoable.tsx';
import { useSendKey } from '../../ui/send-key.ts';
import { useAct } from '../../ui/use-act.ts';
import { AddProduct } from './add-product.tsx';
import { useCartOf, useChangeCart, useHasTill, useMakePaymentLink } from './cart-requests.ts';
import classes from './context-panel.module.css';
import { ContextPart, Nothing } from './context-part.tsx';
import { addToDraft } from './drafts.ts';

type Cart = NonNullable<ConversationCart['cart']>;
type Wish = CartChangeBody['wishes'][number];

/** The open cart, changed as was agreed and paid by a link. */
export function CartPart({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const cart = useCartOf(conversation.id).data?.cart;
  const [isEditing, editing] = useDisclosure(false);
  const change = useChangeWishes(conversation.id, cart ?? null);
  const canEdit = workspace.can('agent');
  return (
    <ContextPart
      title={t('context.cart')}
      actions={
        canEdit && (
          <Button size="compact-sm" variant="subtle" leftSection={<IconPencil size={16} aria-hidden />} aria-expanded={isEditing} onClick={editing.toggle}>
            {t(isEditing ? 'cart.ready' : 'cart.edit')}
          </Button>
        )
      }
    >
      {!cart && !isEditing && <Nothing>{t('context.noCarts')}</Nothing>}
      {cart && (
        <>
          <ul className={classes.list}>
            {cart.lines.map((line, place) => (
              <li key={`${line.variantKey} ${place}`} className={classes.line}>
                {line.imageUrl && <img src={line.imageUrl} alt="" className={classes.picture} loading="lazy" />}
                <span className={classes.words}>
                  <span>
                    {!isEditing && line.quantity > 1 && `${line.quantity} × `}
                    {line.title}
                  </span>
                  <span className={classes.quiet}>
                    {line.variantTitle && `${line.variantTitle} · `}
                    <Money minor={line.unitPriceMinor} currency={cart.currency} />
                  </span>
                  {isEditing && line.variantKey && <LineEditor line={line} variantKey={line.variantKey} onChange={change} />}
                </span>
              </li>
            ))}
          </ul>
          <p className={classes.total}>
            <strong>
              <Money minor={cart.totalMinor} currency={cart.currency} />
            </strong>
            <span className={classes.quiet}>
              <RelativeTime at={cart.activityAt} /> · <PageLink to={workspace.href(`carts/${cart.id}`)}>{t('context.whyHere')}</PageLink>
            </span>
          </p>
        </>
      )}
      {isEditing && <AddProduct onAdd={(connectionId, variantKey) => change([{ variantKey, quantity: 1, mode: 'add' }], connectionId)} />}
      {cart && canEdit && !isEditing && cart.itemCount > 0 && <PayLink conversationId={conversation.id} cart={cart} />}
    </ContextPart>
  );
}

/** Changes the cart that is shown; the same wish pressed twice is carried out once. */
function useChangeWishes(conversationId: string, cart: Cart | null): (wishes: Wish[], connectionId?: string) => Promise<boolean> {
  const change = useChangeCart(conversationId);
  const act = useAct('conversations');
  const sendKey = useSendKey();
  return async (wishes, connectionId = cart?.connectionId) => {
    if (!connectionId) return false;
    const body = { cartId: cart?.connectionId === connectionId ? cart.id : null, connectionId, wishes };
    const isDone = await act(() => change(body, sendKey.keyFor(body)));
    sendKey.forget();
    return isDone;
  };
}

function LineEditor({ line, variantKey, onChange }: { line: Cart['lines'][number]; variantKey: string; onChange: (wishes: Wish[]) => Promise<boolean> }) {
  const { t } = useTranslation('conversations');
  const [quantity, setQuantity] = useState<number | string>(line.quantity);
  const set = async (next: number) => {
    if (next === line.quantity) return;
    if (!(await onChange([{ variantKey, quantity: next, mode: 'set' }]))) setQuantity(line.quantity);
  };
  return (
    <span className={classes.editor}>
      <NumberInput
        size="xs"
        w={84}
        min={1}
        max={99}
        allowDecimal={false}
        clampBehavior="strict"
        aria-label={t('cart.quantityOf', { title: line.title })}
        value={quantity}
        onChange={setQuantity}
        onBlur={() => void set(Number(quantity) || line.quantity)}
        onKeyDown={(event) => event.key === 'Enter' && void set(Number(quantity) || line.quantity)}
      />
      <ActionIcon aria-label={t('cart.remove', { title: line.title })} onClick={() => void onChange([{ variantKey, quantity: 0, mode: 'set' }])}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </span>
  );
}

/** Makes a link to pay this cart and puts it into the answer; it is sent by the member. */
function PayLink({ conversationId, cart }: { conversationId: string; cart: Cart }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const make = useMakePaymentLink(conversationId);
  const act = useAct('conversations');
  const sendKey = useSendKey();
  const [isMaking, setMaking] = useState(false);
  if (!useHasTill()) return <Text size="xs" c="dimmed">{t('cart.noTill')}</Text>;
  const run = async () => {
    setMaking(true);
    await act(async () => {
      const link = await make(cart.id, sendKey.keyFor({ id: cart.id, totalMinor: cart.totalMinor, at: Math.floor(Date.now() / 60_000) }));
      addToDraft(conversationId, t('cart.payWords', { amount: formats.money(link.amountMinor, link.currency), url: link.url }));
      notifyDone(t('cart.linkMade'));
    });
    setMaking(false);
  };
  return (
    <Button size="compact-md" variant="light" loading={isMaking} leftSection={<IconCreditCard size={16} aria-hidden />} onClick={() => void run()}>
      {t('cart.payLink')}
    </Button>
  );
}
