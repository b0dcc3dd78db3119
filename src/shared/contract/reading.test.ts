import { describe, expect, it } from "vitest";
import type { IdentityPath } from "../model/identity.ts";
import { ok } from "../model/result.ts";
import { createContractService } from "./contract-service.ts";
import { verbByName, verbs } from "./contract.ts";
import type { Handlers } from "./handlers.ts";
import { READING_VERBS } from "./reading.ts";

const called: string[] = [];
const handlers = Object.fromEntries(
  verbs.map(({ name }) => [
    name,
    async () => {
      called.push(name);
      return ok({});
    },
  ]),
) as unknown as Handlers;

const service = createContractService({
  server: { kind: "core", version: "0", instance: "test" },
  handlers,
  authenticate: () =>
    ok({ identity: "demo/workers/otter" as IdentityPath, role: "worker", session: "sea-1", readsOnly: true }),
  refused: () => {},
  broke(error) {
    throw error;
  },
});

async function call(name: string, input: unknown) {
  const link = { bufferedBytes: 0, sendBytes: () => {}, close: () => {} };
  const peer = service.authenticate("token", { kind: "cli", version: "0" }, link);
  if (!peer.ok) throw new Error(peer.error.message);
  return service.request(peer.value, name, input, new AbortController().signal);
}

describe("whoever may only read", () => {
  it("reads what agents may read", async () => {
    expect(await call("item.show", { item: "d-abc" })).toMatchObject({ ok: true });
    expect(called).toEqual(["item.show"]);
  });

  it.each([
    ["item.create", { title: "More" }],
    ["hook.done", {}],
    ["hook.handoff", {}],
    ["mail.send", { to: "user", subject: "x", body: "y" }],
    ["agent.seance", { agent: "otter", ask: "And before you?" }],
  ])("is refused %s, whatever its role may do", async (name, input) => {
    called.length = 0;
    expect(verbByName.get(name)?.callers).toContain("worker");
    expect(await call(name, input)).toMatchObject({
      ok: false,
      error: { code: "not-allowed", details: { verb: name } },
    });
    expect(called).toEqual([]);
  });

  it("has no verb in reach that asks a person first, or is a stream", () => {
    const reached = verbs.filter(({ name }) => READING_VERBS.has(name));
    expect(reached).toHaveLength(READING_VERBS.size);
    expect(reached.every(({ danger, kind }) => danger === "safe" && kind === "request")).toBe(true);
  });
});
