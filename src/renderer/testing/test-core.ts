import { type Result, fail, ok } from "../../shared/model/result.ts";
import { memoryWirePair } from "../../shared/wire/memory-wire.ts";
import { type ServedWire, type StreamEvent, type WireLink, serveWire } from "../../shared/wire/server.ts";
import type { WireSource } from "../lib/connection/connection.ts";

/** A core in memory, behind the real wire: what a test says it answers, and streams that the test feeds. */
export interface TestCore {
  readonly source: WireSource;
  /** False: it cannot be reached. */
  isUp: boolean;
  /** Cuts every connection. */
  cut(): void;
  /** Sends a frame to the connection made last. */
  sendBytes(frame: Uint8Array): void;
  /** What was subscribed to, in order, with where it resumes. */
  readonly subscriptions: { readonly verb: string; readonly after: string | undefined }[];
  /** Every request, in order. */
  readonly requests: { readonly verb: string; readonly input: unknown }[];
  /** Terminal frames from the page. */
  readonly received: Uint8Array[];
}

export interface TestCoreOptions {
  /** What hello must carry. */
  readonly token?: string;
  answer?(verb: string, input: unknown): Result<unknown>;
  /** Ends by itself when the iterable does. A failure refuses the subscription. */
  subscribe?(verb: string, after: string | undefined): Result<AsyncIterable<StreamEvent>>;
}

export function testCore(options: TestCoreOptions = {}): TestCore {
  const served = new Set<ServedWire>();
  let link: WireLink | undefined;
  const core: TestCore = {
    isUp: true,
    subscriptions: [],
    requests: [],
    received: [],
    cut() {
      for (const wire of served) wire.close();
      served.clear();
    },
    sendBytes(frame) {
      link?.sendBytes(frame);
    },
    source: {
      client: { kind: "test", version: "1" },
      open() {
        if (!core.isUp) return Promise.reject(new Error("The core is down."));
        const [near, far] = memoryWirePair((deliver) => setTimeout(deliver, 0));
        served.add(
          serveWire(far, {
            server: { kind: "core", version: "1", instance: "test" },
            authenticate(token, _client, peer) {
              if (token !== (options.token ?? "token")) return fail("not-allowed", "The token is not valid.");
              link = peer;
              return ok(peer);
            },
            request(_peer, verb, input) {
              core.requests.push({ verb, input });
              return Promise.resolve(options.answer?.(verb, input) ?? fail("unknown-verb", verb));
            },
            subscribe(_peer, verb, _input, { after, signal }) {
              core.subscriptions.push({ verb, after });
              return options.subscribe?.(verb, after) ?? ok(silence(signal));
            },
            bytes(_peer, frame) {
              core.received.push(frame);
            },
            gone() {},
            report(error) {
              throw error;
            },
          }),
        );
        return Promise.resolve(ok({ wire: near, token: "token" }));
      },
    },
  };
  return core;
}

/** A stream on which nothing happens until it is cancelled. */
async function* silence(signal: AbortSignal): AsyncGenerator<StreamEvent> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
  // The type wants a generator that could yield.
  for (const event of [] as readonly StreamEvent[]) yield event;
}
