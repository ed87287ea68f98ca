import type { Member } from '#contract/member';

/** The members whom a note names by "@Name". Of names that begin alike the longest counts: "@Ana María" does not name Ana. */
export function mentionedIn(text: string, members: readonly Pick<Member, 'userId' | 'name'>[]): string[] {
  const longestFirst = members.filter(({ name }) => name !== '').toSorted((one, two) => two.name.length - one.name.length);
  const found = new Set<string>();
  for (const { index } of text.matchAll(/@/g)) {
    const rest = text.slice(index + 1);
    const name = longestFirst.find((member) => rest.startsWith(member.name) && !/^[\p{L}\p{N}]/u.test(rest.slice(member.name.length)))?.name;
    for (const member of members) if (member.name === name) found.add(member.userId);
  }
  return [...found];
}
