import type { WorkItem } from "../../../shared/model/work-item.ts";

/** Where an item's metadata say from which sources it was brought in. */
export const ORIGIN = "drover.import";

/** `key` is its name in the source; `base` has marks (content.ts) of the fields as the source had them when they were taken over last. */
export interface Origin {
  readonly key: string;
  readonly base: Readonly<Record<string, string>>;
}

type Metadata = NonNullable<WorkItem["metadata"]>;

/** What the last import from that source left; undefined where there was none, or where somebody made it unreadable. */
export function originOf(item: WorkItem, source: string): Origin | undefined {
  const origin = asObject(asObject(item.metadata?.[ORIGIN])?.[source]);
  const key = origin?.["key"];
  const base = asObject(origin?.["base"]);
  if (typeof key !== "string" || base === undefined) return undefined;
  const marks = Object.entries(base).flatMap(([field, mark]) =>
    typeof mark === "string" ? [[field, mark] as const] : [],
  );
  return { key, base: Object.fromEntries(marks) };
}

export function withOrigin(metadata: Metadata | undefined, source: string, { key, base }: Origin): Metadata {
  const others = asObject(metadata?.[ORIGIN]) ?? {};
  return { ...metadata, [ORIGIN]: { ...others, [source]: { key, base: { ...base } } } };
}

function asObject(value: unknown): Metadata | undefined {
  // Metadata is JSON all the way down.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Metadata) : undefined;
}
