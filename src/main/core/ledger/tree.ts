import type { OutputOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import { isHoldingKind } from "../../../shared/model/item-words.ts";
import type { LedgerService } from "./service.ts";
import { targetOfGate } from "./waits.ts";

type Edge = OutputOf<"item.dep.tree">["edges"][number];

export interface Tree {
  /** Each once, the root first. Also ids that no open ledger has. */
  readonly ids: ReadonlySet<string>;
  readonly edges: Edge[];
}

/** What is reached from an item along what each waits for, along what waits for each, or both. */
export function dependencyTree(
  items: Pick<LedgerService, "get" | "readiness">,
  root: string,
  direction: ParsedInputOf<"item.dep.tree">["direction"],
): Tree {
  const edges = new Map<string, Edge>();
  const all = new Set<string>([root]);
  const walk = (next: (id: string) => readonly Edge[], end: "from" | "to") => {
    const seen = new Set([root]);
    for (const id of seen) {
      for (const edge of next(id)) {
        edges.set(`${edge.from} ${edge.to}`, edge);
        seen.add(edge[end]);
        all.add(edge[end]);
      }
    }
  };
  if (direction !== "unblocks") walk((id) => below(items, id), "to");
  if (direction !== "waits-for") walk((id) => above(items, id), "from");
  return { ids: all, edges: [...edges.values()] };
}

function below({ get, readiness }: Pick<LedgerService, "get" | "readiness">, from: string): Edge[] {
  const item = get(from);
  const links = item?.links.filter((link) => isHoldingKind(link.kind)) ?? [];
  const gate = targetOfGate(item);
  return [
    ...links.map(({ to, kind }) => ({ from, to, kind })),
    ...(gate === undefined ? [] : [{ from, to: gate, kind: "gate" }]),
    ...[...readiness.children(from)].map((to) => ({ from, to, kind: "child" })),
  ];
}

function above(items: Pick<LedgerService, "get" | "readiness">, to: string): Edge[] {
  const parent = items.get(to)?.parent;
  const waiting = [...items.readiness.waiters(to), ...items.readiness.gatesOn(to)];
  if (parent !== undefined) waiting.push(parent);
  return waiting.flatMap((from) => below(items, from).filter((edge) => edge.to === to));
}
