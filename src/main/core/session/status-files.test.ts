import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { ManualClock } from "../base/clock.ts";
import { createStatusFiles } from "./status-files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "status-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const otter = workerPath("shop", "otter");
const file = () => path.join(folder, "shop", "workers", "otter", "status.json");

function setUp() {
  const clock = new ManualClock();
  let status: SessionStatus = {
    session: "ses-1",
    agent: otter,
    state: "working",
    evidence: "its hook UserPromptSubmit",
    source: "hook",
    reliability: "authoritative",
    since: clock.now(),
    evidenceAt: clock.now(),
    seenAt: clock.now(),
    signals: [],
    progress: { text: "half way", at: clock.now() },
    context: { used: 50, size: 200, at: clock.now() },
  };
  const agent: AgentView = {
    path: otter,
    role: "worker",
    project: "shop",
    name: "otter",
    runtime: "claude",
    specialities: [],
    createdAt: 0,
    itemTitle: "Fix it",
  };
  const files = createStatusFiles({
    folder,
    clock,
    view: () => ({ ...agent, status }),
    report(error) {
      throw error;
    },
  });
  return {
    clock,
    files,
    async tell(more: Partial<SessionStatus>) {
      status = { ...status, ...more };
      files.told(status);
      clock.advance(2_000);
      await files.drain();
    },
  };
}

it("says what an agent does, in names that programs may rely on", async () => {
  const { tell, clock } = setUp();
  const now = clock.now();
  await tell({});
  expect(JSON.parse(await readFile(file(), "utf8"))).toEqual({
    agent: otter,
    status: "working",
    evidence: "its hook UserPromptSubmit",
    source: "hook",
    reliability: "authoritative",
    since: now,
    title: "Fix it",
    context_summary: "half way",
    context_used: 50,
    context_size: 200,
    session: "ses-1",
    window: "drover agent attach shop/workers/otter",
    last_active: now,
  });
});

it("is written when something changes, and seldom for signs of life alone", async () => {
  const { tell, clock } = setUp();
  await tell({});
  const inode = async () => (await stat(file())).ino;
  const first = await inode();
  await tell({ seenAt: clock.now() });
  expect(await inode()).toBe(first);
  await tell({ state: "waiting-for-input" });
  expect(JSON.parse(await readFile(file(), "utf8"))).toMatchObject({ status: "waiting-for-input" });
  clock.advance(60_000);
  await tell({ seenAt: clock.now() });
  expect(JSON.parse(await readFile(file(), "utf8"))).toMatchObject({ last_active: clock.now() - 2_000 });
});
