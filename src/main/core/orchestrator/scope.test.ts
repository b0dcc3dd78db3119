import { describe, expect, it } from "vitest";
import type { Caller, Handlers } from "../../../shared/contract/handlers.ts";
import { type Role, mergeCoordinatorPath, recoveryMonitorPath, workerPath } from "../../../shared/model/identity.ts";
import { withinScope } from "./scope.ts";

type Verb = "mq.retry" | "mq.pause" | "agent.restart" | "mq.revert" | "mq.list";

const reached = async () => ({ ok: true, value: "reached" });
const handlers = withinScope(
  {
    "mq.retry": reached,
    "mq.pause": reached,
    "agent.restart": reached,
    "mq.revert": reached,
    "mq.list": reached,
  } as unknown as Handlers,
  {
    agentProject: (ref) => (ref === "otter" ? "demo" : "shop"),
    submissionProject: (ref) => (ref === "sub-1" ? "demo" : "shop"),
    itemProjects: (ref) => (ref === "demo-1" ? ["demo"] : ref === "demo-2" ? ["demo", "shop"] : []),
  },
);

const call = async (name: Verb, input: unknown, who: Caller) => {
  const handle = handlers[name] as unknown as (input: unknown, caller: Caller) => unknown;
  return handle(input, who);
};
const merger: Caller = { identity: mergeCoordinatorPath("demo"), role: "merge-coordinator" };
const monitor: Caller = { identity: recoveryMonitorPath("demo"), role: "recovery-monitor" };

describe("an agent that looks after one project", () => {
  it.each<[Verb, unknown, Caller]>([
    ["mq.retry", { submission: "sub-1" }, merger],
    ["mq.pause", { project: "demo" }, merger],
    ["mq.revert", { item: "demo-1" }, merger],
    ["mq.revert", { item: "demo-2", submission: "sub-1" }, merger],
    ["agent.restart", { agent: "otter" }, monitor],
    ["mq.list", { project: "shop" }, merger],
  ])("reaches %s %j", async (name, input, who) => {
    expect(await call(name, input, who)).toEqual({ ok: true, value: "reached" });
  });

  it.each<[Verb, unknown, Caller]>([
    ["mq.retry", { submission: "sub-2" }, merger],
    ["mq.pause", { project: "shop" }, merger],
    ["mq.revert", { item: "demo-2" }, merger],
    ["mq.revert", { item: "demo-1", submission: "sub-2" }, merger],
    ["agent.restart", { agent: "shrew" }, monitor],
  ])("is kept from %s %j of another", async (name, input, who) => {
    const answer = await call(name, input, who);
    expect(answer).toMatchObject({ ok: false, error: { code: "not-allowed" } });
    expect(JSON.stringify(answer)).toContain(`drover mail send shop/${who.role}`);
  });

  it.each<[string, Role]>([
    ["user", "user"],
    ["manager", "manager"],
    [workerPath("demo", "otter"), "worker"],
  ])("is another matter for %s", async (identity, role) => {
    const who = { identity: identity as Caller["identity"], role };
    expect(await call("mq.pause", { project: "shop" }, who)).toEqual({ ok: true, value: "reached" });
  });
});
