import type { ChatItem } from '#contract/chat-page';
import type { Line, Saying } from './line.ts';
import { keepUnsent, knownKey, randomId, unsent } from './visit.ts';

/** Something the visitor said that the server has not confirmed. */
export interface Pending {
  id: string;
  said: Saying;
  hasFailed: boolean;
}

export interface Talk {
  readonly items: readonly ChatItem[];
  readonly pending: readonly Pending[];
  readonly withPerson: boolean;
  /** Answers that the visitor has not had before their eyes. */
  readonly unread: number;
  say(said: Saying): Promise<void>;
  /** Sends the same one again: it is stored once, however often it arrives. */
  retry(pending: Pending): Promise<void>;
  /** Follows what comes in, if there can be anything. Repeatable. */
  listen(): void;
  /** Tells the server which answers were delivered, and which were read. Repeatable. */
  tellReceipts(): void;
}

/** How many sayings the server takes at once. */
const mostAtOnce = 20;

export interface TalkHost {
  /** The conversation is before the visitor's eyes. */
  isSeen(): boolean;
  /** Something is to be drawn anew: what the visitor said was stored, there are answers, or neither. */
  onChange(news: 'stored' | 'answered' | null): void;
}

/** What was said so far and what is on its way. How it looks is the window's. */
export function openTalk(line: Line, { isSeen, onChange }: TalkHost): Talk {
  let items: ChatItem[] = [];
  // What a page that was left could not send waits here for another try.
  let pending: Pending[] = unsent().map((each) => ({ ...each, hasFailed: true }));
  let cursor: string | null = null;
  let withPerson = false;
  let isListening = false;
  const seen = new Set<string>();
  const told = new Set<string>();

  const setPending = (next: Pending[]) => {
    pending = next;
    keepUnsent(pending.map(({ id, said }) => ({ id, said })));
  };
  const add = (found: ChatItem[]): ChatItem[] => {
    const known = new Set(items.map(nameOf));
    const fresh = found.filter((item) => !known.has(nameOf(item)));
    items = [...items, ...fresh];
    const arrived = new Set(found.map(nameOf));
    if (pending.some(({ id }) => arrived.has(`chat.${id}`))) setPending(pending.filter(({ id }) => !arrived.has(`chat.${id}`)));
    return fresh;
  };
  const isUnread = ({ from, id, isRead }: ChatItem) => from !== 'you' && !isRead && !seen.has(id);

  const tellReceipts = () => {
    const status = isSeen() ? 'read' : 'delivered';
    const due = items.flatMap((item) => (item.sendId !== null && isUnread(item) && !told.has(`${status}-${item.sendId}`) ? [{ id: `${status}-${item.sendId}`, type: 'receipt' as const, sendId: item.sendId, status } as const] : []));
    if (isSeen()) for (const { id } of items) seen.add(id);
    for (let start = 0; start < due.length; start += mostAtOnce) {
      const some = due.slice(start, start + mostAtOnce);
      for (const { id } of some) told.add(id);
      void line.say(some).catch(() => undefined);
    }
  };

  const read = async () => {
    const page = await line.read(cursor).catch(() => null);
    if (!page) return;
    ({ cursor, withPerson } = page);
    const hasAnswers = add(page.items).some(({ from }) => from !== 'you');
    tellReceipts();
    onChange(hasAnswers ? 'answered' : null);
  };
  const refresh = oneAtATime(read);

  const listen = () => {
    if (isListening || knownKey() === null) return;
    isListening = true;
    // A line that was refused, because nothing was said yet, is tried again with the next thing said.
    void line.listen(() => void refresh()).then(() => (isListening = false));
  };

  const send = async (mine: Pending) => {
    const become = (hasFailed: boolean) => setPending(pending.map((each) => (each.id === mine.id ? { ...each, hasFailed } : each)));
    become(false);
    onChange(null);
    try {
      await line.say([{ id: mine.id, ...mine.said }]);
    } catch {
      become(true);
      return onChange(null);
    }
    add([ownItem(mine)]);
    onChange('stored');
    listen();
    await refresh();
  };

  return {
    get items() {
      return items;
    },
    get pending() {
      return pending;
    },
    get withPerson() {
      return withPerson;
    },
    get unread() {
      return items.filter(isUnread).length;
    },
    say: async (said) => {
      const mine = { id: randomId(), said, hasFailed: false };
      setPending([...pending, mine]);
      await send(mine);
    },
    retry: send,
    listen,
    tellReceipts,
  };
}

/** The same for what the page sent and what the server gives back of it. */
const nameOf = ({ id, saidAs }: ChatItem) => saidAs ?? id;

function ownItem({ id, said }: Pending): ChatItem {
  return { id, at: new Date().toISOString(), from: 'you', name: null, text: said.type === 'tap' ? said.title : said.text, imageUrl: null, footer: null, buttons: [], cards: [], sendId: null, saidAs: `chat.${id}`, isRead: true };
}

/** Whoever asks while one is under way gets the one after it: it began after they asked. */
function oneAtATime(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isAskedAgain = false;
  const run = async () => {
    do {
      isAskedAgain = false;
      await act();
    } while (isAskedAgain);
  };
  return () => {
    isAskedAgain = running !== null;
    return (running ??= run().finally(() => (running = null)));
  };
}
