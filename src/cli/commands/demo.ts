import { once } from "node:events";
import { type ContractClient, contractClient } from "../../shared/contract/client.ts";
import type { FeedEvent } from "../../shared/contract/workspace.ts";
import { type Result, fail, ok } from "../../shared/model/result.ts";
import { defineCommand, type CommandContext } from "../command.ts";
import { connectToCore, readEndpoint } from "../connect.ts";
import { type DemoReport, demoReport, demoSummary } from "../demo-report.ts";
import { followConvoy } from "../follow-convoy.ts";
import { neutralise } from "../output/neutralise.ts";
import { clockTime } from "../output/time.ts";
import { startCore } from "../start-core.ts";
import { refuseToAgents } from "../user-only.ts";

/** Exit code 1 for a demo that takes longer than this, in minutes. */
const LIMIT_MINUTES = 10;

export const command = defineCommand({
  name: "demo",
  summary: "Watch eight scripted agents land twelve items on a sample repository. No account needed.",
  details:
    "Two items conflict, a gate goes red, an agent crashes and one stalls; the queue and the patrols resolve all of it. Without a running core one is started: for as long as the demo lasts with --headless, else with the browser face until interrupted.",
  examples: [
    { line: "demo", why: "To watch it in the browser or the desktop app." },
    { line: "demo --headless --json", why: "Exits with 0 when everything has landed, and prints what happened." },
    { line: "demo --headless --seed 7 --pace 0.05", why: "The same troubles each time, twenty times as fast." },
  ],
  args: {},
  options: {
    headless: { kind: "flag", summary: "Serve no page, and end when all has landed." },
    seed: { kind: "number", label: "N", min: 0, max: 2_147_483_647, summary: "Decides who has which trouble." },
    pace: { kind: "number", label: "FACTOR", min: 0, max: 10, summary: "Stretches the agents' pauses; 1 unless told." },
    limit: {
      kind: "number",
      label: "MINUTES",
      min: 0.1,
      max: 600,
      summary: "Fail when it takes longer; 10 unless told.",
    },
  },
  async run(context, _args, { headless, seed, pace, limit = LIMIT_MINUTES }) {
    const allowed = refuseToAgents("demo", context.io.env);
    if (!allowed.ok) return allowed;
    const core = await coreForDemo(context, headless);
    if (!core.ok) return core;
    const { client, url, stayed } = core.value;
    try {
      if (url !== undefined && !context.json) context.io.write(`${url}\n`);
      const report = await runDemo(context, client, { seed, pace, limitMs: limit * 60_000 });
      if (!report.ok) return report;
      if (report.value.landed < report.value.total) return notLanded(report.value);
      const printed = context.print(report.value, () => demoSummary(report.value, context.style));
      if (!headless && stayed !== undefined && !context.json) {
        context.io.write(context.style("dim", "The core goes on; Ctrl-C stops it.\n"));
        await stayed;
      }
      return printed;
    } finally {
      await core.value.stop();
    }
  },
});

interface DemoRun {
  readonly seed: number | undefined;
  readonly pace: number | undefined;
  readonly limitMs: number;
}

async function runDemo(
  context: CommandContext,
  client: ContractClient,
  { seed, pace, limitMs }: DemoRun,
): Promise<Result<DemoReport>> {
  const startedAt = Date.now();
  const started = await client.call("demo.start", { seed, pace }, context.signal);
  if (!started.ok) return started;
  const { project, convoy } = started.value;
  if (!context.json) context.io.write(`Demo ${project}, seed ${started.value.seed}\n`);
  const events: FeedEvent[] = [];
  const limit = AbortSignal.timeout(limitMs);
  const followed = await followConvoy(client, {
    convoy,
    project,
    signal: AbortSignal.any([context.signal, limit]),
    onEvent(event) {
      events.push(event);
      if (context.json) return;
      const { style } = context;
      context.io.write(
        `${style("dim", clockTime(event.at))}  ${style("cyan", event.actor)}  ${neutralise(event.text)}\n`,
      );
    },
  });
  if (!followed.ok && limit.aborted) {
    return fail("demo-not-landed", `The demo has not landed within ${limitMs / 60_000} minutes.`, {
      remedy: `See why: drover convoy show ${convoy}`,
    });
  }
  if (!followed.ok) return followed;
  return demoReport(client, { ...started.value, shown: followed.value, ms: Date.now() - startedAt, events });
}

interface DemoCore {
  readonly client: ContractClient;
  readonly url?: string | undefined;
  /** Ends what was started for the demo. */
  stop(): Promise<void>;
  /** Resolves when a core that was started for it has ended. */
  readonly stayed?: Promise<void>;
}

async function coreForDemo(context: CommandContext, headless: boolean): Promise<Result<DemoCore>> {
  const { io, signal } = context;
  const workspace = context.workspacePlace();
  const running = await connectToCore({ workspace, env: io.env });
  if (running.ok) {
    return ok({
      client: contractClient(running.value),
      url: readEndpoint(workspace)?.url,
      stop() {
        running.value.close();
        return Promise.resolve();
      },
    });
  }
  if (running.error.code !== "no-core") return running;
  const started = await startCore({ workspace, env: process.env, args: headless ? ["--no-page"] : [], signal });
  if (!started.ok) return started;
  const { wire, child } = started.value;
  const client = contractClient(wire);
  const exited =
    child.exitCode === null && child.signalCode === null ? once(child, "exit").then(() => {}) : Promise.resolve();
  return ok({
    client,
    url: headless ? undefined : readEndpoint(workspace)?.url,
    stayed: exited,
    async stop() {
      // Without an answer the core is gone already, or hangs and is ended below.
      await client.call("core.stop", { agents: "stop" }, AbortSignal.timeout(10_000));
      wire.close();
      const limit = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await exited;
      clearTimeout(limit);
    },
  });
}

/** Its convoy was closed by hand. */
function notLanded(report: DemoReport) {
  const { landed, total, convoy } = report;
  return fail("demo-not-landed", `The convoy ${convoy} was closed with ${landed} of ${total} items landed.`, {
    details: { ...report },
  });
}
