import { type Result, ok } from "../../../../shared/model/result.ts";
import { type HandEditDeps, idOfBareLine, kindOfDamaged, readHandEdit } from "./ledger-hand-edit.ts";
import { type Theirs, type TheirsFailure, readTheirs } from "./ledger-theirs.ts";
import { joinStates } from "./merge/join-states.ts";
import { compileRules } from "./merge/merge-rules.ts";
import type { ShardLine } from "./shard-line.ts";

/** A commit that Drover did not write, and the parent that it edits. */
interface PushedEdit {
  readonly commit: string;
  readonly parent: string;
}

/**
 * What another clone wrote, with what people committed by hand in between: each such commit counts as a change of its author when
 * he made it, so that all clones make the same of it, whoever meets it first.
 */
export async function readPushed(deps: HandEditDeps, commit: string): Promise<Result<Theirs, TheirsFailure>> {
  const theirs = await readTheirs(deps, commit);
  if (!theirs.ok) return theirs;
  const lines = new Map<string, Map<string, ShardLine>>();
  const add = (edit: Theirs) => {
    for (const [kind, some] of edit.lines) {
      const known = lines.get(kind) ?? new Map<string, ShardLine>();
      const rules = deps.rulesOf(kind) ?? compileRules();
      for (const line of some) {
        const other = known.get(line.id);
        known.set(line.id, other === undefined ? line : { id: line.id, ...joinStates(other, line, rules) });
      }
      lines.set(kind, known);
    }
  };
  const edits = await findEdits(deps, commit);
  if (edits.length === 0) return theirs;
  add(theirs.value);
  for (const edit of edits) {
    const before = await deps.repository.files(edit.parent, "records");
    const oids = new Map((before.ok ? before.value : []).map(({ path, oid }) => [path, oid]));
    const read = await readHandEdit({ ...deps, tip: edit.parent, ours: (path) => oids.get(path) }, edit.commit);
    if (!read.ok) return read;
    add(read.value);
  }
  const damaged = theirs.value.damaged.filter((line) => {
    const id = idOfBareLine(line);
    return id === undefined || lines.get(kindOfDamaged(line))?.has(id) !== true;
  });
  const joined = new Map([...lines].map(([kind, some]) => [kind, [...some.values()]]));
  return ok({ ...theirs.value, lines: joined, damaged });
}

/** Oldest first. Whatever Drover changes, it says so in meta.json; people who edit records leave that alone. */
async function findEdits({ repository, tip }: HandEditDeps, commit: string): Promise<readonly PushedEdit[]> {
  const range = tip === undefined ? [commit] : [commit, `^${tip}`];
  const listed = await repository.run(["rev-list", "--reverse", "--topo-order", "--parents", ...range]);
  const commits = (listed.ok ? listed.value : "").split("\n").flatMap((text) => {
    const [name, ...parents] = text.split(" ");
    return name === undefined || parents.length === 0 ? [] : [{ name, parents }];
  });
  const names = [...new Set(commits.flatMap(({ name, parents }) => [name, ...parents]))];
  const asked = names.map((name) => `${name}:meta.json\n${name}:records\n`).join("");
  const told = await repository.run(["cat-file", "--batch-check=%(objectname)"], asked);
  const oids = (told.ok ? told.value : "").split("\n");
  const treeOf = new Map(names.map((name, n) => [name, { meta: oids[2 * n], records: oids[2 * n + 1] }]));
  return commits.flatMap(({ name, parents }) => {
    const after = treeOf.get(name);
    const parent = parents.find((one) => treeOf.get(one)?.meta === after?.meta);
    if (parent === undefined || after?.meta === undefined) return [];
    return treeOf.get(parent)?.records === after.records ? [] : [{ commit: name, parent }];
  });
}
