import { z } from "zod";
import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { ForgePulls, ForgeTrouble, OpenPull } from "./pull-request.ts";
import { type ForgeLine, askForge, askPlain, readAnswer, troubleOf } from "./ask-forge.ts";
import { lookAnswer, lookQuestion, stateOf } from "./github-state.ts";

const pull = z.looseObject({
  number: z.int(),
  html_url: z.string(),
  body: z.string().nullish(),
  base: z.looseObject({ ref: z.string() }),
});
const repository = z.looseObject({
  allow_merge_commit: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
  allow_squash_merge: z.boolean().optional(),
});
const anything = z.unknown();

/** What a branch's rules say to one way of merging, but not to another. */
const OTHER_WAY =
  /(?:merge commits|squash merges|rebase merges) are not allowed|linear history|cannot be rebased|must not contain merge commits/i;

/** Pull requests of a repository on GitHub, through `gh api`. */
export function githubPulls(line: ForgeLine): ForgePulls {
  const { path } = line.place;
  const [owner = "", name = ""] = path.split("/");
  const api = `repos/${path}`;
  let methods: readonly string[] | undefined;

  /** A merge keeps the commits that were gated; rebasing and squashing make others of them. */
  async function mergeMethods(): Promise<Result<readonly string[], ForgeTrouble>> {
    if (methods !== undefined) return ok(methods);
    const told = await askForge(line, { method: "GET", path: api }, repository);
    if (!told.ok) return told;
    const { allow_merge_commit: merge, allow_rebase_merge: rebase, allow_squash_merge: squash } = told.value;
    // Who may not see the settings may still merge.
    const allowed = [merge !== false && "merge", rebase !== false && "rebase", squash !== false && "squash"];
    methods = allowed.filter((method) => method !== false);
    return ok(methods);
  }

  return {
    sign: "#",
    name: "GitHub",
    async findOpen(branch) {
      const head = encodeURIComponent(`${owner}:${branch}`);
      const asked = await askForge(
        line,
        { method: "GET", path: `${api}/pulls?state=open&head=${head}` },
        z.array(pull),
      );
      if (!asked.ok) return asked;
      const [first] = asked.value;
      return ok(first === undefined ? undefined : openPull(first));
    },
    async open({ branch, target, title, body }) {
      const wanted = { title, body, head: branch, base: target };
      const made = await askForge(line, { method: "POST", path: `${api}/pulls`, body: wanted }, pull);
      return made.ok ? ok(openPull(made.value)) : made;
    },
    async edit(number, { body, target }) {
      const change = { ...(body === undefined ? {} : { body }), ...(target === undefined ? {} : { base: target }) };
      const edited = await askForge(line, { method: "PATCH", path: `${api}/pulls/${number}`, body: change }, anything);
      return edited.ok ? ok() : edited;
    },
    async look(numbers) {
      // A server of one's own may be too old to tell which checks are required.
      const query = lookQuestion(numbers, line.place.host === undefined);
      const answer = await askPlain(line, {
        method: "POST",
        path: "graphql",
        body: { query, variables: { owner, name } },
      });
      // One that is gone is an error, and an answer for all others.
      const text = answer.kind === "answered" || answer.kind === "failed" ? answer.text : "";
      const read = readAnswer(line, text, lookAnswer);
      if (!read.ok) return answer.kind === "answered" ? read : troubleOf(line, answer);
      const found = Object.values(read.value.data.repository).filter((one) => one !== null);
      return ok(new Map(found.map((one) => [one.number, stateOf(one)])));
    },
    async logOf({ job }) {
      if (job === undefined) return undefined;
      const answer = await askPlain(line, { method: "GET", path: `${api}/actions/jobs/${job}/logs` });
      return answer.kind === "answered" && answer.text.trim() !== "" ? withoutTimes(answer.text) : undefined;
    },
    async merge(number, head) {
      const ways = await mergeMethods();
      if (!ways.ok) return ways;
      let last: Result<void, ForgeTrouble> = fail(
        "forge-refused",
        "GitHub allows no way of merging in this repository.",
      );
      for (const way of ways.value) {
        const body = { sha: head, merge_method: way };
        const merged = await askForge(line, { method: "PUT", path: `${api}/pulls/${number}/merge`, body }, anything);
        if (merged.ok) return ok();
        last = merged;
        if (!OTHER_WAY.test(merged.error.message)) return last;
      }
      return last;
    },
    async close(number, comment) {
      const said = await askForge(
        line,
        { method: "POST", path: `${api}/issues/${number}/comments`, body: { body: comment } },
        anything,
      );
      if (!said.ok) return said;
      const closed = { method: "PATCH", path: `${api}/pulls/${number}`, body: { state: "closed" } } as const;
      const done = await askForge(line, closed, anything);
      return done.ok ? ok() : done;
    },
    async removeBranch(branch) {
      await askPlain(line, { method: "DELETE", path: `${api}/git/refs/heads/${branch}` });
    },
  };
}

function openPull(one: z.output<typeof pull>): OpenPull {
  return { number: one.number, url: one.html_url, target: one.base.ref, body: one.body ?? "" };
}

/** Each line of a job's log begins with a time of 28 characters. */
function withoutTimes(log: string): string {
  return log.replaceAll(/^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z /gm, "");
}
