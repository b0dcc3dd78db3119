import { afterEach, beforeEach, expect, it } from "vitest";
import type { Caller } from "../../shared/contract/handlers.ts";
import { type CoreHouse, type OpenCore, PROJECT, addProject, must, openCoreHouse } from "./testing/core-house.ts";

let house: CoreHouse;

beforeEach(async () => {
  house = await openCoreHouse();
});

afterEach(() => house[Symbol.asyncDispose]());

const WRITES = { edit: "song.txt", write: ["la", "la la", "end"] };

async function startReviewed({ client }: OpenCore): Promise<void> {
  await must(client.call("project.edit", { project: PROJECT, queue: { review: "required" } }));
}

/** Slings an item and answers its submission, once it is in the queue. */
async function submit(one: OpenCore, item: string): Promise<string> {
  await must(one.client.call("work.sling", { items: [item] }));
  return await submission(one, item, 1);
}

async function submission(one: OpenCore, item: string, nth: number): Promise<string> {
  const seen = new Set<string>();
  const queued = await one.event(({ type, subject, text }) => {
    if (type === "submissionQueued" && text.includes(item)) seen.add(subject);
    return type === "submissionQueued" && text.includes(item) && seen.size === nth;
  });
  return queued.subject;
}

/** The script of an agent that writes the song, and redoes it by `fix` when it comes back. */
function scripted(fix: readonly object[]): { readonly description: string } {
  const steps = [WRITES, { commit: "Sing" }, { submit: true }];
  return { description: `\`\`\`drover-script\n${JSON.stringify({ pace: 0, steps, fix })}\n\`\`\`` };
}

const fileOf = (item: string) => ({ of: item, path: "song.txt" });

it("keeps what is submitted back until it is reviewed, gives its author every remark, and lands what is approved", async () => {
  const one = await house.open();
  await addProject(house, one);
  await startReviewed(one);
  const more = { edit: "song.txt", write: ["la", "la la la", "end"] };
  const song = await one.create("Write a song", [], scripted([more, { commit: "Sing more" }]));
  const first = await submit(one, song.id);

  const { waiting } = await must(one.client.call("review.list", {}));
  expect(waiting).toMatchObject([{ submission: { id: first, state: "queued" }, isRequired: true, drafts: 0 }]);
  const { standings } = await must(one.client.call("mq.list", { project: PROJECT }));
  expect(standings).toMatchObject([{ submission: first, obstacle: "review" }]);

  const { subject, files, commits } = await must(one.client.call("review.files", { of: first }));
  expect(subject).toMatchObject({ item: song.id, isOpen: true, isRequired: true });
  expect(files).toMatchObject([{ path: "song.txt", status: "added", added: 3, removed: 0, kind: "text" }]);
  expect(commits.map(({ subject: text }) => text)).toEqual(["Sing"]);
  const remark = { ...fileOf(first), from: 2, text: "More of it, please." };
  await must(one.client.call("review.comment.add", remark));
  await must(one.client.call("review.comment.add", { of: song.id, text: "And a title." }));

  const given = await must(
    one.client.call("review.submit", { of: first, verdict: "sent-back", tip: subject.tip, note: "Nearly there." }),
  );
  expect(given).toMatchObject({ told: 2, submission: { id: first, state: "sent-back" } });

  const second = await submission(one, song.id, 2);
  const back = await must(one.client.call("mq.show", { submission: first }));
  for (const told of ["Nearly there.", "song.txt:2", "| la la", "More of it, please.", "And a title."]) {
    expect(back.submission.reason).toContain(told);
  }
  // Its author has mended the line: what was said of it is outdated, and nobody's draft any more.
  const { comments, verdicts } = await must(one.client.call("review.comment.list", { of: second }));
  expect(comments).toMatchObject([
    { text: "More of it, please.", isOutdated: true, sent: { tip: subject.tip } },
    { text: "And a title.", isOutdated: false },
  ]);
  expect(verdicts).toMatchObject([{ verdict: "sent-back", by: "user", submission: first }]);

  const stale = await one.client.call("review.submit", { of: second, verdict: "approved", tip: subject.tip });
  expect(stale).toMatchObject({ ok: false, error: { code: "tip-replaced" } });
  const approved = await must(one.client.call("review.submit", { of: second, verdict: "approved" }));
  expect(approved.submission?.review).toMatchObject({ verdict: "approved", by: "user" });
  await one.landing(song.id);
  expect(await house.ask("show", "main:song.txt")).toBe("la\nla la la\nend");

  const landed = await must(one.client.call("review.files", { of: song.id }));
  expect(landed.subject).toMatchObject({ isOpen: false, submission: { state: "landed" } });
  expect(landed.files).toMatchObject([{ path: "song.txt", added: 3 }]);
  const late = await one.client.call("review.submit", { of: second, verdict: "sent-back", note: "No!" });
  expect(late).toMatchObject({ ok: false, error: { code: "wrong-transition" } });
});

it("primes the author with the whole review, however long, and takes one that is being gated out of the queue", async () => {
  const one = await house.open();
  await addProject(house, one);
  const [gate, rework] = [await house.barrier("gate"), await house.barrier("rework")];
  await must(
    one.client.call("project.edit", {
      project: PROJECT,
      gates: [{ name: "slow", command: ["cat", `${house.folder}/gate`], timeoutMs: 60_000 }],
    }),
  );
  const song = await one.create("Write a song", [], scripted([rework.hold]));
  const first = await submit(one, song.id);
  await gate.reached();
  for (let line = 1; line <= 3; line++) {
    await must(
      one.client.call("review.comment.add", {
        ...fileOf(first),
        from: line,
        text: `${"long ".repeat(300)}end ${line}`,
      }),
    );
  }
  await must(one.client.call("review.submit", { of: first, verdict: "sent-back" }));
  await rework.reached();
  const author = (await one.agents()).find(({ hook }) => hook?.item === song.id)?.path ?? "";
  const { text } = await must(one.client.call("hook.prime", { agent: author }));
  expect(text).toContain("was reviewed and came back");
  for (const end of ["end 1", "end 2", "end 3"]) expect(text).toContain(end);
  await gate.release();
  expect(await house.landed()).toEqual(["Begin"]);
  await rework.release();
});

it("tells an agent at work what was remarked on its branch, and takes nothing from it", async () => {
  const one = await house.open();
  await addProject(house, one);
  const pause = await house.barrier("pause");
  const song = await one.create("Write a song", [WRITES, { commit: "Sing" }, pause.hold, { submit: true }]);
  await must(one.client.call("work.sling", { items: [song.id] }));
  await pause.reached();
  const author = (await one.agents()).find(({ hook }) => hook?.item === song.id)?.path ?? "";

  const { subject, files } = await must(one.client.call("review.files", { of: author }));
  expect(subject).toMatchObject({ item: song.id, agent: author, isOpen: false });
  expect(files).toMatchObject([{ path: "song.txt", added: 3 }]);
  await must(one.client.call("review.comment.add", { ...fileOf(author), from: 1, to: 2, text: "Too few words." }));
  const early = await one.client.call("review.submit", { of: author, verdict: "approved" });
  expect(early).toMatchObject({ ok: false, error: { code: "wrong-transition" } });
  const told = await must(one.client.call("review.submit", { of: author, verdict: "commented" }));
  expect(told.told).toBe(1);
  const mail = await one.event(({ type }) => type === "mailSent");
  const { text } = await must(one.client.call("hook.prime", { agent: author }));
  expect(text).toContain(mail.subject);
  const silent = await one.client.call("review.submit", { of: author, verdict: "commented" });
  expect(silent).toMatchObject({ ok: false, error: { code: "nothing-said" } });

  await pause.release();
  await one.landing(song.id);
});

it("lets nobody give a verdict on their own work, and workers only when they were told to review", async () => {
  const one = await house.open();
  await addProject(house, one);
  await startReviewed(one);
  const song = await one.create("Write a song", [WRITES, { commit: "Sing" }, { submit: true }]);
  const first = await submit(one, song.id);
  const pause = await house.barrier("pause");
  const review = await one.create("Review the song", [pause.hold], { labels: ["review"] });
  await must(one.client.call("work.sling", { items: [review.id] }));
  await pause.reached();
  const agents = await one.agents();
  const at = (item: string) => agents.find(({ hook }) => hook?.item === item);
  const [author, reviewer] = [at(song.id), at(review.id)];
  if (author === undefined || reviewer === undefined) throw new Error("Somebody is missing.");
  const say = (agent: typeof author, input: object) => {
    const caller: Caller = { identity: agent.path, role: agent.role };
    const handle = one.core.handlers["review.submit"];
    return handle({ of: first, verdict: "approved", ...input }, caller, new AbortController().signal);
  };
  expect(await say(author, {})).toMatchObject({ ok: false, error: { code: "not-allowed" } });
  await must(one.client.call("item.edit", { item: review.id, labels: [] }));
  expect(await say(reviewer, {})).toMatchObject({ ok: false, error: { code: "not-allowed" } });
  await must(one.client.call("item.edit", { item: review.id, labels: ["review"] }));
  expect(await say(reviewer, { note: "Fine." })).toMatchObject({ ok: true });
  await one.landing(song.id);
});
