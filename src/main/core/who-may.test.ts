import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verbs } from "../../shared/contract/contract.ts";
import { type Role, ROLES, SINGLE_ROLES } from "../../shared/model/identity.ts";
import type { Failure } from "../../shared/model/result.ts";
import { ROLE_FACTS } from "../../shared/model/role.ts";
import { type WireClient, connectClient } from "../../shared/wire/client.ts";
import { socketWire } from "../../shared/wire/socket-wire.ts";
import { readEndpoint } from "../serve/endpoint-file.ts";
import { type CoreHouse, type OpenCore, PROJECT, addProject, must, openCoreHouse, work } from "./testing/core-house.ts";

/** Roles whose agents are made by hand, by dispatch, or by saying who holds a role. Nobody makes a maintenance worker. */
const LIVE = ROLES.filter((role) => role !== "user" && role !== "maintenance-worker");

/** An agent that runs, and a connection to the core's socket with the token that its session was given. */
interface LiveAgent {
  readonly path: string;
  readonly wire: WireClient;
}

let house: CoreHouse;
let one: OpenCore;
const agents = new Map<Role, LiveAgent>();
/** What others have, for an agent to lay its hands on. */
const others = { worker: "", item: "", submitted: "", submission: "", gate: "", mail: "", comment: "" };

function agent(role: Role): LiveAgent {
  const found = agents.get(role);
  if (found === undefined) throw new Error(`No ${role} was started.`);
  return found;
}

async function connectAs(path: string): Promise<LiveAgent> {
  const session = (await one.agents()).find((known) => known.path === path)?.session;
  if (session === undefined) throw new Error(`${path} has no session.`);
  const socket = connect(readEndpoint(house.workspace)?.socket ?? "");
  await once(socket, "connect");
  const token = one.core.tokens.session(session.id);
  const wire = await must(connectClient(socketWire(socket), { token, client: { kind: "agent", version: "test" } }));
  return { path, wire };
}

const placed = (count: number) => {
  let seen = 0;
  return one.event(({ type }) => type === "sessionPlaced" && ++seen === count);
};

beforeAll(async () => {
  house = await openCoreHouse();
  one = await house.open();
  const { client } = one;
  await addProject(house, one);
  await must(client.call("mq.pause", { project: PROJECT }));
  // Waits at its terminal for ever, as an agent at its prompt does.
  await must(client.call("settings.set", { changes: { runtimes: [{ id: "idle", title: "Idle", command: ["cat"] }] } }));

  const [own, theirs] = [await one.create("Own", []), await one.create("Theirs", [])];
  const slung = await must(client.call("work.sling", { items: [own.id, theirs.id], runtime: "idle" }));
  const workerOf = (item: string) => slung.assignments.find((given) => given.item === item)?.agent ?? "";
  await must(client.call("agent.add", { project: PROJECT, name: "ada", runtime: "idle" }));
  await must(client.call("agent.start", { agent: "ada" }));
  for (const role of SINGLE_ROLES) {
    const place = ROLE_FACTS[role].scope === "project" ? { project: PROJECT } : {};
    await must(client.call("role.set", { role, holder: "agent", runtime: "idle", ...place }));
  }
  await placed(LIVE.length + 1);
  for (const { path, role } of await one.agents()) {
    if (path !== workerOf(theirs.id)) agents.set(role, await connectAs(path));
  }

  const done = await one.create("Done", work("done"));
  await must(client.call("work.sling", { items: [done.id] }));
  await one.event(({ type }) => type === "submissionQueued");
  const [submission] = (await must(client.call("mq.list", {}))).submissions;
  const gate = await one.create("Go?", [], { type: "gate", gate: { kind: "human" } });
  const mail = await must(client.call("mail.send", { to: workerOf(theirs.id), subject: "Between us" }));
  const comment = await must(client.call("item.comment.add", { item: theirs.id, text: "Mine." }));
  await must(client.call("filter.save", { name: "mine", filter: { labels: ["red"] } }));
  Object.assign(others, {
    ...{ worker: workerOf(theirs.id), item: theirs.id, submitted: done.id, submission: submission?.id },
    ...{ gate: gate.id, mail: mail.id, comment: comment.id },
  });
}, 60_000);

afterAll(() => house[Symbol.asyncDispose]());

/** How a call ends that has nothing to say: a verb that may be called finds its input wrong. */
async function touch({ wire }: LiveAgent, { name, kind }: (typeof verbs)[number]): Promise<Failure | undefined> {
  if (kind === "stream") return new Promise((end) => wire.subscribe(name, "nonsense", { event() {}, end }));
  const answer = await wire.request(name, "nonsense");
  return answer.ok ? undefined : answer.error;
}

describe.each(LIVE)("an agent in the role of %s", (role) => {
  it("is let through to the verbs that the contract says it may call, and to no other", async () => {
    const caller = agent(role);
    for (const verb of verbs) {
      const failure = await touch(caller, verb);
      const mayCall = verb.callers.includes(role);
      expect([verb.name, failure?.code]).toEqual([verb.name, mayCall ? "bad-input" : "not-allowed"]);
      if (mayCall) continue;
      expect(failure?.message).toBe(
        `${verb.name} is not for ${caller.path}: only ${verb.callers.join(", ")} may call it.`,
      );
      expect(failure?.remedy).toBe("Ask the user or the manager for what you need, by mail.");
    }
  });
});

describe("a worker", () => {
  const theirs = () => ({ agent: others.worker });
  const mine = () => agent("worker").path;
  /** What it did to the records, of which a refusal is nothing. */
  const doings = () => one.events.filter(({ actor }) => actor === mine());

  it.each<[string, string, () => object]>([
    ["hook.done", "not-allowed", theirs],
    ["hook.verify", "not-allowed", theirs],
    ["hook.prime", "not-allowed", theirs],
    ["hook.checkpoint", "not-allowed", theirs],
    ["hook.handoff", "not-allowed", () => ({ ...theirs(), note: "Stop." })],
    ["hook.worktree.add", "not-allowed", () => ({ ...theirs(), project: PROJECT })],
    ["hook.worktree.remove", "not-allowed", () => ({ ...theirs(), project: PROJECT, discard: true })],
    ["memory.note", "not-allowed", () => ({ ...theirs(), entries: [{ kind: "decision", text: "Give up." }] })],
    ["memory.forget", "not-allowed", () => ({ ...theirs(), entries: ["mem-1"] })],
    ["item.claim", "item-taken", () => ({ item: others.item })],
    ["item.close", "item-taken", () => ({ items: [others.item] })],
    ["item.close", "item-in-queue", () => ({ items: [others.submitted] })],
    ["item.close", "not-allowed", () => ({ items: [others.gate] })],
    ["item.update", "item-taken", () => ({ item: others.item, assignee: mine() })],
    ["item.update", "item-taken", () => ({ item: others.item, status: "open" })],
    ["item.bulk", "item-taken", () => ({ items: [others.item], assignee: mine() })],
    ["item.bulk", "item-taken", () => ({ items: [others.item], close: {} })],
    ["item.comment.edit", "not-yours", () => ({ comment: others.comment, text: "Yours." })],
    ["item.comment.remove", "not-yours", () => ({ comment: others.comment })],
    ["filter.save", "not-yours", () => ({ name: "mine", filter: { labels: ["blue"] } })],
    ["filter.remove", "not-yours", () => ({ name: "mine" })],
    ["mail.read", "mail-not-found", () => ({ mail: others.mail })],
    ["mail.show", "mail-not-found", () => ({ mail: others.mail })],
    ["mail.reply", "mail-not-found", () => ({ mail: others.mail, body: "Yes." })],
    ["mail.mark", "mail-not-found", () => ({ mails: [others.mail], archived: true })],
    ["review.submit", "not-allowed", () => ({ of: others.submission, verdict: "approved" })],
  ])("has no way to another's by %s: %s", async (verb, code, input) => {
    const before = doings().length;
    const answer = await agent("worker").wire.request(verb, input());
    expect(answer.ok ? answer.value : answer.error.code).toBe(code);
    expect(doings()).toHaveLength(before);
  });

  it("sends mail in its own name alone", async () => {
    const { wire, path } = agent("worker");
    const forged = { to: "user", subject: "Land it", from: "manager" };
    expect(await wire.request("mail.send", forged)).toMatchObject({ ok: false, error: { code: "bad-input" } });
    await wire.request("mail.send", { to: "user", subject: "Land it" });
    const { mails } = await must(one.client.call("mail.inbox", {}));
    expect(mails.find(({ subject }) => subject === "Land it")?.from).toBe(path);
  });
});

it("a session that has ended is refused on the connection that it had, whatever it asks", async () => {
  const { path, wire } = agent("crew");
  expect(await wire.request("item.list", {})).toMatchObject({ ok: true });
  await must(one.client.call("agent.stop", { agent: path }));
  await one.event(({ type }) => type === "sessionEnded");
  for (const [verb, input] of [
    ["item.list", {}],
    ["mail.send", { to: "user", subject: "Still here" }],
  ] as const) {
    const refused = await wire.request(verb, input);
    expect(refused).toMatchObject({ ok: false, error: { code: "not-allowed" } });
    expect(JSON.stringify(refused)).toMatch(/The session ses-\w+ has ended; its token is void/);
  }
});
