import { execFileSync } from "node:child_process";
import { expect } from "@playwright/test";
import type { ContractClient } from "../../src/shared/contract/client.ts";
import { call } from "./happenings.ts";
import type { Place } from "./place.ts";

/** Everything of the convoy has landed, each item by one submission and one change of the target branch, and nothing else has. */
export async function expectLandedOnce(place: Place, client: ContractClient, convoy: string): Promise<void> {
  const shown = await call(client, "convoy.show", { convoy });
  expect(shown.items.map(({ stage }) => stage)).toEqual(shown.items.map(() => "landed"));
  const [project] = new Set(shown.items.map((item) => item.project));
  const { submissions } = await call(client, "mq.list", { project: project ?? "", all: true });
  const landed = submissions.filter(({ state }) => state === "landed");
  expect(landed.map(({ item }) => item).toSorted()).toEqual(shown.items.map(({ id }) => id).toSorted());

  const { projects } = await call(client, "project.list", {});
  const { origin = "", target = "" } = projects.find(({ name }) => name === project) ?? {};
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: origin, env: place.env, encoding: "utf8" }).trim();
  const commits = git("log", "--format=%H", target).split("\n");
  const subjects = git("log", "--no-merges", "--format=%an %s", target).split("\n");
  expect(new Set(subjects).size, "the same change twice").toBe(subjects.length);
  for (const { landedCommit = "none" } of shown.items) expect(commits).toContain(landedCommit);
  git("fsck", "--no-dangling", "--strict");
}
