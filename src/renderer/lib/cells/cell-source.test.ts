import { expect, test } from "vitest";
import { encodeCellUpdate, createCellLineWriter } from "../../../shared/wire/cell-writer.ts";
import { DEFAULT_COLOUR, textOfScreen } from "../../../shared/wire/cell-screen.ts";
import { wallOpen } from "../../../shared/contract/wall.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import { decodeTerminalFrame, encodeTerminalFrame } from "../../../shared/wire/terminal-frame.ts";
import { createConnection } from "../connection/connection.ts";
import { createSessionStore } from "../server-state/session-store.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { statusFixture } from "../../testing/status-fixture.ts";
import { testCore } from "../../testing/test-core.ts";
import { createCellSource } from "./cell-source.ts";

const ada = workerPath("demo", "ada");
const bea = workerPath("demo", "bea");

/** An update that shows one line on a screen of two. */
function picture(text: string): Uint8Array {
  const writer = createCellLineWriter();
  const style = { attributes: 0, foreground: DEFAULT_COLOUR, background: DEFAULT_COLOUR };
  for (const character of text) writer.cell(character, 1, style);
  const cursor = { x: 0, y: 0, isHidden: false };
  const lines = [[0, writer.end()]] as const;
  return encodeCellUpdate({ cols: 20, rows: 2, cursor, isWhole: true, shift: 0, title: undefined, lines });
}

async function setUp() {
  const clock = manualClock();
  let stream = 0;
  const core = testCore({
    answer(verb, input) {
      if (verb !== "wall.open") return ok({ closed: 1 });
      const { agents } = wallOpen.input.parse(input);
      const tiles = agents
        .filter((agent) => agent !== bea)
        .map((agent) => ({ agent, stream: ++stream, session: `s${stream}`, cols: 20, rows: 2 }));
      const unshown = agents
        .filter((agent) => agent === bea)
        .map((agent) => ({ agent, code: "not-running", message: "It has no session." }));
      return ok({ tiles, unshown });
    },
  });
  const connection = createConnection({ source: core.source, clock, random: () => 0 });
  const sessions = createSessionStore(clock);
  const source = createCellSource({ connection, sessions, clock });
  connection.start();
  await clock.advance(0);
  const asks = () =>
    core.received.flatMap((bytes) => {
      const frame = decodeTerminalFrame(bytes);
      return frame?.op === "ask" ? [[frame.stream, frame.have]] : [];
    });
  const send = async (of: number, seq: number, text: string) => {
    core.sendBytes(encodeTerminalFrame({ op: "cells", stream: of, seq, bytes: picture(text) }));
    await clock.advance(0);
  };
  const verbs = () => core.requests.map(({ verb }) => verb);
  return { clock, core, connection, sessions, source, asks, send, verbs };
}

test("screens that come into sight together are opened by one call, and one picture is asked for after the other", async () => {
  const { clock, source, asks, send, verbs } = await setUp();
  const changes: (readonly number[] | undefined)[] = [];
  const look = source.look(ada, (rows) => changes.push(rows));
  const other = source.look(bea, () => {});
  await clock.advance(16);
  expect(verbs()).toEqual(["wall.open"]);
  expect(other.view).toMatchObject({ phase: "unshown", why: "It has no session." });
  expect(asks()).toEqual([[1, 0]]);
  await send(1, 1, "hello");
  expect(textOfScreen(look.view.screen)[0]).toBe("hello");
  expect(changes.at(-1)).toEqual([0, 1]);
  expect(asks()).toEqual([
    [1, 0],
    [1, 1],
  ]);
});

test("what is out of sight, or on a hidden page, is not asked for until it is seen again", async () => {
  const { clock, source, asks, send } = await setUp();
  const look = source.look(ada, () => {});
  await clock.advance(16);
  look.setInSight(false);
  await send(1, 1, "one");
  expect(asks()).toEqual([[1, 0]]);
  source.setPageHidden(true);
  look.setInSight(true);
  expect(asks()).toEqual([[1, 0]]);
  source.setPageHidden(false);
  await clock.advance(0);
  expect(asks().at(-1)).toEqual([1, 1]);
});

test("two looks at one agent share a stream, which is closed when nobody looks any more", async () => {
  const { clock, source, verbs, core } = await setUp();
  const one = source.look(ada, () => {});
  const other = source.look(ada, () => {});
  await clock.advance(16);
  one.release();
  await clock.advance(2_000);
  expect(verbs()).toEqual(["wall.open"]);
  other.release();
  await clock.advance(2_000);
  expect(core.requests.at(-1)).toMatchObject({ verb: "wall.close", input: { streams: [1] } });
});

test("an update that makes no sense is asked for anew, whole", async () => {
  const { clock, core, source, asks } = await setUp();
  source.look(ada, () => {});
  await clock.advance(16);
  core.sendBytes(encodeTerminalFrame({ op: "cells", stream: 1, seq: 1, bytes: new Uint8Array([1, 2, 3]) }));
  await clock.advance(0);
  expect(asks()).toEqual([
    [1, 0],
    [1, 0],
  ]);
});

test("the next session of an agent is shown when it begins, after the last screen of the one before", async () => {
  const { clock, core, source, sessions, send, asks } = await setUp();
  const look = source.look(ada, () => {});
  await clock.advance(16);
  await send(1, 1, "bye");
  core.sendBytes(encodeTerminalFrame({ op: "exit", stream: 1, code: 0 }));
  await clock.advance(0);
  expect(look.view.phase).toBe("ended");
  expect(textOfScreen(look.view.screen)[0]).toBe("bye");
  sessions.take(statusFixture({ session: "s2", agent: ada, state: "working" }));
  await clock.advance(16);
  await send(2, 1, "hello again");
  expect(look.view.phase).toBe("live");
  expect(textOfScreen(look.view.screen)[0]).toBe("hello again");
  expect(asks().at(-1)).toEqual([2, 1]);
});
