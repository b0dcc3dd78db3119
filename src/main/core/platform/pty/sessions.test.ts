import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TERMINAL_WINDOW_BYTES } from "../../../../shared/wire/terminal-frame.ts";
import { mayBeAlive, readEndpoints } from "./host-files.ts";
import { type HostsUnderTest, gone, makeWorkspace, openHosts } from "./testing/hosts.ts";
import { watchTerminal } from "./testing/watch-terminal.ts";

/** Sessions of one host, over real sockets and terminals. */
describe("a session", () => {
  let t: HostsUnderTest;

  beforeAll(async () => {
    t = openHosts(await makeWorkspace());
    await t.hosts.attach();
  });
  afterAll(async () => {
    await t[Symbol.asyncDispose]();
  });

  const start = (script: string, size = { cols: 80, rows: 24 }) => t.shell(script, size);

  const exitOf = (session: string) => t.event((event) => event.type === "exit" && event.session === session);

  it("has the environment it was given, a terminal's name, and nothing else", async () => {
    const session = await start("env; echo done; read x");
    const terminal = await watchTerminal(t.hosts, session);
    await terminal.shows((lines) => lines.includes("done"));
    const peeked = await t.hosts.peek(session);
    const names = (peeked.ok ? peeked.value.lines : [])
      .filter((line) => line.includes("="))
      .map((line) => line.slice(0, line.indexOf("=")));
    expect(names.toSorted()).toEqual(["COLORTERM", "PATH", "PS1", "PWD", "TERM"]);
    await t.hosts.stop(session, 0);
  });

  it("is seen by several viewers, of whom those who watch neither type nor decide the size", async () => {
    const session = await start("while read line; do stty size; echo heard $line; done");
    const user = await watchTerminal(t.hosts, session, { cols: 100, rows: 30 });
    const guest = await watchTerminal(t.hosts, session, { cols: 60, rows: 10, mode: "watch" });
    guest.type("guest\r");
    user.type("user\r");
    for (const each of [user, guest]) {
      await each.shows((lines) => lines.includes("heard user") && lines.includes("30 100"));
      expect([each.terminal.cols, each.terminal.rows]).toEqual([100, 30]);
    }
    const peeked = await t.hosts.peek(session);
    expect(peeked.ok && peeked.value.text).not.toContain("guest");
    // Whoever is in control and was active last decides.
    const other = await watchTerminal(t.hosts, session, { cols: 70, rows: 20 });
    other.type("other\r");
    await guest.shows((lines) => lines.includes("20 70"));
    user.type("again\r");
    await guest.shows((lines) => lines.includes("heard again"));
    expect([guest.terminal.cols, guest.terminal.rows]).toEqual([100, 30]);
    await t.hosts.stop(session, 0);
  });

  it("loses nothing when its terminal gets lower, be it below the cursor, on any screen or in the history", async () => {
    const prompt = "ask> \\n\\n  a hint\\n  another\\033[3A\\r\\033[5C";
    const session = await start(`seq 1 30; printf '${prompt}'; read x`);
    const user = await watchTerminal(t.hosts, session, { cols: 80, rows: 24 });
    const guest = await watchTerminal(t.hosts, session, { mode: "watch" });
    await user.shows((lines) => lines.includes("  another"));
    user.viewer.send({ op: "resize", stream: 0, cols: 60, rows: 8 });
    for (const each of [user, guest]) {
      await each.shows((lines) => lines.length === 8 && lines[4] === "ask> " && lines[7] === "  another");
      expect(each.terminal.buffer.active).toMatchObject({ cursorX: 5, cursorY: 4 });
    }
    const peeked = await t.hosts.peek(session);
    expect(peeked.ok && peeked.value).toMatchObject({ cols: 60, rows: 8, cursor: { x: 5, y: 4 } });
    expect(peeked.ok && peeked.value.lines.slice(3)).toEqual(["30", "ask> ", "", "  a hint", "  another"]);
    user.viewer.send({ op: "resize", stream: 0, cols: 100, rows: 30 });
    // Nothing is written from here on: lines have come back from above the screen all the same.
    const above = await user.viewer.scrollback(1_000);
    expect(above).toMatchObject({ ok: true, value: { lines: 4 } });
    await user.shows((lines) => lines.length === 30 && lines.includes("  another"));
    const { active } = user.terminal.buffer;
    const all = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? "");
    const numbers = Array.from({ length: 30 }, (_, at) => String(at + 1));
    expect(all.filter((line) => /^\d+$/.test(line))).toEqual(numbers);
    expect(all.filter((line) => /hint|another/.test(line))).toEqual(["  a hint", "  another"]);
    await t.hosts.stop(session, 0);
  });

  it("is not read beyond its edge where a full screen was wider before", async () => {
    const session = await start("printf '\\033[?1049h'; printf '=%.0s' $(seq 80); read x");
    const user = await watchTerminal(t.hosts, session);
    await user.shows((lines) => lines[0]?.length === 80);
    user.viewer.send({ op: "resize", stream: 0, cols: 60, rows: 24 });
    await t.event((event) => event.type === "resized" && event.session === session && event.cols === 60);
    const peeked = await t.hosts.peek(session);
    expect(peeked.ok && peeked.value.lines[0]).toBe("=".repeat(60));
    await t.hosts.stop(session, 0);
  });

  it("gets a nudge as a paste that is submitted, and tells it from a user's typing", async () => {
    const session = await start("stty -echo -icanon; printf '\\033[?2004h'; head -c 18 | od -An -c; read x");
    await t.event((event) => event.type === "mode" && event.session === session && event.bracketedPaste);
    expect(await t.hosts.paste(session, "go\u001b[31m on", 20)).toBe(true);
    const terminal = await watchTerminal(t.hosts, session, { mode: "watch" });
    await terminal.shows((lines) => lines.join("").replaceAll(/\s+/g, "").includes("033[200~goon033[201~"));
    expect(t.events.filter((event) => event.type === "typed" && event.session === session)).toEqual([]);
    await t.hosts.stop(session, 0);
  });

  it("tells of titles, notifications, the bell and its output", async () => {
    const session = await start("printf '\\033]0;busy\\007\\033]9;look here\\007\\007'; read x");
    const of = (type: string) =>
      t.event((event) => event.type === type && "session" in event && event.session === session);
    expect(await of("title")).toMatchObject({ title: "busy" });
    expect(await of("notification")).toMatchObject({ title: "", body: "look here" });
    expect(await of("bell")).toBeDefined();
    expect(await of("output")).toHaveProperty("bytes");
    const report = (await t.hosts.list()).find((each) => each.session === session);
    expect(report).toMatchObject({ title: "busy", outputBytes: 24 });
    await t.hosts.stop(session, 0);
  });

  it("answers a program's questions for the terminal even when nobody watches", async () => {
    const session = await start(
      "stty -echo -icanon; printf 'ab\\033[6n'; head -c 6 | od -An -c; printf '\\033]11;?\\007'; head -c 24 | od -An -c; echo ok; read x",
    );
    const terminal = await watchTerminal(t.hosts, session, { mode: "watch" });
    await terminal.shows((lines) => lines.includes("ok"));
    const peeked = await t.hosts.peek(session);
    const text = (peeked.ok ? peeked.value.text : "").replaceAll(/\s+/g, "");
    expect(text).toContain("033[1;3R");
    expect(text).toContain("033]11;rgb:");
    await t.hosts.stop(session, 0);
  });

  it("is stopped with everything it started, also what shuts its ears and left its session", async () => {
    const session = await start(
      "trap '' TERM HUP; sleep 1001 & setsid sh -c 'trap \"\" TERM HUP; echo $$; sleep 1002; sleep 1003' & echo $!; wait; sleep 1004",
    );
    const terminal = await watchTerminal(t.hosts, session, { mode: "watch" });
    const numbers = (lines: readonly string[]) => lines.filter((line) => /^\d+$/.test(line)).map(Number);
    await terminal.shows((lines) => numbers(lines).length >= 2);
    const peeked = await t.hosts.peek(session);
    const pids = numbers(peeked.ok ? peeked.value.lines : []);
    await t.hosts.stop(session, 100);
    expect(await exitOf(session)).toMatchObject({ code: -1, signal: 9 });
    for (const pid of pids) await gone(pid);
  });

  it("stands still while paused, with all its processes", async () => {
    const session = await start("(while :; do echo tick; sleep 0.01; done)");
    const terminal = await watchTerminal(t.hosts, session, { mode: "watch" });
    await terminal.shows((lines) => lines.includes("tick"));
    await t.hosts.pause(session);
    const bytes = async () => (await t.hosts.list()).find((each) => each.session === session)?.outputBytes ?? 0;
    // What was written before it stood still has been read after two more round trips.
    await bytes();
    const before = await bytes();
    await t.hosts.peek(session);
    expect(await bytes()).toBe(before);
    expect((await t.hosts.list()).find((each) => each.session === session)?.paused).toBe(true);
    await t.hosts.resume(session);
    await t.event((event) => event.type === "paused" && event.session === session && !event.paused);
    await t.hosts.stop(session, 0);
  });

  it("keeps its last words, also when a flood ends in them and nobody was reading", async () => {
    const session = await start("seq 1 400000; printf 'the end'");
    await exitOf(session);
    const peeked = await t.hosts.peek(session);
    expect(peeked.ok && peeked.value.lines.slice(-3)).toEqual(["399999", "400000", "the end"]);
    const terminal = await watchTerminal(t.hosts, session);
    expect(await terminal.exit).toBe(0);
    await terminal.shows((lines) => lines.includes("the end"));
  });

  it("floods without growing the host, starving others, or outrunning a viewer that reads", async () => {
    const floods = await Promise.all(
      Array.from({ length: 6 }, () => start("exec yes 'a line of a flood that never ends'")),
    );
    const quiet = await start("while read line; do echo heard $line; done");
    const terminal = await watchTerminal(t.hosts, quiet);
    const watched = await watchTerminal(t.hosts, floods[0] ?? "", { mode: "watch" });
    await watched.shows((lines) => lines.every((line) => line !== "" || line === lines.at(-1)));
    const [endpoint] = await readEndpoints(join(t.workspaceDir, ".drover/hosts"));
    for (let round = 0; round < 20; round += 1) {
      terminal.type(`round ${round}\r`);
      await terminal.shows((lines) => lines.includes(`heard round ${round}`));
    }
    expect(residentMegabytes(endpoint?.pid ?? 0)).toBeLessThan(400);
    expect(watched.frames.filter((op) => op === "snapshot")).toHaveLength(1);
    await Promise.all([...floods, quiet].map((session) => t.hosts.stop(session, 0)));
  });

  it("leaves a viewer behind that acknowledges nothing, and shows it the present when it comes back", async () => {
    const session = await start(
      "i=0; while [ $i -lt 60000 ]; do i=$((i+1)); echo line $i of many that nobody reads; done; echo over; read x",
    );
    let received = 0;
    let held = 0;
    let snapshots = 0;
    const present = Promise.withResolvers<void>();
    const opened = await t.hosts.openViewer(session, {
      cols: 80,
      rows: 24,
      mode: "watch",
      onFrame(frame) {
        if (frame.op === "snapshot") snapshots += 1;
        if (frame.op !== "data" && frame.op !== "snapshot") return;
        received += frame.bytes.length;
        held += frame.bytes.length;
        if (snapshots === 2 && Buffer.from(frame.bytes).includes("over")) present.resolve();
      },
    });
    if (!opened.ok) throw new Error(opened.error.message);
    // The program comes to its end although this viewer never acknowledged anything.
    const other = await watchTerminal(t.hosts, session, { mode: "watch" });
    await other.shows((lines) => lines.includes("over"));
    expect(received).toBeLessThanOrEqual(TERMINAL_WINDOW_BYTES + 64 * 1024);
    opened.value.send({ op: "ack", stream: 0, count: held });
    await present.promise;
    opened.value.close();
    await t.hosts.stop(session, 0);
  });

  it("refuses what cannot be", async () => {
    const session = await start("read x");
    const request = { file: "/bin/sh", args: [], cwd: t.workspaceDir, env: {}, cols: 80, rows: 24 };
    expect(await t.hosts.spawn({ ...request, session })).toMatchObject({
      ok: false,
      error: { code: "session-exists" },
    });
    expect(await t.hosts.spawn({ ...request, session: "w", cols: 0 })).toMatchObject({ error: { code: "bad-input" } });
    expect(await t.hosts.peek("nobody")).toMatchObject({ error: { code: "session-not-found" } });
    expect(await t.hosts.collect(session)).toMatchObject({ error: { code: "session-running" } });
    const missing = { ...request, session: "missing", file: "/nowhere/at-all" };
    expect((await t.hosts.spawn(missing)).ok).toBe(true);
    expect(await t.event((event) => event.type === "exit" && event.session === "missing")).toMatchObject({ code: 1 });
    await t.hosts.stop(session, 0);
  });

  it("leaves no file open and no process behind, however often sessions come and go", async () => {
    const [endpoint] = await readEndpoints(join(t.workspaceDir, ".drover/hosts"));
    const pid = endpoint?.pid ?? 0;
    for (const { session, exit } of await t.hosts.list()) if (exit !== undefined) await t.hosts.collect(session);
    const before = openFiles(pid);
    const leaders: number[] = [];
    for (let cycle = 0; cycle < 15; cycle += 1) {
      const session = await start("echo hi; read x");
      const terminal = await watchTerminal(t.hosts, session);
      await terminal.shows((lines) => lines.includes("hi"));
      leaders.push((await t.hosts.list()).find((each) => each.session === session)?.pid ?? 0);
      terminal.viewer.close();
      await t.hosts.stop(session, 100);
      await exitOf(session);
      await t.hosts.collect(session);
    }
    expect(openFiles(pid)).toBeLessThanOrEqual(before + 1);
    expect(leaders.filter((leader) => leader === 0 || mayBeAlive(leader))).toEqual([]);
    expect(await t.hosts.list()).toEqual([]);
  });
});

function openFiles(pid: number): number {
  return process.platform === "linux" ? readdirSync(`/proc/${pid}/fd`).length : 0;
}

function residentMegabytes(pid: number): number {
  if (process.platform !== "linux") return 0;
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
