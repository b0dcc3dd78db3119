import { describe, expect, it } from "vitest";
import { ok } from "../../shared/model/result.ts";
import { connectClient } from "../../shared/wire/client.ts";
import {
  AGENT_TOKEN,
  type Connected,
  HELLO,
  type Serve,
  USER_TOKEN,
  feedEvent,
  record,
  until,
} from "./served-contract.suite.ts";

/** Whom every transport lets in, to do what, and for how long. */
export function rightsSuite(serve: Serve): void {
  describe("who calls", () => {
    it("tells the handler who calls by the token, and refuses what the role may not do", async () => {
      const callers: string[] = [];
      const { connect, served } = await serve({
        "project.list": async (_input, caller) => {
          callers.push(`${caller.role} ${caller.identity} ${caller.session ?? "-"}`);
          return ok({ projects: [] });
        },
      });
      const agent = await connect(AGENT_TOKEN);
      const user = await connect(USER_TOKEN);
      await agent.client.call("project.list", {});
      await user.client.call("project.list", {});
      expect(callers).toEqual(["worker web/workers/ada s1", "user user -"]);
      const refused = await agent.client.call("project.edit", { project: "web" });
      expect(refused).toMatchObject({ ok: false, error: { code: "not-allowed" } });
      expect(served.refusals).toMatchObject([{ caller: { identity: "web/workers/ada" }, verb: "project.edit" }]);
    });

    it("refuses an agent whose session has ended since it connected, ends what it follows, and leaves others alone", async () => {
      const more = Promise.withResolvers<void>();
      const { connect, served } = await serve({
        "project.list": async () => ok({ projects: [] }),
        "event.watch": () =>
          ok(
            (async function* two() {
              yield feedEvent(1);
              await more.promise;
              yield feedEvent(2);
            })(),
          ),
      });
      const [agent, user] = [await connect(AGENT_TOKEN), await connect(USER_TOKEN)];
      const follow = (client: Connected["client"]) => {
        const seen: string[] = [];
        const over = Promise.withResolvers<void>();
        client.watch("event.watch", {}, { event: (_value, at) => void seen.push(at), end: () => over.resolve() });
        return { seen, over: over.promise };
      };
      const [its, theirs] = [follow(agent.client), follow(user.client)];
      await until(() => its.seen.length === 1 && theirs.seen.length === 1);
      served.endSession();
      more.resolve();
      await Promise.all([its.over, theirs.over]);
      expect([its.seen, theirs.seen]).toEqual([["1"], ["1", "2"]]);
      expect(await agent.client.call("project.list", {})).toMatchObject({ ok: false, error: { code: "bad-token" } });
      expect(served.refusals).toMatchObject([{ caller: { session: "s1" }, verb: "project.list" }]);
      expect(await user.client.call("project.list", {})).toEqual(ok({ projects: [] }));
    });
  });

  describe("refusals", () => {
    it("refuses a wrong token with the reason and hangs up", async () => {
      const { transport, served } = await serve();
      const wire = await transport.connect();
      const refused = await connectClient(wire, { token: `${USER_TOKEN} `, client: { kind: "test", version: "1" } });
      expect(refused).toMatchObject({ ok: false, error: { code: "bad-token" } });
      expect(served.refusals).toMatchObject([{ failure: { code: "bad-token" }, client: { kind: "test" } }]);
      await until(() => served.connections.count === 0);
    });

    it("refuses another protocol and says which of the two speaks what", async () => {
      const { transport } = await serve();
      const wire = await transport.connect();
      const { messages, closed } = record(wire);
      wire.send({ ...HELLO, protocol: 999 });
      await closed;
      expect(messages).toMatchObject([{ type: "refused", failure: { code: "protocol-mismatch" } }]);
    });

    it("refuses whatever comes before a hello, and does nothing of it", async () => {
      const { transport } = await serve();
      for (const first of [
        { type: "request", id: 1, verb: "project.list", input: {} },
        new Uint8Array([6, 0, 0, 0, 1]),
      ]) {
        const wire = await transport.connect();
        const { messages, closed } = record(wire);
        if (first instanceof Uint8Array) wire.sendBytes(first);
        else wire.send(first);
        wire.send(HELLO);
        await closed;
        expect(messages).toMatchObject([{ type: "refused", failure: { code: "hello-expected" } }]);
      }
    });

    it.each([
      ["no object", 42],
      ["an unknown type", { type: "shout", id: 1 }],
      ["an id that is no count", { type: "request", id: -1, verb: "project.list", input: {} }],
      ["a second hello", HELLO],
      ["credit that is no count", { type: "credit", id: 1, count: "all" }],
    ])("refuses a message that is not of the protocol: %s", async (_what, message) => {
      const { transport } = await serve();
      const wire = await transport.connect();
      const { messages, closed } = record(wire);
      wire.send(HELLO);
      wire.send(message);
      wire.send({ type: "request", id: 7, verb: "project.list", input: {} });
      await closed;
      expect(messages).toMatchObject([{ type: "welcome" }, { type: "refused", failure: { code: "bad-message" } }]);
    });

    it("hangs up on damaged and oversized data, and serves the others", async () => {
      const { transport, connect } = await serve({ "project.list": async () => ok({ projects: [] }) });
      const other = await connect();
      if (transport.damage !== undefined) {
        const connections = [await transport.damage.notJson(), await transport.damage.oversized()];
        await Promise.all(connections.map(({ closed }) => closed));
      }
      expect(await other.client.call("project.list", {})).toEqual(ok({ projects: [] }));
    });
  });
}
