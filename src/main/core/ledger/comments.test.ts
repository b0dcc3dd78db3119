import { describe, expect, test } from "vitest";
import { ada, as, bob, codeOf, fixtureWithProject, openDesk } from "./testing/item-desk.ts";

describe("comments", () => {
  test("are kept with the item, in the order they were made, in its trail and in the search", async () => {
    await using fixture = fixtureWithProject();
    const { create, done } = await openDesk(fixture);
    const { id } = await create("Discussed");
    fixture.clock.advance(1);
    const first = await done("item.comment.add", { item: id, text: "The cause is the zebra cache." }, as(ada));
    fixture.clock.advance(1);
    await done("item.comment.add", { item: id, text: "Agreed.\n\nIt is." }, as(bob));
    const edited = await done(
      "item.comment.edit",
      { comment: first.id, text: "The cause is the giraffe cache." },
      as(ada),
    );
    expect(edited).toMatchObject({
      author: ada,
      text: "The cause is the giraffe cache.",
      editedAt: expect.any(Number) as number,
    });
    const reopened = await openDesk(fixture);
    const shown = await reopened.done("item.show", { item: id });
    expect(shown.comments.map(({ author, text }) => [author, text])).toEqual([
      [ada, "The cause is the giraffe cache."],
      [bob, "Agreed.\n\nIt is."],
    ]);
    expect(shown.trail.map(({ type }) => type)).toEqual([
      "workItemCreated",
      "commentAdded",
      "commentAdded",
      "commentEdited",
    ]);
    expect((await reopened.done("item.search", { text: "giraffe" })).items.map((item) => item.id)).toEqual([id]);
    expect((await reopened.done("item.search", { text: "zebra" })).total).toBe(0);
  });

  test("are changed and removed by who made them, and by the user", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done } = await openDesk(fixture);
    const { id } = await create("Discussed");
    const said = await done("item.comment.add", { item: id, text: "Mine." }, as(ada));
    expect(codeOf(await call("item.comment.edit", { comment: said.id, text: "Yours." }, as(bob)))).toBe("not-yours");
    expect(codeOf(await call("item.comment.remove", { comment: said.id }, as(bob)))).toBe("not-yours");
    await done("item.comment.edit", { comment: said.id, text: "The user's." });
    await done("item.comment.remove", { comment: said.id });
    expect(await done("item.comment.list", { item: id })).toEqual({ comments: [] });
    expect(codeOf(await call("item.comment.remove", { comment: said.id }))).toBe("comment-not-found");
  });

  test("are refused when they are blank, broken, or about nothing", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done } = await openDesk(fixture);
    const { id } = await create("Discussed");
    for (const text of ["", " \n ", "bell\u0007", "half \ud800", "x".repeat(300_000)]) {
      expect(codeOf(await call("item.comment.add", { item: id, text }))).toBe("bad-input");
    }
    expect(codeOf(await call("item.comment.add", { item: "demo-404", text: "Hello?" }))).toBe("item-not-found");
    expect((await done("item.comment.list", { item: id })).comments).toEqual([]);
  });
});
