import { z } from "zod";
import { type Result, ok } from "../../../../shared/model/result.ts";
import type { ForgePulls, ForgeTrouble, OpenPull, PullState } from "./pull-request.ts";
import { type ForgeLine, askForge, askPlain } from "./ask-forge.ts";
import { type MergeRequest, mergeRequest, mergingOf, readChecks, readObjections } from "./gitlab-state.ts";

const anything = z.unknown();

/** GitLab answers a hundred at once at most. */
const PER_PAGE = 100;

/** Merge requests of a project on GitLab, through `glab api`. */
export function gitlabPulls(line: ForgeLine): ForgePulls {
  const api = `projects/${encodeURIComponent(line.place.path)}`;
  const requests = `${api}/merge_requests`;

  async function change(number: number, body: Readonly<Record<string, unknown>>): Promise<Result<void, ForgeTrouble>> {
    const done = await askForge(line, { method: "PUT", path: `${requests}/${number}`, body }, anything);
    return done.ok ? ok() : done;
  }

  /** The list tells who was merged and closed; only of the open ones is more to be asked. */
  async function lookCloser(iid: number): Promise<Result<PullState, ForgeTrouble>> {
    const asked = await askForge(line, { method: "GET", path: `${requests}/${iid}` }, mergeRequest);
    if (!asked.ok) return asked;
    const checks = await readChecks(line, api, asked.value);
    if (!checks.ok) return checks;
    const objections = await readObjections(line, api, asked.value);
    if (!objections.ok) return objections;
    return ok({ ...stateOf(asked.value), checks: checks.value, objections: objections.value });
  }

  return {
    sign: "!",
    name: "GitLab",
    async findOpen(branch) {
      const path = `${requests}?state=opened&source_branch=${encodeURIComponent(branch)}`;
      const asked = await askForge(line, { method: "GET", path }, z.array(mergeRequest));
      if (!asked.ok) return asked;
      const [first] = asked.value;
      return ok(first === undefined ? undefined : openPull(first));
    },
    async open({ branch, target, title, body }) {
      const wanted = {
        source_branch: branch,
        target_branch: target,
        title,
        description: body,
        remove_source_branch: true,
      };
      const made = await askForge(line, { method: "POST", path: requests, body: wanted }, mergeRequest);
      return made.ok ? ok(openPull(made.value)) : made;
    },
    edit: (number, { body, target }) =>
      change(number, {
        ...(body === undefined ? {} : { description: body }),
        ...(target === undefined ? {} : { target_branch: target }),
      }),
    async look(numbers) {
      const found = new Map<number, PullState>();
      for (let at = 0; at < numbers.length; at += PER_PAGE) {
        const iids = numbers.slice(at, at + PER_PAGE).map((iid) => `iids%5B%5D=${iid}`);
        const path = `${requests}?state=all&per_page=${PER_PAGE}&${iids.join("&")}`;
        const listed = await askForge(line, { method: "GET", path }, z.array(mergeRequest));
        if (!listed.ok) return listed;
        for (const one of listed.value) {
          const state = one.state === "opened" ? await lookCloser(one.iid) : ok(stateOf(one));
          if (!state.ok) return state;
          found.set(one.iid, state.value);
        }
      }
      return ok(found);
    },
    async logOf({ job }) {
      if (job === undefined) return undefined;
      const answer = await askPlain(line, { method: "GET", path: `${api}/jobs/${job}/trace` });
      return answer.kind === "answered" && answer.text.trim() !== "" ? withoutSections(answer.text) : undefined;
    },
    async merge(number, head) {
      const body = { sha: head, should_remove_source_branch: true };
      const merged = await askForge(line, { method: "PUT", path: `${requests}/${number}/merge`, body }, anything);
      return merged.ok ? ok() : merged;
    },
    async close(number, comment) {
      const note = { method: "POST", path: `${requests}/${number}/notes`, body: { body: comment } } as const;
      const said = await askForge(line, note, anything);
      return said.ok ? change(number, { state_event: "close" }) : said;
    },
    async removeBranch(branch) {
      await askPlain(line, { method: "DELETE", path: `${api}/repository/branches/${encodeURIComponent(branch)}` });
    },
  };
}

function openPull(one: MergeRequest): OpenPull {
  return { number: one.iid, url: one.web_url, target: one.target_branch, body: one.description ?? "" };
}

function stateOf(one: MergeRequest): PullState {
  return {
    number: one.iid,
    // One that is `locked` is being merged at this moment.
    state: one.state === "merged" ? "merged" : one.state === "closed" ? "closed" : "open",
    head: one.sha ?? "",
    // Fast-forwarded, the branch's own head is what the target was moved to.
    merged: one.merge_commit_sha ?? one.squash_commit_sha ?? one.sha ?? undefined,
    checks: [],
    objections: [],
    merging: mergingOf(one),
  };
}

/** A job's trace has marks of foldable sections in it. */
function withoutSections(trace: string): string {
  return trace.replaceAll(/section_(?:start|end):\d+:[^\r\n]*\r(?:\u001B\[0K)?/g, "");
}
