import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { ExchangeDeps } from "./ports.ts";
import type { Notes, SourceItem } from "./source.ts";

/** Begins what lies outside of all ledgers. */
const EXTERNAL = "external:";

interface Among {
  readonly id: string;
  /** Of the source's items and of those that came from it before. */
  readonly ids: ReadonlyMap<string, string>;
  readonly ledger: Pick<ExchangeDeps["ledger"], "get">;
  readonly notes: Notes;
}

/**
 * Parent and links as ids of ours. What is nowhere to be found is left out and told: were it kept, the item would wait for it for
 * ever. A later import of the same source brings the link once its target is there.
 */
export function resolveReferences(
  source: SourceItem,
  { id, ids, ledger, notes }: Among,
): Partial<Pick<WorkItem, "parent" | "links">> {
  const find = (ref: string) => ids.get(ref) ?? (ledger.get(ref) === undefined ? undefined : ref);
  const leaveOut = (message: string) => {
    notes.problem({ kind: "left-out", line: source.line, item: id, message });
  };
  const parent = source.parent === undefined ? undefined : find(source.parent);
  if (source.parent !== undefined) {
    if (parent === undefined) leaveOut(`Its parent ${source.parent} is neither in the source nor here.`);
    else if (parent === id) leaveOut("It cannot be its own parent.");
  }
  const links: WorkItem["links"] = [];
  for (const link of source.links ?? []) {
    const to = link.to.startsWith(EXTERNAL) ? link.to : find(link.to);
    if (to === undefined) leaveOut(`${link.kind} ${link.to}: that is neither in the source nor here.`);
    else if (to === id) leaveOut(`${link.kind} ${link.to}: that is the item itself.`);
    else if (!links.some((known) => known.kind === link.kind && known.to === to)) links.push({ ...link, to });
  }
  return {
    ...(parent === undefined || parent === id ? {} : { parent }),
    ...(source.links === undefined ? {} : { links }),
  };
}
