import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CELL, EMPTY_SCREEN, applyCellUpdate, textOfScreen } from "../../../../shared/wire/cell-screen.ts";
import type { TerminalFrame } from "../../../../shared/wire/terminal-frame.ts";
import { ManualClock } from "../../base/clock.ts";
import { openPeekedCells } from "./peeked-cells.ts";
import { type HostsUnderTest, makeWorkspace, openHosts } from "./testing/hosts.ts";
import { watchCells } from "./testing/watch-cells.ts";
import { watchTerminal } from "./testing/watch-terminal.ts";

/** Screens as cells, over real sockets and terminals. */
describe("the cells of a session", () => {
  let t: HostsUnderTest;

  beforeAll(async () => {
    t = openHosts(await makeWorkspace());
    await t.hosts.attach();
  });
  afterAll(async () => {
    await t[Symbol.asyncDispose]();
  });

  const start = (script: string, size = { cols: 40, rows: 8 }) => t.shell(script, size);

  it("show what stands there, follow what is written, and are no viewer that decides the size", async () => {
    const session = await start(
      `printf '漢字 \\033[1;32mgo\\033[0m \\360\\237\\220\\221!\\n'; read x; echo "heard $x"; read y`,
    );
    const cells = await watchCells(t.hosts, session);
    await cells.shows(([first]) => first === "漢字 go 🐑!");
    expect(cells.screen.lines[0]?.map(({ column, cells: width, text }) => [column, width, text])).toEqual([
      [0, 4, "漢字"],
      [4, 1, ""],
      [5, 2, "go"],
      [7, 1, ""],
      [8, 2, "🐑"],
      [10, 1, "!"],
    ]);
    expect(cells.screen.lines[0]?.[2]).toMatchObject({ attributes: CELL.BOLD, foreground: 2 });
    await t.hosts.keys(session, "you\r");
    await cells.shows((lines) => lines.includes("heard you"));
    const report = (await t.hosts.list()).find((each) => each.session === session);
    expect(report).toMatchObject({ cols: 40, rows: 8, viewers: 0 });
    await t.hosts.stop(session, 0);
  });

  it("follow a terminal that is resized, and one that shows its other screen and comes back", async () => {
    const session = await start(
      "echo normal; read a; printf '\\033[?1049h\\033[Hother'; read b; printf '\\033[?1049l'; read c",
    );
    const cells = await watchCells(t.hosts, session);
    await cells.shows(([first]) => first === "normal");
    const user = await watchTerminal(t.hosts, session, { cols: 60, rows: 20 });
    await cells.shows((_lines, { cols, rows }) => cols === 60 && rows === 20);
    user.type("\r");
    await cells.shows(([first]) => first === "other");
    user.type("\r");
    await cells.shows(([first]) => first === "normal");
    await t.hosts.stop(session, 0);
  });

  it("come no more often than paced while a program floods, and end with it", async () => {
    const session = await start("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo line $i of a flood; done; exit 4");
    const from = performance.now();
    const cells = await watchCells(t.hosts, session);
    expect(await cells.exit).toBe(4);
    const periods = (performance.now() - from) / 250;
    expect(cells.taken.updates).toBeLessThanOrEqual(Math.ceil(periods) + 1);
    await cells.shows((lines) => lines.includes("line 20000 of a flood"));
  });

  it("are not there for a session that nobody knows, and end when they are closed", async () => {
    expect(await t.hosts.openCells("nobody", () => {})).toMatchObject({ error: { code: "session-not-found" } });
    const session = await start("echo one; read x; echo two; read y");
    const cells = await watchCells(t.hosts, session);
    await cells.shows(([first]) => first === "one");
    const { updates } = cells.taken;
    cells.close();
    const other = await watchCells(t.hosts, session);
    await t.hosts.keys(session, "\r");
    await other.shows((lines) => lines.includes("two"));
    expect(cells.taken.updates).toBe(updates);
    await t.hosts.stop(session, 0);
  });

  it("of a host that knows nothing of cells are its text, read again while somebody asks", async () => {
    const session = await start("echo 漢字 one; read x; echo two; read y");
    const clock = new ManualClock();
    const frames: TerminalFrame[] = [];
    let came = Promise.withResolvers<undefined>();
    const opened = await openPeekedCells({
      clock,
      peek: () => t.hosts.peek(session),
      onFrame(frame) {
        frames.push(frame);
        came.resolve(undefined);
      },
    });
    if (!opened.ok) throw new Error(opened.error.message);
    const next = async (have: number) => {
      came = Promise.withResolvers();
      opened.value.send({ op: "ask", stream: 0, have });
      await came.promise;
      const frame = frames.at(-1);
      if (frame?.op !== "cells") throw new Error("Cells were expected.");
      return applyCellUpdate(EMPTY_SCREEN, frame.bytes)?.screen ?? EMPTY_SCREEN;
    };
    await t.event((event) => event.type === "output" && event.session === session);
    const first = await next(0);
    expect(textOfScreen(first)[0]).toBe("漢字 one");
    expect(first.lines[0]?.[0]).toMatchObject({ cells: 4, attributes: CELL.WIDE });
    await t.hosts.keys(session, "\r");
    const real = await watchCells(t.hosts, session);
    await real.shows((lines) => lines.includes("two"));
    const second = next(1);
    clock.advance(1_500);
    expect(textOfScreen(await second)).toContain("two");
    opened.value.close();
    await t.hosts.stop(session, 0);
  });
});
