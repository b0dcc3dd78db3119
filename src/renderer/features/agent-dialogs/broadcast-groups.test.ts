import { expect, test } from "vitest";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { agentGroups } from "./broadcast-groups.ts";

const agent = (project: string, role: "worker" | "crew", name: string, state: "working" | "waiting-for-input") => ({
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a path made of parts that are names
  path: `${project}/${role}/${name}` as IdentityPath,
  project,
  role,
  state,
});

test("agents are grouped by project, role and state, and no group is everybody or another one again", () => {
  const running = [
    agent("shop", "worker", "ada", "working"),
    agent("shop", "worker", "bea", "waiting-for-input"),
    agent("site", "crew", "cyd", "waiting-for-input"),
  ];
  expect(agentGroups(running).map(({ label, agents }) => `${label}: ${agents.length}`)).toEqual([
    "All of shop: 2",
    "All of site: 1",
    expect.stringMatching(/: 1$/) as string,
    expect.stringMatching(/: 2$/) as string,
  ]);
  expect(agentGroups(running.slice(0, 1))).toEqual([]);
});

test("the user's own groups come first, with those of them that run, also where that is everybody", () => {
  const running = [agent("shop", "worker", "ada", "working"), agent("shop", "crew", "bo", "waiting-for-input")];
  const own = [
    { name: "Front", agents: ["shop/crew/bo", "shop/worker/ada", "shop/worker/gone"] },
    { name: "Night", agents: ["shop/worker/gone"] },
  ];
  expect(agentGroups(running, own)[0]).toEqual({ label: "Front", agents: ["shop/crew/bo", "shop/worker/ada"] });
  expect(agentGroups(running, own).map(({ label }) => label)).not.toContain("Night");
});
