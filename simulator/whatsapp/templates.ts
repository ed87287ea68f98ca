import type { World } from '../kit/index.ts';
import type { Account, Accounts, Quality } from './accounts.ts';
import { postChange } from './hooks.ts';
import { asText, type Json } from './json.ts';
import { findComponent, shapeOf, type TemplateShape } from './template-shape.ts';

export type TemplateCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
export type TemplateStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED' | 'ARCHIVED' | 'LIMIT_EXCEEDED';

export interface Template {
  id: string;
  wabaId: string;
  name: string;
  language: string;
  category: TemplateCategory;
  status: TemplateStatus;
  components: Json[];
  parameterFormat: 'NAMED' | 'POSITIONAL';
  quality: Quality;
  rejectedReason: string;
  /** World time of the last edit of an approved template, ms; null = never. */
  editedAt: number | null;
  shape: TemplateShape;
}

/** What the pretend reviewer does with the next template. */
export interface ReviewPolicy {
  /** World time a review takes, ms. */
  delayMs: number;
  /** `auto` approves, and moves promotional utility templates to marketing; `hold` leaves them pending. */
  decision: 'auto' | 'approve' | 'reject' | 'recategorise' | 'hold';
  /** Reason given with a rejection. */
  reason: string;
}

export interface Templates {
  add(account: Account, draft: Pick<Template, 'name' | 'language' | 'category' | 'components'> & { parameterFormat?: unknown }): Template;
  /** Undefined when there is none in that language. */
  find(wabaId: string, name: string, language: string): Template | undefined;
  byId(id: string): Template | undefined;
  /** In order of creation. */
  of(wabaId: string): Template[];
  remove(template: Template): void;
  /** Sends it to the reviewer; the answer comes after the policy's delay. */
  submit(template: Template): void;
  /** Sets the state and tells the business by webhook. */
  setStatus(template: Template, status: TemplateStatus, reason?: string, otherInfo?: Json): void;
  setCategory(template: Template, category: TemplateCategory): void;
  setQuality(template: Template, quality: Quality): void;
  review: ReviewPolicy;
}

const USUAL_REVIEW: ReviewPolicy = { delayMs: 3000, decision: 'auto', reason: 'INVALID_FORMAT' };

export function createTemplates(world: World, accounts: Accounts): Templates {
  const byKey = new Map<string, Template>();
  const byId = new Map<string, Template>();
  const review = { ...USUAL_REVIEW };
  let lastId = 0;
  const keyOf = (wabaId: string, name: string, language: string) => `${wabaId}:${name}:${language}`;
  const tell = (template: Template, field: string, value: Json) => {
    const account = accounts.byWabaId(template.wabaId);
    if (account) postChange(world, account, field, { ...value, ...identityOf(template) });
  };

  const templates: Templates = {
    review,
    add(account, draft) {
      lastId += 1;
      const shape = shapeOf(draft.components);
      const isNamed = asText(draft.parameterFormat).toUpperCase() === 'NAMED' || shape.body.isNamed;
      const template: Template = {
        id: String(321_000_000_000 + lastId),
        wabaId: account.wabaId,
        name: draft.name,
        language: draft.language,
        category: draft.category,
        status: 'PENDING',
        components: draft.components,
        parameterFormat: isNamed ? 'NAMED' : 'POSITIONAL',
        quality: 'UNKNOWN',
        rejectedReason: 'NONE',
        editedAt: null,
        shape,
      };
      byKey.set(keyOf(account.wabaId, draft.name, draft.language), template);
      byId.set(template.id, template);
      return template;
    },
    find: (wabaId, name, language) => byKey.get(keyOf(wabaId, name, language)),
    byId: (id) => byId.get(id),
    of: (wabaId) => [...byId.values()].filter((template) => template.wabaId === wabaId),
    remove(template) {
      byKey.delete(keyOf(template.wabaId, template.name, template.language));
      byId.delete(template.id);
    },
    submit(template) {
      template.shape = shapeOf(template.components);
      template.status = 'PENDING';
      if (review.decision === 'hold') return;
      const { decision, reason } = review;
      world.after(review.delayMs, () => {
        if (byId.get(template.id) !== template || template.status !== 'PENDING') return;
        if (decision === 'reject') return templates.setStatus(template, 'REJECTED', reason);
        const isMisfiled = decision === 'recategorise' || (decision === 'auto' && soundsPromotional(template));
        if (isMisfiled && template.category === 'UTILITY') templates.setCategory(template, 'MARKETING');
        templates.setStatus(template, 'APPROVED');
      });
    },
    setStatus(template, status, reason = 'NONE', otherInfo) {
      const event = template.status === 'PAUSED' && status === 'APPROVED' ? 'REINSTATED' : status;
      template.status = status;
      template.rejectedReason = status === 'REJECTED' ? reason : 'NONE';
      tell(template, 'message_template_status_update', {
        event,
        reason,
        message_template_category: template.category,
        ...(otherInfo && { other_info: otherInfo }),
      });
    },
    setCategory(template, category) {
      const previous = template.category;
      template.category = category;
      tell(template, 'template_category_update', { previous_category: previous, new_category: category });
    },
    setQuality(template, quality) {
      const previous = template.quality;
      template.quality = quality;
      tell(template, 'message_template_quality_update', { previous_quality_score: previous, new_quality_score: quality });
    },
  };

  const seat = () => {
    byKey.clear();
    byId.clear();
    lastId = 0;
    Object.assign(review, USUAL_REVIEW);
    for (const account of accounts.all()) addGreeting(templates, account);
  };
  seat();
  world.onReset(seat);
  return templates;
}

const identityOf = ({ id, name, language }: Template): Json => ({
  message_template_id: Number(id),
  message_template_name: name,
  message_template_language: language,
});

/** Every new account comes with this one approved. */
function addGreeting(templates: Templates, account: Account): void {
  const components = [
    { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
    { type: 'BODY', text: 'This is a test message of the pretend network.' },
  ];
  templates.add(account, { name: 'hello_world', language: 'en_US', category: 'UTILITY', components }).status = 'APPROVED';
}

const PROMOTION =
  /\b(descuento|oferta|promo\w*|cup[oó]n|carrito|rebaja|desconto|cupom|carrinho|liquida\w*|discount|coupon|sale|deal|cart|% ?off)\b|\d+ ?%/i;

function soundsPromotional({ components }: Template): boolean {
  const texts = ['HEADER', 'BODY', 'FOOTER'].map((type) => asText(findComponent(components, type)?.text));
  return PROMOTION.test(texts.join(' '));
}
