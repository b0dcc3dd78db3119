import { afterEach, beforeEach, expect, it } from "vitest";
import type { Caller } from "../../../shared/contract/handlers.ts";
import { type IdentityPath, USER, workerPath } from "../../../shared/model/identity.ts";
import { type Result, ok } from "../../../shared/model/result.ts";
import { type StoreFixture, createStoreFixture } from "../platform/store/store-fixture.ts";
import { type MailService, createMail } from "./index.ts";

const ada = workerPath("shop", "ada");
const user: Caller = { identity: USER, role: "user" };
const worker: Caller = { identity: ada, role: "worker" };
const { signal } = new AbortController();

let fixture: StoreFixture;
let mail: MailService;
let told: string[];

beforeEach(async () => {
  fixture = createStoreFixture();
  told = [];
  mail = createMail({
    store: await fixture.open(),
    resolveIdentity: (ref) => ok(ref as IdentityPath),
    delivered: ({ id, to }) => told.push(`${to} ${id}`),
  });
});
afterEach(async () => {
  await fixture[Symbol.asyncDispose]();
});

async function must<T>(outcome: Promise<Result<T>>): Promise<T> {
  const settled = await outcome;
  if (!settled.ok) throw new Error(settled.error.message);
  return settled.value;
}

const ask = (choices: string[] | undefined, subject = "Which currency?") =>
  must(
    mail.handlers["mail.send"]({ to: "user", subject, choices, about: { kind: "item", id: "s-1" } }, worker, signal),
  );
const threads = (input: Parameters<MailService["handlers"]["mail.threads"]>[0] = {}, caller = user) =>
  must(mail.handlers["mail.threads"](input, caller, signal));

it("answers a question once, by one of its answers, in the same conversation", async () => {
  const question = await ask(["EUR", "USD"]);
  expect((await threads()).threads).toMatchObject([
    { id: question.id, unread: 1, question: { mail: question.id, choices: ["EUR", "USD"] }, others: [ada] },
  ]);
  const reply = await must(
    mail.handlers["mail.reply"]({ mail: question.id, choice: 2, body: "As the shop does." }, user, signal),
  );
  expect(reply).toMatchObject({
    to: ada,
    subject: "Re: Which currency?",
    body: "USD\n\nAs the shop does.",
    thread: question.id,
    about: { kind: "item", id: "s-1" },
  });
  expect(told.at(-1)).toBe(`${ada} ${reply.id}`);
  const shown = await must(mail.handlers["mail.show"]({ mail: reply.id }, user, signal));
  expect(shown.thread).toMatchObject({ count: 2, unread: 0 });
  expect(shown.thread.question).toBe(undefined);
  expect(shown.mails[0]).toMatchObject({ answer: reply.id });
  expect(mail.openOf(USER)).toEqual([]);
  // The agent sees the same conversation from its side.
  expect((await threads({}, worker)).threads).toMatchObject([{ id: question.id, unread: 1, others: [USER] }]);
});

it("says why an answer cannot be given", async () => {
  const question = await ask(["EUR"]);
  const reply = (input: object) => mail.handlers["mail.reply"]({ mail: question.id, ...input }, user, signal);
  expect(await reply({ choice: 3 })).toMatchObject({ error: { code: "choice-not-offered" } });
  expect(await reply({ body: "  " })).toMatchObject({ error: { code: "nothing-said" } });
  const stranger: Caller = { identity: workerPath("shop", "bob"), role: "worker" };
  expect(await mail.handlers["mail.reply"]({ mail: question.id, body: "Hi" }, stranger, signal)).toMatchObject({
    error: { code: "mail-not-found" },
  });
});

it("marks whole conversations, and a letter that comes later brings an archived one back", async () => {
  const first = await ask(undefined);
  const other = await ask(undefined, "Something else");
  const mark = (mails: string[], marks: object) => must(mail.handlers["mail.mark"]({ mails, ...marks }, user, signal));
  expect(await mark([first.id, other.id], { read: true, archived: true })).toEqual({ changed: 4 });
  expect(await mark([first.id], { archived: true })).toEqual({ changed: 0 });
  expect((await threads()).threads).toEqual([]);
  expect((await threads({ box: "archive" })).total).toBe(2);
  await must(mail.handlers["mail.reply"]({ mail: first.id, body: "One more thing." }, worker, signal));
  expect((await threads()).threads).toMatchObject([{ id: first.id, unread: 1, preview: "One more thing." }]);
  await mark([other.id], { archived: false, read: false, pinned: true });
  expect((await threads()).threads.map(({ id, isPinned }) => [id, isPinned])).toEqual([
    [other.id, true],
    [first.id, false],
  ]);
  await mark([other.id], { pinned: false });
  expect((await threads()).threads.every(({ isPinned }) => !isPinned)).toBe(true);
  expect(await mail.handlers["mail.mark"]({ mails: ["mail-none"], read: true }, user, signal)).toMatchObject({
    error: { code: "mail-not-found" },
  });
});

it("finds conversations by words in any of their letters", async () => {
  const first = await ask(undefined);
  await ask(undefined, "Dates");
  await must(mail.handlers["mail.reply"]({ mail: first.id, body: "Swiss francs." }, user, signal));
  expect((await threads({ text: "FRANCS currency" })).threads.map(({ id }) => id)).toEqual([first.id]);
  expect((await threads({ box: "sent" })).threads.map(({ id }) => id)).toEqual([first.id]);
  expect((await threads({ unread: true })).threads).toMatchObject([{ subject: "Dates" }]);
});
