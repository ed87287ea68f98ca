/** How often one says that one is still there; who is silent for longer than twice that has gone. */
export const repeatMs = 15_000;
const silentMs = 40_000;

export interface Here {
  memberId: string;
  name: string;
  isTyping: boolean;
  heardAtMs: number;
}

interface Word {
  memberId: string;
  name: string;
  state: 'arrived' | 'viewing' | 'typing' | 'left';
  tabId: string;
}

/** What is known after one more word, by browser tab: one member may have two. */
export function hearPresence(before: ReadonlyMap<string, Here>, { memberId, name, state, tabId }: Word, nowMs: number): ReadonlyMap<string, Here> {
  const after = new Map(before);
  if (state === 'left') after.delete(tabId);
  else after.set(tabId, { memberId, name, isTyping: state === 'typing', heardAtMs: nowMs });
  return after;
}

/** The same map when nobody went silent, so that nothing is drawn again. */
export function dropSilent(before: ReadonlyMap<string, Here>, nowMs: number): ReadonlyMap<string, Here> {
  const alive = [...before].filter(([, { heardAtMs }]) => nowMs - heardAtMs <= silentMs);
  return alive.length === before.size ? before : new Map(alive);
}

/** The others, each once; whoever types in one of their tabs types. */
export function whoIsHere(present: ReadonlyMap<string, Here>, myId: string): { name: string; isTyping: boolean }[] {
  const byMember = new Map<string, { name: string; isTyping: boolean }>();
  for (const { memberId, name, isTyping } of present.values()) {
    if (memberId !== myId) byMember.set(memberId, { name, isTyping: isTyping || (byMember.get(memberId)?.isTyping ?? false) });
  }
  return [...byMember.values()];
}
