import type { Forge } from "../../../../shared/contract/exchange.ts";
import type { OutputOf } from "../../../../shared/contract/contract.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { WorkItem } from "../../../../shared/model/work-item.ts";
import type { StoreFailure } from "../../platform/store/record-store.ts";
import { contentOf, markOf } from "../content.ts";
import { createNotes } from "../notes.ts";
import { originOf, withOrigin } from "../origin.ts";
import type { ExchangeDeps } from "../ports.ts";
import { type ForgeFailure, callForge } from "./call-forge.ts";
import { type ForgeIssue, forgeIssue, itemOfIssue, numberOf } from "./issue.ts";
import { type ForgeRepository, parseRepository } from "./repository.ts";

type Report = OutputOf<"ledger.export.forge">["issues"][number];

/** What of an item an issue shows. */
const SHOWN = ["title", "description", "labels", "status"] as const;

interface Request {
  readonly forge: Forge;
  readonly repository: string;
  readonly items: readonly WorkItem[];
  readonly dryRun: boolean;
  readonly by: IdentityPath;
  readonly now: number;
  readonly signal: AbortSignal;
}

/**
 * An issue for each item: made where it has none, brought up to date where the item changed since. What was changed over there too is
 * left alone and told. Ends at the first failure that would befall all that follow; what was done until then is kept, and not done again.
 */
export async function writeForge(
  deps: Pick<ExchangeDeps, "runner" | "env" | "workspaceDir" | "store" | "ledger">,
  request: Request,
): Promise<Result<OutputOf<"ledger.export.forge">, ForgeFailure | StoreFailure>> {
  const place = parseRepository(request.forge, request.repository);
  const issues: Report[] = [];
  for (const item of request.items) {
    const done = await writeOne(deps, item, { ...request, place });
    if (!done.ok) {
      const isFirst = issues.length === 0;
      if (isFirst || done.error.code !== "forge-failed") return done;
      issues.push({ item: item.id, change: "failed", message: done.error.message });
    } else issues.push(done.value);
  }
  return ok({ applied: !request.dryRun, issues });
}

async function writeOne(
  deps: Pick<ExchangeDeps, "runner" | "env" | "workspaceDir" | "store" | "ledger">,
  item: WorkItem,
  request: Request & { readonly place: ForgeRepository },
): Promise<Result<Report, ForgeFailure | StoreFailure>> {
  const { place, dryRun, signal } = request;
  const before = originOf(item, place.source);
  const ours = shownOf(item);
  const changed = SHOWN.filter((field) => markOf(ours[field]) !== (before?.base[field] ?? ""));
  if (before !== undefined && changed.length === 0) {
    return ok({ item: item.id, change: "unchanged", ...addressOf(item) });
  }
  if (dryRun) return ok({ item: item.id, change: before === undefined ? "created" : "updated", ...addressOf(item) });
  const call = (method: "GET" | "POST" | "PATCH" | "PUT", path: string, body?: Readonly<Record<string, unknown>>) =>
    callForge(deps, {
      forge: place.forge,
      host: place.host,
      method,
      path,
      signal,
      ...(body === undefined ? {} : { body }),
    });
  const issuePath = before === undefined ? undefined : `${place.api}/issues/${before.key.replace(/^#/, "")}`;
  if (before !== undefined && issuePath !== undefined) {
    const there = parseIssue(await call("GET", issuePath));
    if (!there.ok) return there;
    const theirs = shownOf(asItem(there.value, request));
    const both = changed.filter(
      (field) => markOf(theirs[field]) !== (before.base[field] ?? "") && theirs[field] !== ours[field],
    );
    if (both.length > 0) {
      const message = `${both.join(", ")} changed there too since the last exchange: import first, and see which it should be.`;
      return ok({ item: item.id, change: "failed", message, ...addressOf(item) });
    }
  }
  const body = bodyOf(item, place.forge);
  const made = parseIssue(
    issuePath === undefined
      ? await call("POST", `${place.api}/issues`, body)
      : await call(place.forge === "github" ? "PATCH" : "PUT", issuePath, withState(body, item, place.forge)),
  );
  if (!made.ok) return made;
  let issue = made.value;
  if (issuePath === undefined && item.status === "closed") {
    // Nothing is born closed.
    const closed = parseIssue(
      await call(
        place.forge === "github" ? "PATCH" : "PUT",
        `${place.api}/issues/${numberOf(issue)}`,
        withState({}, item, place.forge),
      ),
    );
    if (!closed.ok) return closed;
    issue = closed.value;
  }
  const url = issue.html_url ?? issue.web_url;
  const kept = await keepOrigin(deps, item, { ...request, issue, url });
  if (!kept.ok) return kept;
  return ok({
    item: item.id,
    change: before === undefined ? "created" : "updated",
    ...(url === undefined ? {} : { issue: url }),
  });
}

function shownOf(item: Partial<WorkItem>): ReturnType<typeof contentOf> {
  const { title, description, labels, status } = item;
  return contentOf({
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(labels === undefined ? {} : { labels }),
    status: status === "closed" ? "closed" : "open",
  });
}

function asItem(issue: ForgeIssue, { by, now }: Request): Partial<WorkItem> {
  const read = itemOfIssue(issue, { notes: createNotes(), by, now, comments: [] });
  return read === undefined ? {} : { ...read.fields, title: read.title };
}

function parseIssue(answered: Result<unknown, ForgeFailure>): Result<ForgeIssue, ForgeFailure> {
  if (!answered.ok) return answered;
  const read = forgeIssue.safeParse(answered.value);
  return read.success
    ? ok(read.data)
    : fail("forge-failed", "The forge's answer is no issue.", { remedy: "Look at the repository, then try again." });
}

/** Labels that stand for a milestone stay here: a milestone is made by people. */
function bodyOf(item: WorkItem, forge: Forge): Record<string, unknown> {
  const labels = item.labels.filter((one) => !one.startsWith("milestone:"));
  return forge === "github"
    ? { title: item.title, body: item.description, labels }
    : { title: item.title, description: item.description, labels: labels.join(",") };
}

function withState(body: Record<string, unknown>, item: WorkItem, forge: Forge): Record<string, unknown> {
  const isClosed = item.status === "closed";
  if (forge === "gitlab") return { ...body, state_event: isClosed ? "close" : "reopen" };
  if (!isClosed) return { ...body, state: "open" };
  return { ...body, state: "closed", state_reason: item.outcome === "failed" ? "not_planned" : "completed" };
}

function addressOf(item: WorkItem): Pick<Report, "issue"> {
  return item.externalRef === undefined ? {} : { issue: item.externalRef };
}

/** Notes on the item which issue it is, and what of it that shows: the next export and import go by it. */
async function keepOrigin(
  { store, ledger }: Pick<ExchangeDeps, "store" | "ledger">,
  item: WorkItem,
  {
    place,
    by,
    issue,
    url,
  }: Request & { readonly place: ForgeRepository; readonly issue: ForgeIssue; readonly url: string | undefined },
): Promise<Result<void, StoreFailure>> {
  return store.commit<void, never>(() => {
    const now = ledger.get(item.id);
    if (now === undefined) return ok({ events: [], result: () => undefined });
    const base = { ...originOf(now, place.source)?.base };
    for (const field of SHOWN) {
      const mark = markOf(shownOf(item)[field]);
      base[field] = mark;
    }
    const reference = now.externalRef === undefined && url !== undefined ? { externalRef: url } : {};
    const metadata = withOrigin(now.metadata, place.source, { key: `#${numberOf(issue)}`, base });
    const data = { source: place.source, fields: { ...reference, metadata } };
    const common = { ledger: ledger.projectOf(item.id) ?? "workspace", kind: "item", subject: item.id, actor: by };
    return ok({ events: [{ ...common, type: "workItemImportUpdated", data }], result: () => undefined });
  });
}
