import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { drover, droverJson } from "../support/drover.ts";
import { expect, test } from "../support/journey.ts";
import { type Place } from "../support/place.ts";
import { makeRepository } from "../support/repository.ts";

/** Refused in words, with the exit code that fits, and without a stack. */
async function expectRefused(
  place: Place,
  args: readonly string[],
  { code, words, env }: { readonly code: number; readonly words: RegExp; readonly env?: Place["env"] },
): Promise<void> {
  const said = await drover(place, args, env ?? place.env);
  expect({ code: said.code, err: said.err }, args.join(" ")).toEqual({ code, err: expect.stringMatching(words) });
  expect(said.err).not.toMatch(/^\s+at /m);
}

test("what cannot be a project is refused with the reason", async ({ place }) => {
  await droverJson(place, "init", place.workspace);
  const plain = join(place.root, "plain");
  mkdirSync(plain);
  const empty = join(place.root, "empty");
  execFileSync("git", ["init", "--quiet", empty], { env: place.env });
  await expectRefused(place, ["project", "add", join(place.root, "nowhere")], { code: 3, words: /nowhere/ });
  await expectRefused(place, ["project", "add", plain], { code: 4, words: /no(?:t a)? (?:git )?repository/i });
  await expectRefused(place, ["project", "add", empty], { code: 4, words: /empty|no commit/i });
  const shop = makeRepository(place, { bare: true });
  await expectRefused(place, ["project", "add", shop.origin, "--runtime", "nonsense"], { code: 3, words: /nonsense/ });
  await expectRefused(place, ["project", "add", shop.origin, "--target", "nonsense"], { code: 3, words: /nonsense/ });
  await droverJson(place, "project", "add", shop.origin);
  await expectRefused(place, ["project", "add", shop.origin, "--name", "Shop Two!"], { code: 2, words: /name/i });
  await expectRefused(place, ["agent", "add", "shop", "a b"], { code: 2, words: /name/i });
});

test("a repository with uncommitted changes is added, and left exactly as it is", async ({ place }) => {
  const shop = makeRepository(place, { bare: false });
  writeFileSync(join(shop.origin, "README.md"), "# Half a thought\n");
  writeFileSync(join(shop.origin, "new.txt"), "new\n");
  const before = shop.git("status", "--porcelain=v2", "--branch");
  const refs = shop.git("for-each-ref");
  await droverJson(place, "init", place.workspace);
  const inspected = (await droverJson(place, "project", "inspect", shop.origin)) as { remarks: readonly string[] };
  expect(inspected.remarks.join("\n")).toMatch(/uncommitted|changes/i);
  await droverJson(place, "project", "add", shop.origin);
  expect(shop.git("status", "--porcelain=v2", "--branch")).toBe(before);
  expect(shop.git("for-each-ref")).toBe(refs);
});

test("repositories and titles may be called anything", async ({ place }) => {
  const name = `it's a "näme" 🐂 $(x)`;
  const odd = makeRepository(place, { bare: false, name });
  await droverJson(place, "init", place.workspace);
  await droverJson(place, "project", "add", odd.origin, "--name", "odd");
  const title = `Say "it's" 🐂 $(rm -rf /) ‮`;
  const made = (await droverJson(place, "create", title, "--project", "odd")) as { id: string };
  const listed = (await droverJson(place, "list")) as { items: readonly { id: string; title: string }[] };
  expect(listed.items.map(({ id }) => id)).toEqual([made.id]);
  await expectRefused(place, ["create", "two\nlines", "--project", "odd"], { code: 2, words: /line/i });
});

test("commands, ports, folders and programs that are not there are told", async ({ place }) => {
  await expectRefused(place, ["slnig", "x"], { code: 2, words: /sling/ });
  await expectRefused(place, ["list"], { code: 5, words: /drover init/ });
  await expectRefused(place, ["init", "/proc/nonsense"], { code: 5, words: /\/proc\/nonsense/ });
  await droverJson(place, "init", place.workspace);
  await expectRefused(place, ["show", "nonsense-1"], { code: 3, words: /nonsense-1/ });
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await expectRefused(place, ["serve", "--no-open", "--port", String(port)], {
    code: 1,
    words: new RegExp(`${port} is in use`),
  });
  taken.close();
  const bare = join(place.root, "no-programs");
  mkdirSync(bare);
  const { origin } = makeRepository(place, { bare: true });
  await expectRefused(place, ["project", "add", origin], {
    code: 4,
    words: /git/,
    env: { ...place.env, PATH: bare },
  });
});
