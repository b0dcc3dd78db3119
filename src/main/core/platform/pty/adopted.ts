import { mkdir, readFile, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type Result, fail } from "../../../../shared/model/result.ts";
import type { Clock } from "../../base/clock.ts";
import { writeFileAtomic } from "../fs/atomic-write.ts";
import { isMissing } from "../fs/exists.ts";
import { mayBeAlive } from "./host-files.ts";
import type { FoundSession, PtyHosts, PtyHostsEvent } from "./pty-sessions.ts";

/** What stands for a host in the record of a session that runs in a terminal of somebody else's. */
export const ADOPTED = "adopted";

/** A process that a session is bound to: it lives as long as that does. */
export interface AdoptedProcess {
  readonly pid: number;
  /** Whether it may be ended with the session; a person's shell may not. */
  readonly mayEnd: boolean;
}

export interface Adopted {
  /** Binds the session to the process. What is on disk lets the next core find it. */
  adopt(session: string, process: AdoptedProcess): Promise<void>;
  /** Hosts and adopted sessions as one: what needs a terminal is refused for these. */
  readonly hosts: PtyHosts;
}

export interface AdoptedDeps {
  readonly hosts: PtyHosts;
  /** Absolute; made when first needed. */
  readonly folder: string;
  readonly clock: Clock;
  report(error: unknown): void;
}

/** How often the processes are looked at, while there are any. */
const LOOK_MS = 1_000;
const STEP_MS = 100;

const file = z.object({ pid: z.int().positive(), mayEnd: z.boolean(), born: z.string().optional() });
type Bound = z.infer<typeof file>;

/** Sessions whose terminals are not Drover's: known by their process alone. */
export function createAdopted({ hosts, folder, clock, report }: AdoptedDeps): Adopted {
  const bound = new Map<string, Bound>();
  const listeners = new Set<(event: PtyHostsEvent) => void>();
  let timer: Disposable | undefined;
  let isOver = false;
  const fileOf = (session: string) => path.join(folder, `${session}.json`);

  function watch(): void {
    if (isOver || timer !== undefined || bound.size === 0) return;
    timer = clock.after(LOOK_MS, () => {
      look()
        .catch(report)
        .finally(() => {
          timer = undefined;
          watch();
        });
    });
  }

  async function look(): Promise<void> {
    for (const [session, one] of bound) if (!(await lives(one))) await over(session);
  }

  async function over(session: string): Promise<void> {
    if (!bound.delete(session)) return;
    await rm(fileOf(session), { force: true });
    for (const listener of listeners) listener({ type: "exit", session, at: clock.now(), code: 0, signal: 0 });
  }

  async function found(): Promise<readonly FoundSession[]> {
    const names = await readdir(folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const all = await Promise.all(
      names.map(async (name) => {
        const session = name.slice(0, -".json".length);
        const one = await readBound(path.join(folder, name));
        if (one === undefined || !(await lives(one))) {
          await rm(path.join(folder, name), { force: true });
          return { session, host: ADOPTED, report: reportOf(session, one?.pid ?? 0), exit: { code: 0 } };
        }
        bound.set(session, one);
        return { session, host: ADOPTED, report: reportOf(session, one.pid) };
      }),
    );
    watch();
    return all;
  }

  async function stop(session: string, one: Bound, graceMs: number): Promise<void> {
    if (one.mayEnd) {
      end(one.pid, "SIGTERM");
      for (let waited = 0; waited < graceMs && (await lives(one)); waited += STEP_MS) await step();
      if (await lives(one)) end(one.pid, "SIGKILL");
    }
    await over(session);
  }

  const step = () =>
    new Promise<void>((resolve) => {
      clock.after(STEP_MS, resolve);
    });

  const foreign = (session: string) =>
    bound.has(session)
      ? fail("no-terminal", "It runs in a terminal that is not Drover's: look there, or type there.")
      : undefined;
  const unless = <A extends readonly unknown[], T>(
    session: string,
    act: (...args: A) => Promise<Result<T>>,
    ...args: A
  ) => Promise.resolve<Result<T>>(foreign(session) ?? act(...args));

  return {
    async adopt(session, { pid, mayEnd }) {
      const born = await birthOf(pid);
      const one = { pid, mayEnd, ...(born === undefined ? {} : { born }) };
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFileAtomic(fileOf(session), JSON.stringify(one));
      bound.set(session, one);
      watch();
    },
    hosts: {
      ...hosts,
      attach: async () => [...(await found()), ...(await hosts.attach())],
      paste: (session, ...rest) => (bound.has(session) ? Promise.resolve(false) : hosts.paste(session, ...rest)),
      put: (session, ...rest) => unless(session, hosts.put, session, ...rest),
      keys: (session, ...rest) => unless(session, hosts.keys, session, ...rest),
      signal: (session, ...rest) => unless(session, hosts.signal, session, ...rest),
      pause: (session) => unless(session, hosts.pause, session),
      resume: (session) => unless(session, hosts.resume, session),
      peek: (session) => unless(session, hosts.peek, session),
      openCells: (session, ...rest) => unless(session, hosts.openCells, session, ...rest),
      openViewer: (session, ...rest) => unless(session, hosts.openViewer, session, ...rest),
      stop(session, graceMs) {
        const one = bound.get(session);
        return one === undefined ? hosts.stop(session, graceMs) : stop(session, one, graceMs);
      },
      on(listener) {
        listeners.add(listener);
        const subscription = hosts.on(listener);
        return {
          [Symbol.dispose]() {
            listeners.delete(listener);
            subscription[Symbol.dispose]();
          },
        };
      },
      async [Symbol.asyncDispose]() {
        isOver = true;
        timer?.[Symbol.dispose]();
        await hosts[Symbol.asyncDispose]();
      },
    },
  };
}

/** A number that was used again is another process, where the system tells when it began. */
async function lives({ pid, born }: Bound): Promise<boolean> {
  return mayBeAlive(pid) && (born === undefined || (await birthOf(pid)) === born);
}

/** When a process began, as the system writes it; undefined where it does not tell, or there is none. */
async function birthOf(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => undefined);
  // Fields are counted from behind the name, which may hold anything.
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
}

async function readBound(name: string): Promise<Bound | undefined> {
  try {
    const parsed = file.safeParse(JSON.parse(await readFile(name, "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    // Half written before a crash: then nobody was told of it.
    if (isMissing(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function reportOf(session: string, pid: number): FoundSession["report"] {
  const never = { outputAt: 0, outputBytes: 0, userInputAt: 0, bellAt: 0, startedAt: 0 };
  const none = { title: "", bracketedPaste: false, alternateScreen: false, paused: false, viewers: 0 };
  return { session, pid, cols: 80, rows: 24, ...never, ...none };
}
