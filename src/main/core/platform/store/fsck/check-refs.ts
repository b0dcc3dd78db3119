import type { Repository } from "../git-access.ts";
import { KEPT_REF, LEDGER_REF } from "../ledger-branch.ts";
import type { Report } from "./report.ts";

const BLOCKER = "refs/heads/drover";
const FOREIGN = "refs/drover/foreign/";

/**
 * Where the ledger's branch stands: `tip` is what Drover would go on from. In a clone our own mark is not there, and the branch
 * alone counts, also as a remote's.
 */
export async function checkRefs(repository: Repository, report: Report): Promise<{ readonly tip: string | undefined }> {
  const listed = await repository.refs("refs/");
  if (!listed.ok) {
    report.add("L3", repository.gitDir, listed.error.message, {
      remedy: "Check the path, and the repository with `git fsck`.",
    });
    return { tip: undefined };
  }
  const refs = listed.value;
  if (refs.has(BLOCKER)) report.add("L2", BLOCKER, "A branch named drover stands where drover/ledger must.");
  for (const [ref, oid] of refs) {
    if (ref.startsWith(FOREIGN)) report.add("L4", ref, `Somebody had put ${oid} on the branch of the ledger.`);
  }
  const head = refs.get(LEDGER_REF);
  const kept = refs.get(KEPT_REF);
  if (head === undefined && kept !== undefined) {
    report.add("L1", LEDGER_REF, `The branch is gone; it stood at ${kept}.`);
    return { tip: kept };
  }
  if (head === undefined) return { tip: remoteOf(refs) };
  if (kept === undefined || kept === head) return { tip: head };
  const follows = await repository.isAncestor(kept, head);
  if (follows.ok && follows.value) {
    report.add("L1", LEDGER_REF, `Somebody committed on top of the ledger, up to ${head}.`, { severity: "info" });
    return { tip: head };
  }
  report.add("L1", LEDGER_REF, `Somebody moved the branch to ${head}, which does not continue ${kept}.`);
  return { tip: kept };
}

/** As `git clone` leaves it. */
function remoteOf(refs: ReadonlyMap<string, string>): string | undefined {
  for (const [ref, oid] of refs) if (/^refs\/remotes\/[^/]+\/drover\/ledger$/.test(ref)) return oid;
  return undefined;
}
