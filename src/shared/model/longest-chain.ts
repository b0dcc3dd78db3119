export interface Chain {
  /** Each waits for the one before it. */
  readonly ids: readonly string[];
  /** Sum of the weights along it. */
  readonly weight: number;
}

/** How a chain is searched for among `ids`. */
export interface ChainOptions {
  /** What an item waits for; what is not among the ids is passed over. */
  after(id: string): readonly string[];
  /** At least 0. */
  weight(id: string): number;
}

/**
 * The heaviest chain of items that wait for one another, the first of equals; undefined without any item. Circles, as a merge of
 * two clones can make them, are cut where they close. Takes one look at each item and each link.
 */
export function longestChain(ids: readonly string[], { after, weight }: ChainOptions): Chain | undefined {
  const known = new Set(ids);
  const best = new Map<string, { readonly weight: number; readonly before: string | undefined }>();
  const underWay = new Set<string>();
  for (const start of ids) {
    // A stack of our own: a chain may be longer than the engine's.
    const stack = [start];
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      if (best.has(id)) {
        stack.pop();
        continue;
      }
      underWay.add(id);
      const held = after(id).filter((one) => known.has(one));
      const next = held.find((one) => !best.has(one) && !underWay.has(one));
      if (next !== undefined) {
        stack.push(next);
        continue;
      }
      let before: string | undefined;
      let longest = 0;
      for (const one of held) {
        const so = best.get(one)?.weight;
        if (so !== undefined && (before === undefined || so > longest)) [before, longest] = [one, so];
      }
      best.set(id, { weight: longest + weight(id), before });
      underWay.delete(id);
      stack.pop();
    }
  }
  let last: string | undefined;
  for (const id of ids) {
    if (last === undefined || (best.get(id)?.weight ?? 0) > (best.get(last)?.weight ?? 0)) last = id;
  }
  if (last === undefined) return undefined;
  const chain: string[] = [];
  for (let id: string | undefined = last; id !== undefined; id = best.get(id)?.before) chain.unshift(id);
  return { ids: chain, weight: best.get(last)?.weight ?? 0 };
}
