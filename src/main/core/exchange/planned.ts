import { isHoldingKind } from "../../../shared/model/item-words.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { PlannedEdge } from "./circles.ts";
import type { ContentField } from "./content.ts";
import type { Arriving } from "./difference.ts";
import type { Origin } from "./origin.ts";
import type { ExchangeDeps } from "./ports.ts";
import type { SourceItem } from "./source.ts";

/** An item of an import that is made or changed, until it is certain which of its links can stay. */
export interface Planned {
  readonly id: string;
  readonly source: SourceItem;
  /** As it is now, if it is. */
  readonly here: WorkItem | undefined;
  readonly before: Origin | undefined;
  /** What is taken over from the source; all of it for a new one. */
  readonly taken: readonly ContentField[];
  there: Arriving;
}

const NONE: readonly string[] = [];

/** What items would wait for once a plan is carried out: what they are linked to, and their children. */
export function edgesOfPlan(
  planned: ReadonlyMap<string, Planned>,
  ledger: Pick<ExchangeDeps["ledger"], "readiness">,
): (id: string) => PlannedEdge[] {
  const children = new Map<string, string[]>();
  for (const one of planned.values()) {
    const parent = takes(one, "parent") ? one.there.parent : undefined;
    if (parent === undefined) continue;
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [one.id]);
    else known.push(one.id);
  }

  return (id) => {
    const one = planned.get(id);
    const own = one !== undefined && takes(one, "links") ? linksOf(one) : undefined;
    const here = one?.here === undefined && one !== undefined ? NONE : ledger.readiness.waitsFor(id);
    const kept = own === undefined ? here : here.filter((to) => ledger.readiness.children(id).has(to));
    const coming = (children.get(id) ?? NONE).flatMap((child) => {
      const held = planned.get(child);
      if (held === undefined || held.there.parent !== id) return [];
      return [{ to: child, cut: () => cutParent(held) }];
    });
    return [...(own ?? []), ...kept.map((to) => ({ to })), ...coming];
  };
}

function takes(one: Planned, field: ContentField): boolean {
  return one.here === undefined || one.taken.includes(field);
}

function linksOf(one: Planned): PlannedEdge[] {
  return (one.there.links ?? [])
    .filter((link) => isHoldingKind(link.kind))
    .map(({ to }) => ({
      to,
      cut() {
        const links = (one.there.links ?? []).filter((link) => link.to !== to || !isHoldingKind(link.kind));
        one.there = { ...one.there, links };
      },
    }));
}

function cutParent(one: Planned): void {
  const { parent: _, ...rest } = one.there;
  one.there = rest;
}
