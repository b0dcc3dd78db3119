import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { type Server, createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { BenchContext, MeasuredRow } from "../bench.ts";
import { type BenchCore, must, startBenchCore } from "./bench-core.ts";
import { makeOrigin } from "./convoy-repository.ts";

const ROUNDS = 11;
const FILES = 1_000;

/** An agent CLI as small as can be: shows its first prompt, says when it had, and waits. */
const AGENT = `
import { readFileSync } from "node:fs";
import { connect } from "node:net";
const [socket, promptFile] = process.argv.slice(2);
process.stdout.write(readFileSync(promptFile, "utf8"));
connect(socket).end(String(performance.timeOrigin + performance.now()));
process.stdin.resume();
`;

/** From the answer to a sling to the first prompt in the agent's terminal; the baseline is the same program by itself. */
export async function measureSling({ root, folder, say }: BenchContext): Promise<readonly MeasuredRow[]> {
  say("sling to first prompt");
  const place = join(folder, "sling");
  await mkdir(place);
  const [program, socket, promptFile] = [join(place, "agent.mjs"), join(place, "told"), join(place, "prompt.md")];
  await writeFile(program, AGENT);
  await writeFile(promptFile, "Begin.\n");
  const clock = await listen(socket);
  try {
    const runtime = {
      id: "clock",
      title: "Clock",
      command: [process.execPath, program, socket],
      prompt: ["{promptFile}"],
      nudge: { way: "none" },
      exit: "stop",
    };
    await using core = await startBenchCore({ root, folder: place, settings: { runtimes: [runtime] } });
    const origin = await makeOrigin(place, FILES);
    await must(core.client.call("project.add", { source: origin, name: "herd", runtime: "clock", gates: [] }));
    const [slung, alone]: [number[], number[]] = [[], []];
    // The first one starts a PTY host, which is there from then on.
    await slingOne(core, clock);
    for (let round = 0; round < ROUNDS; round += 1) {
      slung.push(await slingOne(core, clock));
      alone.push(await startAlone([program, socket, promptFile], clock));
    }
    return [
      { id: "convoy-sling-prompt", value: median(slung), unit: "ms", baseline: median(alone), note: "p50, pooled" },
    ];
  } finally {
    clock.server.close();
  }
}

interface AgentClock {
  readonly server: Server;
  /** When the next agent had shown its prompt, in ms since 1970. */
  told(): Promise<number>;
}

async function listen(socket: string): Promise<AgentClock> {
  const server = createServer();
  server.listen(socket);
  await once(server, "listening");
  return {
    server,
    async told() {
      const [connection] = (await once(server, "connection")) as [NodeJS.ReadableStream];
      return Number(await text(connection));
    },
  };
}

const now = () => performance.timeOrigin + performance.now();

async function slingOne({ client, event }: BenchCore, clock: AgentClock): Promise<number> {
  const { id } = await must(client.call("item.create", { project: "herd", title: "Something" }));
  const shown = clock.told();
  await must(client.call("work.sling", { items: [id] }));
  const acknowledged = now();
  const took = (await shown) - acknowledged;
  const released = event(({ type }) => type === "hookReleased");
  await must(client.call("work.unsling", { items: [id] }));
  await released;
  return took;
}

async function startAlone(args: readonly string[], clock: AgentClock): Promise<number> {
  const shown = clock.told();
  const start = now();
  const child = spawn(process.execPath, args, { stdio: ["pipe", "ignore", "inherit"] });
  const took = (await shown) - start;
  const exited = once(child, "exit");
  child.kill();
  await exited;
  return took;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
