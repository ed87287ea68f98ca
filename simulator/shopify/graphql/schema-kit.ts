import type { ShopContext } from '../shop-context.ts';
import { toDecimal } from '../money.ts';
import { toUtcTime } from '../utc-time.ts';

export type Args = Record<string, unknown>;

export interface FieldDef<Source> {
  /** The object type of what it resolves to; absent = a leaf. */
  type?: string;
  /** It is a connection of these nodes: the resolver gives all of them, the executor pages. */
  connection?: string;
  args?: string[];
  /** First API version that knows it, `2026-07`. */
  since?: string;
  /** What it takes from the cost bucket besides what lies under it. */
  cost?: number;
  resolve(source: Source, args: Args, context: ShopContext): unknown;
}

export type ObjectType<Source> = Record<string, FieldDef<Source>>;
export type Schema = Record<string, ObjectType<never>>;

/** A value of a union or interface, with the type that it has. */
export class Typed {
  readonly typeName: string;
  readonly value: unknown;

  constructor(typeName: string, value: unknown) {
    this.typeName = typeName;
    this.value = value;
  }
}

/** The arguments that every connection takes. */
export const PAGING_ARGS = ['first', 'last', 'after', 'before', 'reverse', 'query', 'sortKey'];

/** A leaf read from its source. */
export function leaf<Source>(resolve: (source: Source, context: ShopContext) => unknown, since?: string): FieldDef<Source> {
  return { resolve: (source, _args, context) => resolve(source, context), ...(since ? { since } : {}) };
}

/** Objects of one type, or null, or a plain list of them. */
export function object<Source>(type: string, resolve: (source: Source, args: Args, context: ShopContext) => unknown, args: string[] = [], since?: string): FieldDef<Source> {
  return { type, resolve, args, ...(since ? { since } : {}) };
}

export function connection<Source>(node: string, resolve: (source: Source, args: Args, context: ShopContext) => unknown): FieldDef<Source> {
  return { connection: node, resolve, args: PAGING_ARGS };
}

/** Leaves that have the same name in our state. */
export function sameLeaves<Source>(...names: (keyof Source & string)[]): ObjectType<Source> {
  return Object.fromEntries(names.map((name) => [name, leaf<Source>((source) => plain(source[name]))]));
}

/** Instants as UTC text; everything else as it is. */
export function plain(value: unknown): unknown {
  return value instanceof Date ? toUtcTime(value) : value;
}

export function gid(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The type and number of `gid://shopify/Product/88`, or null. A bare number is none: the platform refuses it too. */
export function readGid(value: unknown): { type: string; id: number } | null {
  const match = /^gid:\/\/shopify\/(\w+)\/(\d+)(?:\?.*)?$/.exec(String(value));
  return match ? { type: match[1] ?? '', id: Number(match[2]) } : null;
}

/** The number in a gid of the wanted type, or null. */
export function idOf(type: string, value: unknown): number | null {
  const parts = readGid(value);
  return parts?.type === type ? parts.id : null;
}

export interface MoneyBag {
  amountMinor: number;
}

export const bag = (amountMinor: number): MoneyBag => ({ amountMinor });

const money = object<MoneyBag>('MoneyV2', (source) => source);

export const moneyTypes: Schema = {
  MoneyBag: { shopMoney: money, presentmentMoney: money },
  MoneyV2: {
    amount: leaf<MoneyBag>((source, { shop }) => toDecimal(source.amountMinor, shop.profile.currency)),
    currencyCode: leaf<MoneyBag>((_source, { shop }) => shop.profile.currency),
  },
};
