import { readdir } from "node:fs/promises";
import path from "node:path";
import type { LedgerName } from "../../../shared/model/event.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { exists } from "../platform/fs/exists.ts";

/** A ledger and the bare repository that it lives in. */
export interface LedgerPlace {
  readonly ledger: LedgerName;
  readonly gitDir: string;
}

/** The ledgers of a workspace as its folders say, since the list of projects is itself in one of them. The workspace's own first. */
export async function ledgersOf(workspaceDir: string): Promise<readonly LedgerPlace[]> {
  const folder = path.join(workspaceDir, "projects");
  const names = await readdir(folder).catch(() => []);
  const places = [
    { ledger: "workspace", gitDir: path.join(workspaceDir, "ledger.git") },
    ...names
      .filter((name) => !name.includes("."))
      .toSorted()
      .map((name) => ({ ledger: name, gitDir: path.join(folder, name, "vault.git") })),
  ];
  const there = await Promise.all(places.map(({ gitDir }) => exists(gitDir)));
  return places.filter((_, n) => there[n] === true);
}

/** All, or those of these names. */
export function chooseLedgers(
  all: readonly LedgerPlace[],
  names: readonly string[] | undefined,
): Result<readonly LedgerPlace[], Failure<"project-not-found">> {
  if (names === undefined || names.length === 0) return ok(all);
  const unknown = names.find((name) => !all.some(({ ledger }) => ledger === name));
  if (unknown === undefined) return ok(all.filter(({ ledger }) => names.includes(ledger)));
  const known = all.map(({ ledger }) => ledger).join(", ");
  return fail("project-not-found", `There is no ledger ${JSON.stringify(unknown)} here.`, {
    remedy: `There are ${known === "" ? "none" : known}.`,
  });
}
