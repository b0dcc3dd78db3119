import { spawn as spawnPty } from "node-pty";
import type { PtyHosts } from "../../src/main/core/platform/pty/pty-hosts.ts";
import { COLS, ROWS, pause } from "./terminal-rigs.ts";

/** Milliseconds from a key pressed to its echo in the session `echo`, as somebody sees it who controls it through the core's way. */
export async function drovenEcho(hosts: PtyHosts, samples: number): Promise<readonly number[]> {
  let heard = () => {};
  const opened = await hosts.openViewer("echo", {
    cols: COLS,
    rows: ROWS,
    mode: "control",
    onFrame(frame) {
      if (frame.op !== "data" && frame.op !== "snapshot") return;
      acknowledge(frame.bytes.length);
      heard();
    },
  });
  if (!opened.ok) throw new Error(opened.error.message);
  function acknowledge(count: number): void {
    if (opened.ok) opened.value.send({ op: "ack", stream: 0, count });
  }
  await pause(500);
  const press = () => {
    opened.value.send({ op: "input", stream: 0, bytes: Buffer.from("x") });
  };
  return timings(samples, press, (listener) => {
    heard = listener;
  });
}

/** The same for a tmux client that is attached to its session `echo`. */
export async function attachedEcho(server: string, samples: number): Promise<readonly number[]> {
  const pty = spawnPty("tmux", ["-L", server, "attach", "-t", "echo"], {
    cols: COLS,
    rows: ROWS + 1,
    env: { PATH: process.env["PATH"] ?? "", TERM: "xterm-256color" },
  });
  try {
    await pause(1000);
    let heard = () => {};
    pty.onData(() => {
      heard();
    });
    const press = () => {
      pty.write("x");
    };
    return await timings(samples, press, (listener) => {
      heard = listener;
    });
  } finally {
    pty.kill();
  }
}

async function timings(
  samples: number,
  press: () => void,
  listen: (heard: () => void) => void,
): Promise<readonly number[]> {
  const out: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    await pause(20 + ((sample * 7) % 23));
    const from = performance.now();
    const heard = new Promise<number>((resolve) => {
      listen(() => {
        resolve(performance.now() - from);
      });
    });
    press();
    out.push(await heard);
    listen(() => {});
  }
  return out;
}
