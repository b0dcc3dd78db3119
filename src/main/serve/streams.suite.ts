import { describe, expect, it } from "vitest";
import { fail, ok } from "../../shared/model/result.ts";
import { type Connected, type Serve, feedEvent, until } from "./served-contract.suite.ts";

/** What every transport does with what goes on and on. */
export function streamsSuite(serve: Serve): void {
  describe("streams", () => {
    it("pulls no more from the source than a slow reader has credit for, and goes on when it is done", async () => {
      let pulled = 0;
      const { connect } = await serve({
        "event.watch": () =>
          ok(
            (async function* endless() {
              for (;;) yield feedEvent(++pulled);
            })(),
          ),
      });
      const { client } = await connect();
      let slow = Promise.withResolvers<void>();
      const cursors: string[] = [];
      const stop = client.watch(
        "event.watch",
        {},
        {
          event(_value, cursor) {
            cursors.push(cursor);
            return slow.promise;
          },
          end() {},
        },
      );
      await until(() => cursors.length === 256);
      // Whatever the source could still be asked for would have come with this answer's round trip.
      await client.call("mail.read", { mail: "m1" });
      expect({ pulled, received: cursors.length }).toEqual({ pulled: 256, received: 256 });
      slow.resolve();
      slow = Promise.withResolvers();
      slow.resolve();
      await until(() => cursors.length > 1000);
      stop();
      expect(cursors.slice(0, 1000)).toEqual(Array.from({ length: 1000 }, (_, n) => String(n + 1)));
    });

    it("ends the source when the client unsubscribes, also while it waits for an event", async () => {
      const ended = Promise.withResolvers<AbortSignal>();
      const { connect } = await serve({
        "event.watch": (_input, _caller, _after, signal) => {
          signal.addEventListener("abort", () => {
            ended.resolve(signal);
          });
          return ok({
            [Symbol.asyncIterator]: () => ({
              next: () => new Promise(() => {}),
              return: async () => ({ done: true, value: undefined }),
            }),
          });
        },
        "project.list": async () => ok({ projects: [] }),
      });
      const { client } = await connect();
      const ends: unknown[] = [];
      const stop = client.watch("event.watch", {}, { event() {}, end: (failure) => ends.push(failure) });
      await client.call("project.list", {});
      stop();
      expect((await ended.promise).aborted).toBe(true);
      await client.call("project.list", {});
      expect(ends).toEqual([]);
    });

    it("tells the end of a stream that is over, and the failure of one that is refused or breaks", async () => {
      const { connect, served } = await serve({
        "event.watch": (input) =>
          ok(
            (async function* few() {
              yield feedEvent(1);
              if (input.project === "web") throw new Error("a bug");
            })(),
          ),
      });
      const { client } = await connect();
      const end = (input: { project?: string }) =>
        new Promise((resolve) => {
          client.watch("event.watch", input, { event() {}, end: resolve });
        });
      expect(await end({})).toBeUndefined();
      expect(await end({ project: "web" })).toMatchObject({ code: "internal" });
      expect(served.bugs.length).toBe(1);
      expect(await end({ project: "No such name" })).toMatchObject({ code: "bad-input" });
    });

    it("resumes behind a cursor, and says when that is too old", async () => {
      const { connect } = await serve({
        "event.watch": (_input, _caller, after) => {
          const start = Number(after ?? 0);
          if (start < 10) return fail("cursor-too-old", "Read afresh.");
          return ok(
            (async function* rest() {
              for (let n = start + 1; n <= 12; n += 1) yield feedEvent(n);
            })(),
          );
        },
      });
      const seen: number[] = [];
      const watch = ({ client }: Connected, after: string) =>
        new Promise((resolve) => {
          client.watch("event.watch", {}, { event: ({ seq }) => void seen.push(seq), end: resolve }, after);
        });
      await watch(await connect(), "10");
      expect(seen).toEqual([11, 12]);
      expect(await watch(await connect(), "9")).toMatchObject({ code: "cursor-too-old" });
    });
  });
}
