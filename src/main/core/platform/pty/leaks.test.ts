import { existsSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEndpoints } from "./host-files.ts";
import { type HostsUnderTest, makeWorkspace, openHosts } from "./testing/hosts.ts";

/** What may pile up while sessions come and go, in the host's process and beside it. */
interface Footprint {
  readonly files: number;
  readonly terminals: number;
  readonly children: number;
  readonly marked: number;
  readonly histories: number;
  /** Of the core, which here is the test's own process. */
  readonly coreFiles: number;
}

const CYCLES = 1_000;
/** As many at once as one host holds, nearly: what leaks leaks faster where things overlap. */
const AT_ONCE = 20;
const MARK = "DROVER_SESSION=leak-";

/** Ends of sessions in turn: by themselves at once, by a key, stopped gently, killed, killed with what shut its ears. */
const WAYS = [
  { script: "exit 0", end: "itself" },
  { script: "printf '\\033]0;busy\\007\\033[?1049h\\033[?2004hhello'; read x; exit 3", end: "key" },
  { script: "trap 'exit 0' TERM; while :; do sleep 0.05; done", end: "stop" },
  { script: "exec sleep 1000", end: "kill" },
  { script: "trap '' TERM HUP; setsid sleep 1001 & sleep 1002", end: "kill" },
] as const;

/**
 * A thousand sessions leave nothing. In a suite of its own, since it counts what a whole host and this process hold open.
 */
describe.runIf(process.platform === "linux")("a thousand sessions", () => {
  let t: HostsUnderTest;
  let pid = 0;

  beforeAll(async () => {
    t = openHosts(await makeWorkspace());
    await t.hosts.attach();
  });
  afterAll(async () => {
    await t[Symbol.asyncDispose]();
  });

  async function cycle(number: number): Promise<void> {
    const session = `leak-${number}`;
    const way = WAYS[number % WAYS.length] ?? WAYS[0];
    const env = { PATH: process.env["PATH"] ?? "", DROVER_SESSION: session };
    const request = { file: "/bin/sh", args: ["-c", way.script], cwd: t.workspaceDir, env, cols: 80, rows: 24 };
    const ended = new Promise<void>((resolve) => {
      const subscription = t.hosts.on((event) => {
        if (event.type !== "exit" || event.session !== session) return;
        subscription[Symbol.dispose]();
        resolve();
      });
    });
    const spawned = await t.hosts.spawn({ session, ...request });
    if (!spawned.ok) throw new Error(spawned.error.message);
    if (number % 3 === 0) {
      const viewer = await t.hosts.openViewer(session, { cols: 80, rows: 24, mode: "control", onFrame: () => {} });
      if (viewer.ok) viewer.value.close();
    }
    // Also what is still being started is ended, and what ended before anybody heard of it is collected.
    if (way.end === "key") await t.hosts.keys(session, "\r");
    else if (way.end === "stop") await t.hosts.stop(session, 1_000);
    else if (way.end === "kill") await t.hosts.stop(session, 0);
    else if (number % 2 === 0) await ended;
    await t.hosts.stop(session, 0);
    const collected = await t.hosts.collect(session);
    if (!collected.ok && collected.error.code !== "session-not-found") throw new Error(collected.error.message);
  }

  async function cycles(from: number, to: number): Promise<void> {
    let next = from;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < to) await cycle(next++);
      }),
    );
  }

  it(
    "leave no process, terminal, socket, file or folder, in the host or in the core",
    { timeout: 300_000 },
    async () => {
      await cycles(0, 40);
      [{ pid } = { pid: 0 }] = await readEndpoints(join(t.workspaceDir, ".drover/hosts"));
      const before = await settled(() => footprint(t.workspaceDir, pid), undefined);
      await cycles(40, 40 + CYCLES);
      const after = await settled(() => footprint(t.workspaceDir, pid), before);
      expect(after).toEqual(before);
      expect(await t.hosts.list()).toEqual([]);
      expect(await readEndpoints(join(t.workspaceDir, ".drover/hosts"))).toHaveLength(1);
    },
  );
});

function footprint(workspaceDir: string, pid: number): Footprint {
  const files = targets(pid);
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return {
    files: files.length,
    terminals: files.filter((target) => target.includes("ptmx") || target.includes("/dev/pts")).length,
    children: all.filter((name) => parentOf(name) === pid).length,
    marked: all.filter((name) => environmentOf(name).includes(MARK)).length,
    histories: existsSync(join(workspaceDir, ".drover/history"))
      ? readdirSync(join(workspaceDir, ".drover/history")).length
      : 0,
    coreFiles: targets(process.pid).length,
  };
}

/** The kernel closes and reaps in its own time: looked at until it is as it should be, or for two seconds. */
async function settled(look: () => Footprint, wanted: Footprint | undefined): Promise<Footprint> {
  const until = Date.now() + 2_000;
  for (;;) {
    const found = look();
    const isRight = wanted === undefined ? found.children + found.marked === 0 : isSame(found, wanted);
    if (isRight || Date.now() > until) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const isSame = (a: Footprint, b: Footprint) => JSON.stringify(a) === JSON.stringify(b);

/** What each open file of a process leads to. */
function targets(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      // That of the look itself, closed by now.
      return [];
    }
  });
}

function parentOf(pid: string): number {
  return Number(/\) \S+ (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0);
}

function environmentOf(pid: string): string {
  return read(`/proc/${pid}/environ`);
}

/** Empty for what ended meanwhile, and for what is not ours to read. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
