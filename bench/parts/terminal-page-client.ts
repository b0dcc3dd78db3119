import { Terminal } from "@xterm/xterm";
import { createFeedScheduler } from "../../src/renderer/features/terminal/feed-scheduler.ts";
import { createWebglSlots } from "../../src/renderer/features/terminal/webgl-slots.ts";
import { decodeTerminalFrame, encodeTerminalFrame } from "../../src/shared/wire/terminal-frame.ts";

/** What the bench asks of its page. Terminals are fed and drawn as the app does it. */
export interface BenchPage {
  /** Shows terminals for streams 0 to before `count`. */
  show(count: number): Promise<void>;
  /** Milliseconds from a key in stream 0 to the frame that shows its echo, for each key. */
  keys(samples: number): Promise<number[]>;
  /** MB/s that one terminal parses when nothing else is done. */
  parseLimit(megabytes: number): Promise<number>;
  /** Feeds terminals that are not opened; MB/s and frames per second meanwhile. */
  unopened(count: number, megabytes: number): Promise<{ readonly rate: number; readonly fps: number }>;
  idleFps(): Promise<number>;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

const STUCK_MS = 3000;
const COLS = 120;
const ROWS = 40;
const nextFrame = (run: () => void): void => {
  requestAnimationFrame(run);
};
const scheduler = createFeedScheduler(nextFrame);
const webgl = createWebglSlots();

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
const frame = (): Promise<number> =>
  new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });

let heard = (): void => {};
let socket: WebSocket | undefined;

async function show(count: number): Promise<void> {
  const opened = new WebSocket(`ws://${location.host}/?count=${count}`);
  socket = opened;
  opened.binaryType = "arraybuffer";
  const feeds = Array.from({ length: count }, (_, stream) => {
    const pane = document.createElement("div");
    pane.style.cssText = `width:${count === 1 ? 100 : 50}%;height:${count === 1 ? 100 : 50}%;float:left;overflow:hidden`;
    document.body.append(pane);
    const terminal = new Terminal({ cols: COLS, rows: ROWS, scrollback: 1000, fontSize: count === 1 ? 12 : 8 });
    terminal.open(pane);
    webgl.take(terminal, () => {});
    const feed = scheduler.add({
      sink: {
        write(bytes, parsed) {
          terminal.write(bytes, () => {
            parsed();
            if (stream === 0) heard();
          });
        },
      },
      parsed(count) {
        opened.send(Uint8Array.from(encodeTerminalFrame({ op: "ack", stream, count })));
      },
      isFocused: () => stream === 0,
    });
    return { feed, terminal };
  });
  opened.addEventListener("message", ({ data }) => {
    if (!(data instanceof ArrayBuffer)) return;
    const received = decodeTerminalFrame(new Uint8Array(data));
    const fed = received === undefined ? undefined : feeds[received.stream];
    if (received?.op === "snapshot") {
      fed?.feed.clear();
      fed?.feed.after(() => {
        fed.terminal.reset();
      });
    }
    if (received?.op === "snapshot" || received?.op === "data") fed?.feed.push(received.bytes);
  });
  await new Promise((resolve) => {
    opened.addEventListener("open", resolve);
  });
  await pause(1500);
}

async function keys(samples: number): Promise<number[]> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    await pause(40 + ((sample * 13) % 37));
    const from = performance.now();
    const shown = new Promise<number>((resolve) => {
      heard = () => {
        heard = () => {};
        requestAnimationFrame(() => {
          // The frame is drawn when this callback's task is over.
          const channel = new MessageChannel();
          channel.port1.addEventListener("message", () => {
            resolve(performance.now() - from);
          });
          channel.port1.start();
          channel.port2.postMessage(0);
        });
      };
    });
    socket?.send(Uint8Array.from(encodeTerminalFrame({ op: "input", stream: 0, bytes: new Uint8Array([0x78]) })));
    // A page that does not come to it in this time is stuck for a person too; the figure says so.
    times.push(await Promise.race([shown, pause(STUCK_MS).then(() => STUCK_MS)]));
  }
  return times;
}

/** Redraws as agents make them. */
function redraws(bytes: number): Uint8Array {
  let text = "";
  for (let turn = 0; text.length < bytes; turn += 1) {
    text += "\u001b[20A";
    for (let row = 0; row < 20; row += 1) {
      text += `\u001b[2K\u001b[38;5;${30 + ((turn + row) % 180)}m* \u001b[1mstep ${turn + row}\u001b[0m reading src/module-${(row * 37) % 211}.ts and thinking\r\n`;
    }
  }
  return new TextEncoder().encode(text);
}

async function parseLimit(megabytes: number): Promise<number> {
  const terminal = new Terminal({ cols: COLS, rows: ROWS, scrollback: 1000 });
  const bytes = redraws(1_000_000);
  const from = performance.now();
  for (let round = 0; round < megabytes; round += 1) {
    await new Promise<void>((resolve) => {
      terminal.write(bytes, resolve);
    });
  }
  const seconds = (performance.now() - from) / 1000;
  terminal.dispose();
  return (bytes.length * megabytes) / 1e6 / seconds;
}

async function unopened(count: number, megabytes: number): Promise<{ rate: number; fps: number }> {
  const bytes = redraws(1_000_000);
  const total = bytes.length * megabytes;
  let parsed = 0;
  const feeds = Array.from({ length: count }, () => {
    const terminal = new Terminal({ cols: COLS, rows: ROWS, scrollback: 1000 });
    const feed = scheduler.add({
      sink: terminal,
      parsed(size) {
        parsed += size;
      },
      isFocused: () => false,
    });
    return { terminal, feed };
  });
  const from = performance.now();
  for (let round = 0; round < megabytes; round += 1) feeds[round % count]?.feed.push(bytes);
  let frames = 0;
  while (parsed < total) {
    await frame();
    frames += 1;
  }
  const seconds = (performance.now() - from) / 1000;
  for (const { terminal, feed } of feeds) {
    feed.dispose();
    terminal.dispose();
  }
  return { rate: total / 1e6 / seconds, fps: frames / seconds };
}

async function idleFps(): Promise<number> {
  await frame();
  const from = performance.now();
  for (let frames = 0; frames < 60; frames += 1) await frame();
  return 60_000 / (performance.now() - from);
}

window.bench = { show, keys, parseLimit, unopened, idleFps };
