import type { OutgoingContent } from '#contract/message-content';
import type { InteractiveContent } from './build-interactive.ts';
import { findMediaFault, isPublicLink } from './find-media-fault.ts';
import { findRepeated, firstFault, limitCount, limitOptionalText, limitText, type Fault } from './message-limits.ts';

type ContentOf<Type extends OutgoingContent['type']> = Extract<OutgoingContent, { type: Type }>;

const buttonTitleLimit = 20;

export function findInteractiveFault(content: InteractiveContent): Fault | null {
  switch (content.type) {
    case 'buttons':
      return findButtonsFault(content);
    case 'list':
      return findListFault(content);
    case 'cards':
      return findCardsFault(content);
    case 'products':
      return findProductsFault(content);
    case 'ask_location':
    case 'ask_phone':
      return limitText('text', content.text, 1024);
  }
}

function findButtonsFault({ header, text, footer, buttons }: ContentOf<'buttons'>): Fault | null {
  const links = buttons.filter((button) => button.kind === 'link');
  const replies = buttons.filter((button) => button.kind === 'reply');
  return firstFault(
    () => limitText('text', text, 1024),
    () => limitOptionalText('footer', footer, 60),
    () => findHeaderFault(header),
    () => limitCount('buttons', buttons.length, 1, 3),
    () => (links.length > 0 && buttons.length > 1 ? { field: 'buttons', rule: 'must be replies only, or a single link' } : null),
    ...buttons.map(({ title }, index) => () => limitText(`buttons[${index}].title`, title, buttonTitleLimit)),
    ...links.map(({ url }, index) => () => findLinkFault(`buttons[${index}].url`, url)),
    ...replies.map(({ id }, index) => () => limitText(`buttons[${index}].id`, id, 256)),
    () => findRepeated('buttons.id', replies.map(({ id }) => id)),
    () => findRepeated('buttons.title', buttons.map(({ title }) => title)),
  );
}

function findHeaderFault(header: ContentOf<'buttons'>['header']): Fault | null {
  if (header === null) return null;
  if (header.kind === 'text') return limitText('header.text', header.text, 60);
  return findMediaFault('header.media', header.kind, header.media);
}

function findLinkFault(field: string, url: string): Fault | null {
  return isPublicLink(url) ? limitText(field, url, 2000) : { field, rule: 'is no http address' };
}

function findListFault({ text, footer, buttonTitle, sections }: ContentOf<'list'>): Fault | null {
  const rows = sections.flatMap((section) => section.rows);
  return firstFault(
    () => limitText('text', text, 4096),
    () => limitOptionalText('footer', footer, 60),
    () => limitText('buttonTitle', buttonTitle, buttonTitleLimit),
    () => limitCount('sections', sections.length, 1, 10),
    () => findSectionTitleFault(sections.map(({ title }) => title)),
    // The limit of ten holds for the whole list, not for each section.
    () => limitCount('rows', rows.length, 1, 10),
    ...rows.map((row, index) => () =>
      firstFault(
        () => limitText(`rows[${index}].id`, row.id, 200),
        () => limitText(`rows[${index}].title`, row.title, 24),
        () => limitOptionalText(`rows[${index}].description`, row.description, 72),
      ),
    ),
    () => findRepeated('rows.id', rows.map(({ id }) => id)),
  );
}

/** A title may be left out only when there is a single section. */
function findSectionTitleFault(titles: string[]): Fault | null {
  return firstFault(
    ...titles.map((title, index) => () => {
      const field = `sections[${index}].title`;
      return titles.length > 1 ? limitText(field, title, 24) : limitOptionalText(field, title, 24);
    }),
  );
}

function findCardsFault({ text, cards }: ContentOf<'cards'>): Fault | null {
  return firstFault(
    () => limitText('text', text, 1024),
    () => limitCount('cards', cards.length, 2, 10),
    () => (new Set(cards.map(({ button }) => button.kind)).size > 1 ? { field: 'cards.button', rule: 'must be of one kind on all cards' } : null),
    () => findRepeated('cards.button.id', cards.flatMap(({ button }) => (button.kind === 'reply' ? [button.id] : []))),
    ...cards.map((card, index) => () =>
      firstFault(
        () => findLinkFault(`cards[${index}].imageUrl`, card.imageUrl),
        () => limitOptionalText(`cards[${index}].text`, card.text, 160),
        () => (card.text.split('\n').length > 3 ? { field: `cards[${index}].text`, rule: 'has more than two line breaks' } : null),
        () => limitText(`cards[${index}].button.title`, card.button.title, buttonTitleLimit),
        () => (card.button.kind === 'link' ? findLinkFault(`cards[${index}].button.url`, card.button.url) : limitText(`cards[${index}].button.id`, card.button.id, 256)),
      ),
    ),
  );
}

function findProductsFault({ header, text, catalogId, sections }: ContentOf<'products'>): Fault | null {
  return firstFault(
    () => limitText('header', header, 60),
    () => limitText('text', text, 1024),
    () => limitText('catalogId', catalogId, 200),
    () => limitCount('sections', sections.length, 1, 10),
    () => findSectionTitleFault(sections.map(({ title }) => title)),
    () => limitCount('variantKeys', sections.reduce((count, { variantKeys }) => count + variantKeys.length, 0), 1, 30),
  );
}
