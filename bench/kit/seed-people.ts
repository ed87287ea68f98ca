import { advisorFirst } from '#modules/flows';
import type { Stage } from './stage.ts';

/** Ids are drawn from the number of the person, so that statements agree on them without asking. */
const idOf = (kind: string, number: string) => `md5('${kind}' || ${number})::uuid`;

/** People with a phone and consent, each with an open cart left a good minute ago. */
export async function seedPeople(stage: Stage, count: number): Promise<void> {
  const { workspaceId, shopId } = stage;
  const leftAt = new Date(stage.nowMs() - 62_000);
  const people = `generate_series(1, ${count}) n`;
  const line = JSON.stringify([{ variantKey: '3107', productKey: '31', title: 'Remera Brisa', variantTitle: 'M', quantity: 2, unitPriceMinor: 2_490_000, imageUrl: 'https://shop.example/31.jpg' }]);
  await stage.query(
    `insert into contact (workspace_id, id, first_name, name, country, created_at, updated_at) select $1, ${idOf('contact', 'n')}, 'Lucía', 'Lucía Paz', 'AR', $2, $2 from ${people}`,
    [workspaceId, leftAt],
  );
  await stage.query(
    `insert into contact_identity (workspace_id, kind, value, contact_id, match_key, created_at)
     select $1, 'phone', '+54911' || (20000000 + n), ${idOf('contact', 'n')}, '5411' || (20000000 + n), $2 from ${people}`,
    [workspaceId, leftAt],
  );
  await stage.query(
    `insert into consent (workspace_id, contact_id, channel, purpose, state, occurred_at, own_initiative, entry_id)
     select $1, ${idOf('contact', 'n')}, 'whatsapp', 'marketing', 'granted', $2, true, ${idOf('entry', 'n')} from ${people}`,
    [workspaceId, leftAt],
  );
  await stage.query(
    `insert into cart (workspace_id, id, connection_id, contact_id, state, version, currency, total_minor, item_count, lines, activity_at, checkout_url, created_at)
     select $1, ${idOf('cart', 'n')}, $2, ${idOf('contact', 'n')}, 'open', $3, 'ARS', 4980000, 2, $4, $3, 'https://shop.example/cart', $3 from ${people}`,
    [workspaceId, shopId, leftAt, line],
  );
}

/** A rescue of each of these people whose message is planned and due: numbers `from` to `to`, dealt to the stage's numbers in turn. */
export async function seedPlannedSends(stage: Stage, from: number, to: number): Promise<void> {
  const { workspaceId, flowId, numberIds } = stage;
  const now = new Date(stage.nowMs());
  const leftAtMs = now.getTime() - 62_000;
  const people = `generate_series(${from}, ${to}) n`;
  await stage.query(
    `insert into flow_run (workspace_id, id, flow_id, flow_version, lane, subject_kind, subject_id, contact_id, state, node, pending_send_id, started_at)
     select $1, ${idOf('run', 'n')}, $2, 1, 'cart_rescue', 'cart', ${idOf('cart', 'n')}, ${idOf('contact', 'n')}, 'running', 'first_message', ${idOf('send', 'n')}, $3 from ${people}`,
    [workspaceId, flowId, new Date(leftAtMs)],
  );
  const [message] = advisorFirst.messages;
  const intent = {
    kind: 'flow_message', messageKey: message?.key, language: 'es', text: message?.texts.es, activatedAtMs: leftAtMs - 86_400_000, runStartedAtMs: leftAtMs,
    limits: { boughtWithinMs: 86_400_000, flowCapMs: 259_200_000, maxLatenessMs: 21_600_000 },
  };
  await stage.query(
    `insert into send (workspace_id, id, origin, origin_id, step, contact_id, connection_id, cart_id, flow_id, channel, purpose, state, planned_at, planned_for, due_at, intent)
     select $1, ${idOf('send', 'n')}, 'flow', ${idOf('run', 'n')}, '1:first_message', ${idOf('contact', 'n')}, ($2::uuid[])[1 + n % ${numberIds.length}], ${idOf('cart', 'n')}, $3,
       'whatsapp', 'marketing', 'planned', $4, $4, $4,
       $5::jsonb || jsonb_build_object('cartActivityAtMs', (select (extract(epoch from activity_at) * 1000)::bigint from cart c where c.workspace_id = $1 and c.id = ${idOf('cart', 'n')}))
     from ${people}`,
    [workspaceId, numberIds, flowId, now, JSON.stringify(intent)],
  );
  await stage.query('analyze');
}

/** How many sends are in each state. */
export async function countSends(stage: Stage): Promise<Record<string, number>> {
  const rows = await stage.query<{ state: string; count: number }>('select state, count(*) as count from send group by 1');
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}
