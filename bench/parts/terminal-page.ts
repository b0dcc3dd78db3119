import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { type Browser, type Page, chromium } from "@playwright/test";
import { build } from "vite";
import { WebSocketServer } from "ws";
import type { PtyHosts } from "../../src/main/core/platform/pty/pty-hosts.ts";
import { decodeTerminalFrame, encodeTerminalFrame } from "../../src/shared/wire/terminal-frame.ts";
import type { BenchContext, MeasuredRow, SkippedRow } from "../bench.ts";
import type { TerminalPrograms } from "./terminal-programs.ts";
import { COLS, ROWS, droverRig, median, pause, percentile } from "./terminal-rigs.ts";

const SAMPLES = 150;
const CHROMIUM = process.env["DROVER_CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** Rows that need a page in Chromium. */
export const PAGE_ROWS = [
  "terminal-frame-1",
  "terminal-frame-4",
  "terminal-frame-100",
  "terminal-unopened-parse",
  "terminal-unopened-frames",
];

/** From the program in a terminal to the picture of it. */
export async function measurePage(
  context: BenchContext,
  programs: TerminalPrograms,
): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  const browser = await launch();
  if (browser === undefined) return PAGE_ROWS.map((id) => ({ id, skipped: `${CHROMIUM} is not installed` }));
  try {
    await bundle(context.folder);
    return [...(await measureFrames(context, programs, browser)), ...(await measureUnopened(context, browser))];
  } finally {
    await browser.close();
  }
}

async function launch(): Promise<Browser | undefined> {
  try {
    return await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  } catch {
    return undefined;
  }
}

async function bundle(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      outDir: join(folder, "page"),
      reportCompressedSize: false,
      lib: { entry: join(import.meta.dirname, "terminal-page-client.ts"), formats: ["es"], fileName: "page" },
    },
  });
}

async function measureFrames(
  { root, folder, say }: BenchContext,
  programs: TerminalPrograms,
  browser: Browser,
): Promise<readonly MeasuredRow[]> {
  const endless = ["4000000000000", join(folder, "never")];
  const setups = [
    { id: "terminal-frame-1", file: programs.flood, args: endless, others: 30, visible: 1, go: true },
    { id: "terminal-frame-4", file: programs.flood, args: endless, others: 30, visible: 4, go: true },
    { id: "terminal-frame-100", file: programs.paced, args: ["10"], others: 100, visible: 4, go: false },
  ];
  const rows: MeasuredRow[] = [];
  for (const { id, file, args, others, visible, go } of setups) {
    say(id);
    const rig = await droverRig(root, folder);
    try {
      await rig.start("t0", "/bin/sh", ["-c", "stty raw -echo; exec cat"]);
      const page = await openPage(browser, folder, rig.hosts);
      await page.page.evaluate(() => window.bench.show(1));
      const idle = await keys(page.page);
      await page.close();
      const names = Array.from({ length: others }, (_, index) => `t${index + 1}`);
      for (const name of names) await rig.start(name, file, args);
      await pause(500);
      if (go) await rig.go(names);
      const busy = await openPage(browser, folder, rig.hosts);
      await busy.page.evaluate((count) => window.bench.show(count), visible);
      const measured = await keys(busy.page);
      await busy.close();
      rows.push({
        id,
        value: percentile(measured, 0.99),
        unit: "ms",
        baseline: percentile(idle, 0.99),
        note: `p50 ${median(measured).toFixed(1)} against ${median(idle).toFixed(1)} ms`,
      });
    } finally {
      await rig.end();
    }
  }
  return rows;
}

function keys(page: Page): Promise<number[]> {
  return page.evaluate((samples) => window.bench.keys(samples), SAMPLES);
}

async function measureUnopened(
  { folder, say }: BenchContext,
  browser: Browser,
): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  say("unopened terminals");
  const { page, close } = await openPage(browser, folder, undefined);
  const runs = { limit: [] as number[], rate: [] as number[], fps: [] as number[], idle: [] as number[] };
  for (let round = 0; round < 3; round += 1) {
    runs.idle.push(await page.evaluate(() => window.bench.idleFps()));
    runs.limit.push(await page.evaluate(() => window.bench.parseLimit(40)));
    const { rate, fps } = await page.evaluate(() => window.bench.unopened(30, 120));
    runs.rate.push(rate);
    runs.fps.push(fps);
  }
  await close();
  return [
    { id: "terminal-unopened-parse", value: median(runs.rate), unit: "MB/s", baseline: median(runs.limit) },
    { id: "terminal-unopened-frames", value: median(runs.fps), unit: "fps", baseline: median(runs.idle) },
  ];
}

/** A page with its own small server, which relays frames of sessions `t0`, `t1`, … as the core's transports do. */
async function openPage(
  browser: Browser,
  folder: string,
  hosts: PtyHosts | undefined,
): Promise<{ readonly page: Page; close(): Promise<void> }> {
  const script = await readFile(join(folder, "page/page.js"));
  const html =
    '<!doctype html><style>html,body{margin:0;height:100%}</style><body><script type="module" src="/page.js"></script>';
  const http = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : html);
  });
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  const closers: (() => void)[] = [];
  sockets.on("connection", (socket, request) => {
    const count = Number(new URL(request.url ?? "/", "http://x").searchParams.get("count"));
    const viewers = Array.from({ length: count }, (_, index) =>
      hosts?.openViewer(`t${index}`, {
        cols: COLS,
        rows: ROWS,
        mode: "control",
        onFrame(frame) {
          socket.send(encodeTerminalFrame({ ...frame, stream: index }));
        },
      }),
    );
    socket.on("message", (data: Buffer) => {
      const frame = decodeTerminalFrame(data);
      if (frame === undefined) return;
      void viewers[frame.stream]?.then((opened) => {
        if (opened.ok) opened.value.send(frame);
      });
    });
    closers.push(() => {
      for (const viewer of viewers) {
        void viewer?.then((opened) => {
          if (opened.ok) opened.value.close();
        });
      }
    });
  });
  await new Promise<void>((resolve) => {
    http.listen(0, "127.0.0.1", resolve);
  });
  const address = http.address();
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/`);
  await page.waitForFunction(() => "bench" in window);
  return {
    page,
    async close() {
      await page.close();
      for (const close of closers) close();
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
}
