import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MessageChannel } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contractClient } from "../../shared/contract/client.ts";
import { connectClient } from "../../shared/wire/client.ts";
import { messagePortWire } from "../../shared/wire/message-port-wire.ts";
import { systemClock } from "../core/base/clock.ts";
import { createCore } from "../core/orchestrator.ts";
import { type CoreLink, openCoreLink } from "./core-link.ts";
import { keepCore } from "./keep-core.ts";

/** Real cores on a real workspace, as two apps on one desktop would have them. */
describe("the core of the desktop app", () => {
  let workspace: string;
  let links: CoreLink[];

  beforeEach(() => {
    workspace = mkdtempSync(path.join(tmpdir(), "drover-link-"));
    links = [];
  });

  afterEach(async () => {
    for (const link of links) await link.close("stop");
    rmSync(workspace, { recursive: true });
  });

  const env = { ...process.env, XDG_RUNTIME_DIR: undefined };

  const open = () =>
    openCoreLink({
      workspace,
      version: "0.0.1",
      clock: systemClock,
      env,
      openCore: () => createCore({ workspace, version: "0.0.1", env, holder: "a test", create: true }),
    });

  async function opened(): Promise<CoreLink> {
    const link = await open();
    if (!link.ok) throw new Error(link.error.message);
    links.push(link.value);
    return link.value;
  }

  async function windowOf(link: CoreLink) {
    const { port1, port2 } = new MessageChannel();
    link.join(messagePortWire(port2));
    const client = await connectClient(messagePortWire(port1), {
      token: link.token,
      client: { kind: "desktop", version: "0.0.1" },
    });
    if (!client.ok) throw new Error(client.error.message);
    return client.value;
  }

  it("is its own where none runs, and serves its window", async () => {
    const link = await opened();
    expect(link.kind).toBe("own");
    const window = await windowOf(link);
    expect(await contractClient(window).call("workspace.overview", {})).toMatchObject({ ok: true });
    window.close();
  });

  it("is the one that runs where there is one, which goes on without the second app", async () => {
    const first = await opened();
    const second = await opened();
    expect(second.kind).toBe("attached");
    const window = await windowOf(second);
    expect(await contractClient(window).call("workspace.overview", {})).toMatchObject({ ok: true });
    window.close();
    await second.close("stop");
    expect(await first.client.call("workspace.overview", {})).toMatchObject({ ok: true });
  });

  it("is told by whoever asks it to stop what becomes of the agents", async () => {
    const link = await opened();
    await link.client.call("core.stop", { agents: "keep" });
    expect(await link.over).toEqual({ kind: "stop-requested", agents: "keep" });
  });

  it("is run by the second app once the first one's is gone", async () => {
    const first = await opened();
    const used: string[] = [];
    const next = Promise.withResolvers<CoreLink>();
    const kept = keepCore({
      open,
      clock: systemClock,
      use(link) {
        used.push(link.kind);
        if (link.kind === "attached") void first.close("keep");
        else next.resolve(link);
        return {
          [Symbol.dispose]() {
            used.push("let go");
          },
        };
      },
      stopRequested: () => {},
      failed(failure) {
        next.reject(new Error(failure.message));
      },
    });
    await next.promise;
    expect(kept.link?.kind).toBe("own");
    await kept.close("keep");
    expect(used).toEqual(["attached", "let go", "own", "let go"]);
  });
});
