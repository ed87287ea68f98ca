export interface TopOptions {
  /** By document. */
  scores: ArrayLike<number>;
  /** Of equal scores the newer comes first. */
  isOlder: (left: number, right: number) => boolean;
}

/** The `count` best of the first `length` documents, best first. */
export function topOf(documents: ArrayLike<number>, length: number, count: number, { scores, isOlder }: TopOptions): number[] {
  const heap: number[] = [];
  const isLess = (left: number, right: number) => scores[left]! < scores[right]! || (scores[left] === scores[right] && isOlder(left, right));
  const sink = (start: number) => {
    for (let at = start; ; ) {
      let least = at;
      for (let child = 2 * at + 1; child <= 2 * at + 2 && child < heap.length; child += 1) if (isLess(heap[child]!, heap[least]!)) least = child;
      if (least === at) return;
      [heap[at], heap[least]] = [heap[least]!, heap[at]!];
      at = least;
    }
  };
  const rise = (start: number) => {
    for (let at = start; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isLess(heap[at]!, heap[parent]!)) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  };
  for (let at = 0; at < length; at += 1) {
    const documentNo = documents[at]!;
    if (heap.length < count) {
      heap.push(documentNo);
      rise(heap.length - 1);
    } else if (isLess(heap[0]!, documentNo)) {
      heap[0] = documentNo;
      sink(0);
    }
  }
  return heap.sort((left, right) => (isLess(left, right) ? 1 : -1));
}
