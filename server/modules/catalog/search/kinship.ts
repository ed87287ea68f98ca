import { Column } from './column.ts';
import type { Scores } from './score-concepts.ts';

/** Which category each document stands in, as a path such as "Shoes > Sandals". */
export class Categories {
  readonly names: string[] = [];
  readonly #ids = new Map<string, number>();
  /** Ids of a category and those above it, widest first. */
  readonly #paths: number[][] = [];
  readonly #ofDocument = new Column(Uint32Array);

  /** Notes the next document's category. */
  add(category: string | null): void {
    const parts = (category ?? '').split(/\s*[>/|»]\s*/).filter((part) => part !== '');
    const path = parts.map((_, depth) => this.#intern(parts.slice(0, depth + 1).join(' > ')));
    const leaf = path.at(-1);
    if (leaf !== undefined) this.#paths[leaf] = path;
    this.#ofDocument.push(leaf === undefined ? 0 : leaf + 1);
  }

  /** Id of the document's own category; null without one. */
  of(documentNo: number): number | null {
    const stored = this.#ofDocument.values[documentNo]!;
    return stored === 0 ? null : stored - 1;
  }

  path(category: number): readonly number[] {
    return this.#paths[category] ?? [category];
  }

  get bytes(): number {
    return this.#ofDocument.bytes + this.names.length * 200;
  }

  #intern(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    this.#ids.set(name, this.names.length);
    this.names.push(name);
    return this.names.length - 1;
  }
}

/** What stands in the categories of the best finds gains: most of what is asked for stands together. */
export function addKinship(categories: Categories, scores: Scores, leaders: readonly number[], weight: number): void {
  const best = scores.total[leaders[0] ?? 0]!;
  const gains = new Map<number, number>();
  let whole = 0;
  for (const documentNo of leaders) {
    const category = categories.of(documentNo);
    if (category === null) continue;
    const share = Math.exp(scores.total[documentNo]! - best);
    whole += share;
    for (const id of categories.path(category)) gains.set(id, (gains.get(id) ?? 0) + share);
  }
  if (whole === 0) return;
  const gainOf = new Map<number, number>();
  for (let at = 0; at < scores.count; at += 1) {
    const documentNo = scores.touched[at]!;
    const category = categories.of(documentNo);
    if (category === null) {
      scores.total[documentNo]! += weight * 0.4;
      continue;
    }
    let gain = gainOf.get(category);
    if (gain === undefined) {
      const path = categories.path(category);
      gain = path.reduce((sum, id) => sum + (gains.get(id) ?? 0), 0) / (path.length * whole);
      gainOf.set(category, gain);
    }
    scores.total[documentNo]! += weight * gain;
  }
}
