/** An item that is over, as far as others can be foretold from it. */
export interface Finished {
  readonly type: string;
  readonly project: string | undefined;
  readonly ms: number;
  /** When it ended. */
  readonly at: number;
  readonly usd: number | undefined;
}

/** Fewer tell nothing but themselves. */
const ENOUGH = 3;
/** Newer ones are more like what is to come. */
const LATEST = 100;

export type Likeness = "type and project" | "project" | "type" | "any";

export interface Samples {
  /** Ascending. */
  readonly values: readonly number[];
  /** How like the item the finished ones are. */
  readonly like: Likeness;
}

/** Looks for finished items that are like another: of its type in its project first, then of its project, of its type, and any. */
export function createSampling(finished: readonly Finished[], read: (one: Finished) => number | undefined) {
  const newest = finished.toSorted((a, b) => b.at - a.at);
  const known = new Map<string, Samples | undefined>();
  const take = (like: Likeness, isLike: (one: Finished) => boolean): Samples | undefined => {
    const values: number[] = [];
    for (const one of newest) {
      const value = read(one);
      if (value !== undefined && isLike(one)) values.push(value);
      if (values.length === LATEST) break;
    }
    return values.length < ENOUGH ? undefined : { values: values.toSorted((a, b) => a - b), like };
  };
  /** Undefined where too few are over. */
  return function samplesFor({ type, project }: Pick<Finished, "type" | "project">): Samples | undefined {
    const key = `${type} ${project ?? ""}`;
    if (!known.has(key)) {
      known.set(
        key,
        take("type and project", (one) => one.type === type && one.project === project) ??
          take("project", (one) => one.project === project) ??
          take("type", (one) => one.type === type) ??
          take("any", () => true),
      );
    }
    return known.get(key);
  };
}

/** The value below which that share lies, of ascending values; between two of them in proportion. 0 for none. */
export function quantile(values: readonly number[], share: number): number {
  const at = (values.length - 1) * share;
  const low = values[Math.floor(at)] ?? 0;
  return low + ((values[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at));
}
