import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CoreHouse, type OpenCore, PROJECT, addProject, must, openCoreHouse } from "./testing/core-house.ts";

const WEB = "web";
let house: CoreHouse;
let webOrigin: string;

beforeEach(async () => {
  house = await openCoreHouse();
});

afterEach(() => house[Symbol.asyncDispose]());

/** Two projects of the same beginnings. `gate` is the second one's. */
async function begin(gate = ["test", "-f", "shared.txt"]): Promise<OpenCore> {
  webOrigin = path.join(house.folder, "web.git");
  await inWeb(house.folder, "clone", "-q", "--bare", house.origin, webOrigin);
  const one = await house.open();
  await addProject(house, one);
  const gates = [{ name: "web-file", command: gate, timeoutMs: 60_000 }];
  await must(one.client.call("project.add", { source: webOrigin, name: WEB, runtime: "scripted", gates }));
  return one;
}

async function inWeb(cwd: string, ...args: string[]): Promise<string> {
  const identity = ["-c", "user.name=Olga", "-c", "user.email=olga@example.org"];
  const { stdout } = await promisify(execFile)("git", [...identity, ...args], { cwd, env: house.options.env });
  return stdout.trimEnd();
}

const landedInWeb = async () => (await inWeb(webOrigin, "log", "--format=%s", "main")).split("\n");

/** A step that runs a script with `$web`, the folder of the second worktree. */
const inSecond = (script: string) => ({
  run: [
    "sh",
    "-c",
    `set -e; drover worktree add ${WEB} > /dev/null; web=$(dirname "$(dirname "$(dirname "$PWD")")")/${WEB}/worktrees/$(basename "$PWD").${PROJECT}; ${script}`,
  ],
});

const commitIn = (text: string, subject: string) =>
  inSecond(`cd "$web"; echo '${text}' > web.txt; git add -A; git commit -q -m '${subject}'`);

const own = [{ edit: "own.txt", write: ["Own."] }, { commit: "Do own" }];

async function sling(
  one: OpenCore,
  steps: readonly object[],
): Promise<{ readonly id: string; readonly agent: string }> {
  const { id } = await one.create("Both", steps);
  const { assignments } = await must(one.client.call("work.sling", { items: [id] }));
  return { id, agent: assignments[0]?.agent ?? "" };
}

describe("an item with work in two projects", () => {
  it("is submitted in both under one name, and closes when both have landed", async () => {
    const one = await begin();
    const { id, agent } = await sling(one, [...own, commitIn("Web.", "Do web"), { submit: true }]);
    await one.landing(id);
    expect(await house.landed()).toEqual(["Do own", "Begin"]);
    expect(await landedInWeb()).toEqual(["Do web", "Begin"]);
    expect(await inWeb(webOrigin, "log", "-1", "--format=%an", "main")).toContain(`(${agent})`);
    expect(one.events.filter(({ type }) => type === "workItemClosed")).toHaveLength(1);
    const { submissions } = await must(one.client.call("mq.list", { all: true }));
    expect(submissions.map(({ item, project, state }) => `${item} ${project} ${state}`).toSorted()).toEqual([
      `${id} ${PROJECT} landed`,
      `${id} ${WEB} landed`,
    ]);
    const { item } = await must(one.client.call("item.show", { item: id }));
    expect(item.landedCommit).toBe(await house.ask("rev-parse", "main"));

    await one.event(({ type, subject }) => type === "hookWorktreeReleased" && subject === agent);
    await one.event(({ type, subject }) => type === "agentDecommissioned" && subject === agent);
    const left = (await one.agents()).find(({ path: identity }) => identity === agent);
    expect(left?.hook).toMatchObject({ state: "archived", worktree: "", also: [] });
    const worktrees = path.join(house.workspace, "projects", WEB, "worktrees");
    expect(readdirSync(worktrees).filter((entry) => !entry.startsWith("."))).toEqual([]);
  });

  it("may have nothing to land in its own project", async () => {
    const one = await begin();
    const { id } = await sling(one, [commitIn("Web.", "Do web"), { submit: true }]);
    await one.landing(id);
    expect(await house.landed()).toEqual(["Begin"]);
    expect(await landedInWeb()).toEqual(["Do web", "Begin"]);
    expect(await one.item(id)).toMatchObject({ stage: "landed" });
  });

  it("is not handed in while something in the second worktree is not committed", async () => {
    const one = await begin();
    const said = path.join(house.folder, "said");
    const { id } = await sling(one, [
      ...own,
      inSecond(`echo x > "$web/left.txt"; drover done > '${said}' 2>&1 || true; rm "$web/left.txt"`),
      { submit: true },
    ]);
    await one.landing(id);
    const { stdout } = await promisify(execFile)("cat", [said]);
    expect(stdout).toContain("left.txt");
    expect(stdout).toContain(`in ${WEB} (`);
    expect(await house.landed()).toEqual(["Do own", "Begin"]);
    expect(await landedInWeb()).toEqual(["Begin"]);
  });

  it("stays open while the second is mended after a red gate, and lands the first once", async () => {
    const one = await begin(["sh", "-c", "test ! -f web.txt || test -f mended.txt"]);
    const { id, agent } = await sling(one, [
      { ...own[0], when: { attempt: 1 } },
      { ...own[1], when: { attempt: 1 } },
      { ...commitIn("Web.", "Do web"), when: { attempt: 1 } },
      { ...inSecond(`cd "$web"; touch mended.txt; git add -A; git commit -q -m 'Mend web'`), when: { attempt: 2 } },
      { submit: true },
    ]);
    await one.event(({ type, subject, text }) => type === "hookSentBack" && subject === agent && text !== "");
    await one.landing(id);
    expect(await house.landed()).toEqual(["Do own", "Begin"]);
    expect(await landedInWeb()).toEqual(["Mend web", "Do web", "Begin"]);
    const { submissions } = await must(one.client.call("mq.list", { all: true }));
    expect(submissions.map(({ project, state }) => `${project} ${state}`).toSorted()).toEqual([
      `${PROJECT} landed`,
      `${WEB} landed`,
      `${WEB} sent-back`,
    ]);
    expect(one.events.filter(({ type }) => type === "workItemClosed")).toHaveLength(1);
  });

  it("is sent back to the worktree that conflicts, which its agent is told", async () => {
    const one = await begin();
    await must(one.client.call("project.edit", { project: WEB, queue: { resolverAttempts: 0 } }));
    await must(one.client.call("mq.pause", { project: WEB }));
    const told = path.join(house.folder, "told");
    const edit = (text: string) => `cd "$web"; echo '${text}' > shared.txt; git add -A; git commit -q -m 'Say ${text}'`;
    const { id } = await sling(one, [
      { ...inSecond(edit("agent")), when: { attempt: 1 } },
      {
        ...inSecond(
          `drover prime > '${told}'; cd "$web"; git fetch -q origin; git rebase -q origin/main > /dev/null 2>&1 || { echo both > shared.txt; git add -A; GIT_EDITOR=true git rebase --continue > /dev/null; }`,
        ),
        when: { attempt: 2 },
      },
      { submit: true },
    ]);
    await one.event(({ type }) => type === "submissionQueued");
    const other = path.join(house.folder, "other");
    await inWeb(house.folder, "clone", "-q", webOrigin, other);
    await writeFile(path.join(other, "shared.txt"), "user\n");
    await inWeb(other, "commit", "-q", "-a", "-m", "Say user");
    await inWeb(other, "push", "-q", "origin", "main");
    await must(one.client.call("mq.resume", { project: WEB }));
    await one.landing(id);
    expect(await landedInWeb()).toEqual(["Say agent", "Say user", "Begin"]);
    expect(await inWeb(webOrigin, "show", "main:shared.txt")).toBe("both");
    const { stdout } = await promisify(execFile)("cat", [told]);
    expect(stdout).toContain(`Your submission in ${WEB} (worktree `);
    expect(stdout).toContain("shared.txt");
  });
});
