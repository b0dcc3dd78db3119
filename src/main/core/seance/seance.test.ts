import { appendFile, mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Agent, Session } from "../../../shared/model/agent.ts";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import { systemClock } from "../base/clock.ts";
import { createLocalRunner } from "../platform/process/local-runner.ts";
import type { ModelUsage, TranscriptReader } from "../runtime/index.ts";
import { type SeanceHandlers, createSeances, createTalks, remainsIn } from "./index.ts";
import { primingText } from "../hook/prime.ts";
import { createPassageSearch } from "./passages.ts";

const OTTER = "demo/workers/otter" as IdentityPath;
const caller = { identity: USER, role: "user" } as const;

function session(id: string, more: Partial<Session> = {}): Session {
  return {
    id,
    agent: OTTER,
    project: "demo",
    runtime: "tiny",
    round: 1,
    host: "h",
    startedAt: 1,
    runtimeSession: id,
    ...more,
  };
}

/** A transcript of the test's own: lines `who text`, in `<session>.log`. The tokens an answer used are its characters. */
function readerIn(dir: string): TranscriptReader {
  return {
    async find({ runtimeSession = "" }) {
      const file = path.join(dir, `${runtimeSession}.log`);
      return existsSync(file) ? file : undefined;
    },
    async read(file, _cursor, { startedAt }) {
      const lines = (await readFile(file, "utf8")).trim().split("\n");
      const turns = lines.map(
        (line, at) => ({ at, who: line.startsWith("user") ? "user" : "agent", text: line }) as const,
      );
      const output = startedAt > 1 ? lines.filter((line) => line.startsWith("answer")).join("").length : 0;
      const usage = output === 0 ? [] : [{ model: "m", input: 0, output, cacheRead: 0, cacheWrite: 0 }];
      return { cursor: "end", turns, usage, at: undefined, unreadable: 0, more: false };
    },
  };
}

const TRAITS = { title: "Tiny", canResume: true, canFork: true };

interface House extends AsyncDisposable {
  readonly dir: string;
  readonly handlers: SeanceHandlers;
  readonly held: Map<string, Session>;
  readonly used: (readonly [string, readonly ModelUsage[]])[];
  ask(input: Partial<Parameters<SeanceHandlers["agent.seance"]>[0]>): ReturnType<SeanceHandlers["agent.seance"]>;
}

/** `script` is what the CLI does when asked, for /bin/sh: `$1` the question, `$2` the session, `$3` the id for a copy. */
async function openHouse(script: string, sessions: readonly Session[], needsWorktree = false): Promise<House> {
  const folder = await mkdtempDisposable(path.join(tmpdir(), "drover-seance-"));
  const runner = createLocalRunner();
  const held = new Map<string, Session>();
  const used: (readonly [string, readonly ModelUsage[]])[] = [];
  const deps: Parameters<typeof remainsIn>[0] & Parameters<typeof createTalks>[0] = {
    ...{ clock: systemClock, runner, workspaceDir: folder.path, held, over: new AbortController().signal },
    drover: "/nowhere/drover",
    runtimes: {
      traits: (id) => (id === "searchable" ? undefined : TRAITS),
      launch: async (_id, { resume = "", newSession, fork, env, sessionDir }) =>
        ok({ file: "/bin/cli", args: [resume, String(fork), sessionDir], env, runtimeSession: newSession }),
      get: () => undefined,
      adapter: (id) => (id === "mute" ? {} : { transcript: readerIn(folder.path) }),
      ask: async (id, { question, runtimeSession, newSession }) =>
        ok(
          id === "searchable"
            ? undefined
            : {
                file: "/bin/sh",
                args: ["-c", script, "cli", question, runtimeSession, newSession],
                env: {},
                needsWorktree,
                answeredBy: script.includes("$3") ? newSession : undefined,
              },
        ),
    },
    placeOf: ({ startedAt, runtimeSession }) => ({
      ...{ env: {}, sessionDir: "/nowhere", worktree: "", startedAt, runtimeSession },
    }),
    environment: (_session, seance) => ({ PATH: "/usr/bin:/bin", SEANCE: seance, DIR: folder.path }),
    used: (one, usage) => used.push([one.id, usage]),
    report(error) {
      throw error;
    },
  };
  const handlers = createSeances({
    clock: systemClock,
    resolveAgent: () => ok(OTTER),
    sessionsOf: () => sessions,
    remainsOf: remainsIn(deps),
    talks: createTalks(deps),
  });
  return {
    ...{ dir: folder.path, handlers, held, used },
    ask: (input) =>
      handlers["agent.seance"](
        { agent: "otter", ask: "Why no cache?", ...input },
        caller,
        new AbortController().signal,
      ),
    async [Symbol.asyncDispose]() {
      await runner[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const ENDED = session("s1", { endedAt: 9, endReason: "handoff" });

describe("a session that has ended", () => {
  it("answers by a copy of itself, which is counted to it and removed", async () => {
    const script = `echo "answer because $2 said so" | tee "$DIR/$3.log"; printf '%s' "$1" > "$DIR/question"; printf '%s' "$SEANCE" > "$DIR/seance"`;
    await using house = await openHouse(script, [ENDED]);
    await writeFile(path.join(house.dir, "s1.log"), "user do it\nagent done\n");
    const asked = await house.ask({});
    expect(asked).toMatchObject({
      ok: true,
      value: { session: "s1", answer: "answer because s1 said so", passages: [] },
    });
    expect(await readFile(path.join(house.dir, "question"), "utf8")).toContain("Why no cache?");
    expect(await readFile(path.join(house.dir, "seance"), "utf8")).toMatch(/^sea-/);
    expect(house.held.size).toBe(0);
    expect(house.used).toEqual([
      ["s1", [{ model: "m", input: 0, output: "answer because s1 said so".length, cacheRead: 0, cacheWrite: 0 }]],
    ]);
    const left = await readFile(path.join(house.dir, "s1.log"), "utf8");
    expect(left).toBe("user do it\nagent done\n");
    expect(existsSync(path.join(house.dir, ".drover", "seance"))).toBe(true);
  });

  it.each([
    ["fails", `echo "no such session" >&2; exit 3`, "It ended with exit code 3: no such session."],
    ["says nothing", `exit 0`, "It ended with exit code 0."],
    ["does not end", `sleep 1000`, "It said nothing within 1 s."],
  ])("is searched where its CLI %s", async (_how, script, reason) => {
    await using house = await openHouse(script, [ENDED]);
    await writeFile(path.join(house.dir, "s1.log"), "user do it\nagent The cache grows without end.\nagent Bye.\n");
    const asked = await house.ask({ timeoutSeconds: 1 });
    expect(asked).toMatchObject({
      ok: true,
      value: { reason, passages: [{ at: 1, who: "agent", text: "agent The cache grows without end." }] },
    });
    expect(house.held.size).toBe(0);
  });

  it("is searched where it cannot be gone on with, and where nobody wants to pay for an answer", async () => {
    const searchable = session("s2", { runtime: "searchable", endedAt: 10, startedAt: 5 });
    await using house = await openHouse(`echo "answer"`, [ENDED, searchable]);
    for (const id of ["s1", "s2"]) await writeFile(path.join(house.dir, `${id}.log`), `agent cache of ${id}\n`);
    expect(await house.ask({})).toMatchObject({
      value: { session: "s2", reason: "searchable has no way to ask a session that has ended." },
    });
    const quiet = await house.ask({ session: "s1", searchOnly: true });
    expect(quiet).toMatchObject({ value: { session: "s1", passages: [{ text: "agent cache of s1" }] } });
    expect(quiet.ok && quiet.value.reason).toBeUndefined();
  });

  it("is searched where it is found in its worktree alone, and that is gone", async () => {
    await using house = await openHouse(`echo "answer"`, [ENDED], true);
    await appendFile(path.join(house.dir, "s1.log"), "agent cache\n");
    expect(await house.ask({})).toMatchObject({
      value: { reason: "tiny finds a session in its worktree alone, and that was given back." },
    });
  });
});

describe("a talk with a session that has ended", () => {
  it("is by a copy with a token of its own, which is void, counted and gone when it is closed", async () => {
    await using house = await openHouse("", [ENDED]);
    await writeFile(path.join(house.dir, "s1.log"), "agent done\n");
    const signal = new AbortController().signal;
    const opened = await house.handlers["seance.open"]({ agent: "otter" }, caller, signal);
    if (!opened.ok) throw new Error(opened.error.message);
    const { seance, args, env, session: of } = opened.value;
    expect(of).toBe("s1");
    expect(args.slice(0, 2)).toEqual(["s1", "true"]);
    expect(env["SEANCE"]).toBe(seance);
    expect(house.held.get(seance)?.id).toBe("s1");
    expect(existsSync(args[2] ?? "")).toBe(true);
    const closed = await house.handlers["seance.close"]({ seance }, caller, signal);
    expect(closed).toMatchObject({ value: { closed: true } });
    expect(house.held.size).toBe(0);
    expect(existsSync(args[2] ?? "")).toBe(false);
    expect(await house.handlers["seance.close"]({ seance }, caller, signal)).toMatchObject({
      value: { closed: false },
    });
  });

  it("is refused where it runs still, and where its CLI cannot go on with it", async () => {
    const searchable = session("s2", { runtime: "searchable", endedAt: 10 });
    await using house = await openHouse("", [session("s1"), searchable]);
    for (const id of ["s1", "s2"]) await writeFile(path.join(house.dir, `${id}.log`), "agent done\n");
    for (const id of ["s1", "s2"]) {
      const opened = await house.handlers["seance.open"](
        { agent: "otter", session: id },
        caller,
        new AbortController().signal,
      );
      expect(opened).toMatchObject({ ok: false, error: { code: "cannot-answer" } });
    }
    expect(house.held.size).toBe(0);
  });
});

describe("an agent", () => {
  it("of whose sessions nothing is left cannot be asked, and says so", async () => {
    await using house = await openHouse("", [session("s3", { runtime: "mute", endedAt: 3 })]);
    expect(await house.ask({})).toMatchObject({ ok: false, error: { code: "nothing-to-ask" } });
    expect(await house.ask({ session: "other" })).toMatchObject({ ok: false, error: { code: "session-not-found" } });
  });

  it("has its sessions listed, the latest first, with what each can do", async () => {
    const sessions = [
      ENDED,
      session("s4", { startedAt: 20 }),
      session("s5", { runtime: "mute", startedAt: 10, endedAt: 11 }),
    ];
    await using house = await openHouse("", sessions);
    for (const id of ["s1", "s4"]) await writeFile(path.join(house.dir, `${id}.log`), "agent hello\n");
    const list = await house.handlers["seance.list"]({ agent: "otter" }, caller, new AbortController().signal);
    expect(list.ok && list.value.sessions.map(({ id, can, reason }) => [id, can, reason])).toEqual([
      ["s4", "transcript", "It still runs."],
      ["s5", "none", "Nothing that it said is left."],
      ["s1", "answers", undefined],
    ]);
  });
});

describe("the search of a transcript", () => {
  it("leaves out what every session is told", () => {
    const search = createPassageSearch("parser");
    const agent: Agent = {
      path: OTTER,
      role: "worker",
      project: "demo",
      name: "otter",
      runtime: "tiny",
      specialities: [],
      createdAt: 1,
    };
    const none = {
      project: undefined,
      hook: undefined,
      item: undefined,
      lastEnd: undefined,
      memory: [],
      commits: [],
      mail: [],
      seconds: [],
      briefing: [],
    };
    search.add({ at: 1, who: "user", text: primingText({ ...none, agent, prompts: ["Mind the parser."] }) });
    search.add({ at: 2, who: "agent", text: "The parser is done." });
    expect(search.best().map(({ at }) => at)).toEqual([2]);
  });

  it("finds what has most of the words, in the order of time, and leaves out what is common", () => {
    const search = createPassageSearch("Why is the cache of the parser left out?");
    search.add({ at: 1, who: "tool", text: "the out of is why" });
    search.add({ at: 2, who: "agent", text: `${"x ".repeat(3_000)}The parser has no cache: it was left for later.` });
    search.add({ at: 3, who: "user", text: "Mind the PARSER." });
    for (let at = 4; at < 400; at += 1) search.add({ at, who: "tool", text: "parser" });
    const best = search.best();
    expect(best).toHaveLength(8);
    expect(best[0]?.at).toBe(2);
    expect(best[0]?.text).toMatch(/^… .*The parser has no cache/s);
    expect(best[0]?.text.length).toBeLessThan(1_600);
    expect(best[1]?.at).toBe(3);
    expect(best.map(({ at }) => at)).toEqual(best.map(({ at }) => at).toSorted((a, b) => a - b));
  });
});
