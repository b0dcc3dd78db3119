import { z } from "zod";
import type { Forge } from "../../../../shared/contract/exchange.ts";
import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { ExchangeDeps } from "../ports.ts";
import type { ReadSource, Reading, SourceItem } from "../source.ts";
import { type ForgeFailure, callForge } from "./call-forge.ts";
import { type ForgeComment, type ForgeIssue, forgeComment, forgeIssue, itemOfIssue, numberOf } from "./issue.ts";
import { type ForgeRepository, parseRepository } from "./repository.ts";

export type { ForgeFailure } from "./call-forge.ts";

const PER_PAGE = 100;

type ReadDeps = Pick<ExchangeDeps, "runner" | "env" | "workspaceDir">;

/** All issues of a repository with their comments, open and closed, page by page. */
export async function readForge(
  deps: ReadDeps,
  { forge, repository }: { readonly forge: Forge; readonly repository: string },
  reading: Reading & { readonly signal: AbortSignal },
): Promise<Result<ReadSource, ForgeFailure>> {
  const { notes, by, now, signal } = reading;
  const place = parseRepository(forge, repository);
  const order = forge === "github" ? "direction=asc&sort=created" : "order_by=created_at&sort=asc";
  const listed = await readPages(deps, {
    place,
    path: `${place.api}/issues?state=all&${order}`,
    schema: forgeIssue,
    signal,
  });
  if (!listed.ok) return listed;
  const issues = listed.value.filter((issue) => issue.pull_request === undefined || issue.pull_request === null);
  const comments = await readComments(deps, { place, issues, signal });
  if (!comments.ok) return comments;
  const items: SourceItem[] = [];
  for (const issue of issues) {
    if (reading.pace.isDue) await reading.pace.rest();
    const item = itemOfIssue(issue, { notes, by, now, comments: comments.value.get(numberOf(issue)) ?? [] });
    if (item !== undefined) items.push(item);
  }
  return ok({ format: forge, source: place.source, items });
}

interface Pages<S extends z.ZodType> {
  readonly place: ForgeRepository;
  /** With a question mark in it already. */
  readonly path: string;
  readonly schema: S;
  readonly signal: AbortSignal;
}

async function readPages<S extends z.ZodType>(
  deps: ReadDeps,
  { place: { forge, host }, path, schema, signal }: Pages<S>,
): Promise<Result<z.output<S>[], ForgeFailure>> {
  const all: z.output<S>[] = [];
  for (let page = 1; ; page += 1) {
    const answered = await callForge(deps, {
      forge,
      host,
      method: "GET",
      path: `${path}&per_page=${PER_PAGE}&page=${page}`,
      signal,
    });
    if (!answered.ok) return answered;
    const read = z.array(schema).safeParse(answered.value);
    if (!read.success) {
      return fail(
        "forge-failed",
        `The answer to ${path} is not what was expected: ${z.prettifyError(read.error).slice(0, 300)}`,
        {
          remedy: "Check that the repository has issues, and update the tool.",
        },
      );
    }
    all.push(...read.data);
    if (read.data.length < PER_PAGE) return ok(all);
  }
}

/** By the issue's number. GitHub lists them for the whole repository, GitLab for each issue that says it has some. */
async function readComments(
  deps: ReadDeps,
  {
    place,
    issues,
    signal,
  }: { readonly place: ForgeRepository; readonly issues: readonly ForgeIssue[]; readonly signal: AbortSignal },
): Promise<Result<ReadonlyMap<number, readonly ForgeComment[]>, ForgeFailure>> {
  const found = new Map<number, ForgeComment[]>();
  if (place.forge === "github") {
    const path = `${place.api}/issues/comments?sort=created&direction=asc`;
    const all = await readPages(deps, { place, path, schema: forgeComment, signal });
    if (!all.ok) return all;
    for (const one of all.value) {
      const number = Number(/\/issues\/(\d+)$/.exec(one.issue_url ?? "")?.[1]);
      found.set(number, [...(found.get(number) ?? []), one]);
    }
    return ok(found);
  }
  for (const issue of issues) {
    if ((issue.user_notes_count ?? 0) === 0) continue;
    const path = `${place.api}/issues/${numberOf(issue)}/notes?sort=asc`;
    const all = await readPages(deps, { place, path, schema: forgeComment, signal });
    if (!all.ok) return all;
    found.set(numberOf(issue), all.value);
  }
  return ok(found);
}
