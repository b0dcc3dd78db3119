import { afterEach, describe, expect, it } from "vitest";
import { fail, ok } from "../../shared/model/result.ts";
import type { Mail } from "../../shared/model/mail.ts";
import { USER } from "../../shared/model/identity.ts";
import {
  TERMINAL_WINDOW_BYTES,
  type TerminalFrame,
  decodeTerminalFrame,
  encodeTerminalFrame,
} from "../../shared/wire/terminal-frame.ts";
import { HELLO_TIMEOUT_MS } from "./connections.ts";
import {
  type Connected,
  type ServedContract,
  feedEvent,
  hello,
  record,
  serveContract,
  until,
  type Serve,
  type Transport,
} from "./served-contract.suite.ts";
import { rightsSuite } from "./rights.suite.ts";
import { streamsSuite } from "./streams.suite.ts";

/** What every transport of the contract does alike. */
export function transportSuite(name: string, open: (served: ServedContract) => Promise<Transport>): void {
  describe(name, () => {
    const stack: AsyncDisposable[] = [];

    afterEach(async () => {
      for (const one of stack.splice(0).toReversed()) await one[Symbol.asyncDispose]();
    });

    const serve: Serve = async (handlers = {}) => {
      const served = serveContract(handlers);
      const transport = await open(served);
      stack.push({
        async [Symbol.asyncDispose]() {
          served.connections.close();
          await transport[Symbol.asyncDispose]();
          // Nothing of a connection outlives its transport.
          await until(() => served.connections.count === 0);
        },
      });
      const connect = async (token?: string): Promise<Connected> => hello(await transport.connect(), token);
      return { served, transport, connect };
    };

    streamsSuite(serve);
    rightsSuite(serve);

    describe("requests", () => {
      it("answers each of many at once with its own answer", async () => {
        const { connect } = await serve({ "mail.read": async ({ mail }) => ok(letter(mail)) });
        const { client } = await connect();
        const ids = Array.from({ length: 500 }, (_, n) => `m${n} “ünïcode” 🐂`);
        const answers = await Promise.all(ids.map((mail) => client.call("mail.read", { mail })));
        expect(answers.map((answer) => answer.ok && answer.value.id)).toEqual(ids);
      });

      it("hands on an expected failure with its code, message, remedy and details", async () => {
        const failure = fail("mail-not-found", "There is no mail m1.", { remedy: "List them.", details: { id: "m1" } });
        const { connect } = await serve({ "mail.read": async () => failure });
        const { client } = await connect();
        expect(await client.call("mail.read", { mail: "m1" })).toEqual(failure);
      });

      it("answers a handler that throws with internal, reports it, and goes on", async () => {
        const bug = new Error("a bug");
        const { connect, served } = await serve({
          "mail.read": async () => {
            throw bug;
          },
          "project.list": async () => ok({ projects: [] }),
        });
        const { client } = await connect();
        expect(await client.call("mail.read", { mail: "m1" })).toMatchObject({
          ok: false,
          error: { code: "internal" },
        });
        expect(served.bugs).toEqual([bug]);
        expect(await client.call("project.list", {})).toEqual(ok({ projects: [] }));
      });

      it("carries an answer of some megabytes whole", async () => {
        const body = "ö🐂x".repeat(500_000);
        const { connect } = await serve({ "mail.read": async () => ok({ ...letter("m1"), body }) });
        const { client } = await connect();
        const answer = await client.call("mail.read", { mail: "m1" });
        expect(answer.ok && answer.value.body === body).toBe(true);
      });

      it("refuses bad input at the edge and names the field", async () => {
        const { connect, served } = await serve();
        const { wire } = await connect();
        const answer = await wire.request("event.list", { limit: "many" });
        expect(answer).toMatchObject({
          ok: false,
          error: { code: "bad-input", message: "event.list: limit must be a number, not a string." },
        });
        expect(served.refusals).toMatchObject([{ verb: "event.list", failure: { code: "bad-input" } }]);
      });

      it("refuses verbs it does not know, and a stream asked for as a request", async () => {
        const { connect } = await serve();
        const { wire } = await connect();
        expect(await wire.request("__proto__", {})).toMatchObject({ error: { code: "unknown-verb" } });
        expect(await wire.request("event.watch", {})).toMatchObject({ error: { code: "unknown-verb" } });
      });

      it("cancels: the client is answered at once and the handler sees the abort", async () => {
        const begun = Promise.withResolvers<AbortSignal>();
        const { connect } = await serve({
          "mail.read": (_input, _caller, signal) => {
            begun.resolve(signal);
            return new Promise(() => {});
          },
        });
        const { client } = await connect();
        const abort = new AbortController();
        const answer = client.call("mail.read", { mail: "m1" }, abort.signal);
        const signal = await begun.promise;
        abort.abort();
        expect(await answer).toMatchObject({ ok: false, error: { code: "cancelled" } });
        await until(() => signal.aborted);
      });

      it("refuses more requests under way than a sane client has", async () => {
        const release = Promise.withResolvers<void>();
        const { connect } = await serve({
          "mail.read": async ({ mail }) => {
            await release.promise;
            return ok(letter(mail));
          },
        });
        const { client } = await connect();
        const answers = Array.from({ length: 1025 }, () => client.call("mail.read", { mail: "m1" }));
        expect(await answers.at(-1)).toMatchObject({ ok: false, error: { code: "too-busy" } });
        release.resolve();
        expect((await Promise.all(answers)).filter((answer) => answer.ok).length).toBe(1024);
      });
    });

    describe("terminal frames", () => {
      it("carries them both ways as they are, and no further than the viewer acknowledges", async () => {
        const output = new Uint8Array(1_000_000).map((_, n) => n % 251);
        let unacknowledged = 0;
        let mostUnacknowledged = 0;
        const typed: TerminalFrame[] = [];
        const { connect } = await serve({
          "terminal.open": async ({ cols, rows }, caller) => {
            if (caller.terminals === undefined) throw new Error("no binary channel");
            let at = 0;
            const terminal = caller.terminals.open((frame) => {
              if (frame.op === "ack") {
                unacknowledged -= frame.count;
                pump();
              } else typed.push(frame);
            });
            const pump = () => {
              while (at < output.length && unacknowledged + 10_000 <= TERMINAL_WINDOW_BYTES) {
                terminal.send({ op: "data", stream: terminal.stream, bytes: output.slice(at, at + 10_000) });
                at += 10_000;
                unacknowledged += 10_000;
                mostUnacknowledged = Math.max(mostUnacknowledged, unacknowledged);
              }
            };
            pump();
            return ok({ stream: terminal.stream, session: "s1", cols, rows });
          },
        });
        const { wire, client } = await connect();
        const chunks: Uint8Array[] = [];
        let received = 0;
        const all = Promise.withResolvers<void>();
        let hold = true;
        const waiting: TerminalFrame[] = [];
        wire.onBytes((bytes) => {
          const frame = decodeTerminalFrame(bytes);
          if (frame?.op !== "data") return;
          chunks.push(frame.bytes.slice());
          received += frame.bytes.length;
          const ack: TerminalFrame = { op: "ack", stream: frame.stream, count: frame.bytes.length };
          if (hold) waiting.push(ack);
          else wire.sendBytes(encodeTerminalFrame(ack));
          if (received === output.length) all.resolve();
        });
        const opened = await client.call("terminal.open", { agent: "ada", cols: 80, rows: 24, mode: "control" });
        if (!opened.ok) throw new Error(opened.error.message);
        await client.call("terminal.close", { stream: 99 });
        expect(received).toBe(260_000);
        hold = false;
        for (const ack of waiting) wire.sendBytes(encodeTerminalFrame(ack));
        await all.promise;
        expect(mostUnacknowledged).toBeLessThanOrEqual(TERMINAL_WINDOW_BYTES);
        expect(Buffer.concat(chunks).equals(output)).toBe(true);
        const input: TerminalFrame = { op: "input", stream: opened.value.stream, bytes: new Uint8Array([0, 3, 255]) };
        wire.sendBytes(encodeTerminalFrame(input));
        wire.sendBytes(encodeTerminalFrame({ op: "resize", stream: opened.value.stream, cols: 100, rows: 30 }));
        await client.call("terminal.close", { stream: 99 });
        expect(typed).toMatchObject([
          { op: "input" },
          { op: "resize", stream: opened.value.stream, cols: 100, rows: 30 },
        ]);
        expect(typed[0]?.op === "input" && [...typed[0].bytes]).toEqual([0, 3, 255]);
      });

      it("hangs up on a viewer that sends what only a terminal sends", async () => {
        const { connect, served } = await serve();
        const { wire } = await connect();
        wire.sendBytes(encodeTerminalFrame({ op: "exit", stream: 1, code: 0 }));
        await wire.closed;
        expect(served.refusals).toMatchObject([{ failure: { code: "bad-message" } }]);
      });
    });

    describe("the end", () => {
      it("aborts what is under way and tells terminals when the client goes in the middle", async () => {
        const aborted = { request: Promise.withResolvers<void>(), stream: Promise.withResolvers<void>() };
        const gone = Promise.withResolvers<void>();
        const { connect } = await serve({
          "mail.read": (_input, caller, signal) => {
            signal.addEventListener("abort", () => {
              aborted.request.resolve();
            });
            caller.terminals?.onGone(gone.resolve);
            return new Promise(() => {});
          },
          "event.watch": () =>
            ok(
              (async function* endless() {
                try {
                  for (let n = 1; ; n += 1) yield feedEvent(n);
                } finally {
                  aborted.stream.resolve();
                }
              })(),
            ),
        });
        const { wire, client } = await connect();
        const answer = client.call("mail.read", { mail: "m1" });
        const ends: unknown[] = [];
        await new Promise<void>((resolve) => {
          client.watch(
            "event.watch",
            {},
            {
              event: () => {
                resolve();
              },
              end: (failure) => ends.push(failure),
            },
          );
        });
        wire.close();
        expect(await answer).toMatchObject({ ok: false, error: { code: "disconnected" } });
        expect(ends).toMatchObject([{ code: "disconnected" }]);
        await Promise.all([aborted.request.promise, aborted.stream.promise, gone.promise]);
        expect(await wire.closed).toBeUndefined();
        expect(await client.call("mail.read", { mail: "m1" })).toMatchObject({ error: { code: "disconnected" } });
      });

      it("answers disconnected for what is under way when the server closes, and both see an orderly end", async () => {
        const begun = Promise.withResolvers<void>();
        const { connect, served } = await serve({
          "mail.read": () => {
            begun.resolve();
            return new Promise(() => {});
          },
        });
        const { wire, client } = await connect();
        const answer = client.call("mail.read", { mail: "m1" });
        await begun.promise;
        expect(served.connections.count).toBe(1);
        served.connections.close();
        expect(await answer).toMatchObject({ ok: false, error: { code: "disconnected" } });
        expect(await wire.closed).toBeUndefined();
        await until(() => served.connections.count === 0);
      });

      it("hangs up on who does not say hello in time", async () => {
        const { transport, served } = await serve();
        const { closed } = record(await transport.connect());
        const other = await hello(await transport.connect());
        served.clock.advance(HELLO_TIMEOUT_MS);
        await closed;
        expect(await other.wire.request("mail.read", {})).toMatchObject({ error: { code: "bad-input" } });
      });
    });
  });
}

function letter(id: string): Mail {
  return { id, from: USER, to: USER, subject: "Hello", body: "", sentAt: 0 };
}
