import { expectLandedOnce } from "../support/accounting.ts";
import { openCockpit } from "../support/cockpit.ts";
import { startCore } from "../support/core-process.ts";
import { call, event, landed, progress } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import type { ContractClient } from "../../src/shared/contract/client.ts";
import { type Place, makePlace } from "../support/place.ts";
import { processesIn } from "../support/processes.ts";
import { makeRepository } from "../support/repository.ts";

// What is killed dies as by `kill -9`, in the middle of work, with changes that nobody has committed yet.

/** The id of a process of the place that runs that program of ours. */
function pidOf(place: Place, program: string): number {
  const found = processesIn(place.root).find(({ command }) => command.includes(`/${program}`));
  if (found === undefined) throw new Error(`No ${program} runs.`);
  return found.pid;
}

/** Six items, whose agents stand with half of their work in the worktree for a second or two each. */
async function sixAtWork(place: Place, client: ContractClient): Promise<string> {
  const shop = makeRepository(place, { bare: false });
  await call(client, "project.add", { source: shop.origin, gates: [], landOnCheckedOut: true, maxWorkers: 4 });
  const ids = [];
  for (let n = 1; n <= 6; n += 1) {
    const steps = [
      { edit: `src/one-${n}.js`, write: [`export const one = ${n};`] },
      { commit: `Make the first half of ${n}` },
      { edit: `src/two-${n}.js`, write: [`export const two = ${n};`] },
      { report: `half of ${n} is there` },
      { think: 30_000 },
      { commit: `Make the second half of ${n}` },
      { submit: true },
    ];
    const description = `\`\`\`drover-script\n${JSON.stringify({ steps })}\n\`\`\`\n`;
    const item = await call(client, "item.create", { project: "shop", title: `Make ${n}`, description });
    ids.push(item.id);
  }
  const convoy = await call(client, "convoy.create", { title: "Six", items: ids, start: true });
  await progress(client, (text) => text.startsWith("half of"));
  return convoy.id;
}

test("the core is killed in the middle of a demo: the next one goes on, and the page with it", async ({
  place,
  page,
}) => {
  let convoy: string;
  {
    await using core = await startCore(place);
    const app = await openCockpit(page, core.url);
    ({ convoy } = await call(core.client, "demo.start", { seed: 7 }));
    await expect(app.board).toBeVisible();
    await event(core.client, ({ type }) => type === "submissionLanded");
    await core.kill();
    await expect(page.locator("html")).toHaveAttribute("data-connection", "reconnecting");
  }
  await using core = await startCore(place);
  await expect(page.locator("html")).toHaveAttribute("data-connection", "connected");
  await landed(core.client, convoy);
  await expectLandedOnce(place, core.client, convoy);
  await expect(page.getByTestId("convoy")).toContainText("12 of 12");
});

test("a host of terminals is killed: its agents begin again on their hooks, with what they had", async () => {
  using place = makePlace();
  await using core = await startCore(place);
  const convoy = await sixAtWork(place, core.client);
  process.kill(pidOf(place, "pty-host.js"), "SIGKILL");
  await landed(core.client, convoy);
  await expectLandedOnce(place, core.client, convoy);
});

test("one agent is killed: a fresh session of its own takes its hook up, and the others notice nothing", async () => {
  using place = makePlace();
  await using core = await startCore(place);
  const convoy = await sixAtWork(place, core.client);
  process.kill(pidOf(place, "scripted-agent.js"), "SIGKILL");
  await landed(core.client, convoy);
  await expectLandedOnce(place, core.client, convoy);
  const { agents } = await call(core.client, "agent.list", { all: true });
  expect(agents.filter(({ parked }) => parked !== undefined)).toEqual([]);
});

test("the spawner of git and gates is killed: the core starts another", async () => {
  using place = makePlace();
  await using core = await startCore(place);
  const convoy = await sixAtWork(place, core.client);
  process.kill(pidOf(place, "spawner.js"), "SIGKILL");
  await landed(core.client, convoy);
  await expectLandedOnce(place, core.client, convoy);
});
