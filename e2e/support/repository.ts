import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Place } from "./place.ts";

/** A user's repository with a history: commits of two people, a merge, a tag. */
export interface Repository {
  /** What is given to Drover. */
  readonly origin: string;
  git(...args: string[]): string;
  /** Subject and author of each commit of a branch that is not in what the repository began with, newest first. */
  landed(branch?: string): readonly { readonly subject: string; readonly author: string; readonly email: string }[];
}

export interface RepositoryOptions {
  readonly name?: string;
  /** A bare one, as on a server; else a checkout with its branch `main` in use. */
  readonly bare: boolean;
}

const GREET = "export function greet(name) {\n  return `Hello, ${name}.`;\n}\n";
const TEST =
  'import assert from "node:assert";\nimport { test } from "node:test";\nimport { greet } from "../src/greet.js";\n\ntest("greets", () => assert.equal(greet("Ada"), "Hello, Ada."));\n';

export function makeRepository(place: Place, { name = "shop", bare }: RepositoryOptions): Repository {
  const checkout = join(place.root, "code", name);
  mkdirSync(checkout, { recursive: true });
  const runIn = (folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    execFileSync("git", args, { cwd: folder, env: { ...place.env, ...env }, encoding: "utf8" }).trim();
  const git = (...args: string[]) => runIn(checkout, args);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(checkout, file)), { recursive: true });
    writeFileSync(join(checkout, file), text);
  };
  const commit = (message: string, author = "Ada Lovelace <ada@example.org>") => {
    git("add", "--all");
    git("commit", "--quiet", `--author=${author}`, "--message", message);
  };
  git("init", "--quiet", "--initial-branch=main");
  write("package.json", `${JSON.stringify({ name: "shop", type: "module", private: true })}\n`);
  write("README.md", "# Shop\n");
  commit("Begin");
  write("src/greet.js", GREET);
  commit("Greet customers");
  git("switch", "--quiet", "--create", "tests");
  write("test/greet.test.js", TEST);
  commit("Test greetings", "Grace Hopper <grace@example.org>");
  git("switch", "--quiet", "main");
  write("docs/Straße 🐂.md", "Names are not always ASCII.\n");
  commit("Write down the street");
  git("merge", "--quiet", "--no-ff", "--message", "Merge the tests", "tests");
  git("tag", "v1.0");
  let origin = checkout;
  if (bare) {
    origin = join(place.root, "code", `${name}.git`);
    runIn(place.root, ["clone", "--quiet", "--bare", checkout, origin]);
  }
  const inOrigin = (...args: string[]) => runIn(origin, args);
  return {
    origin,
    git: inOrigin,
    landed: (branch = "main") =>
      inOrigin("log", "--first-parent", "--format=%s%x00%an%x00%ae", `v1.0..${branch}`)
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => {
          const [subject = "", author = "", email = ""] = line.split("\0");
          return { subject, author, email };
        }),
  };
}

/** The description of an item whose agent shall add a file, with more steps before it. */
export function scripted(file: string, message: string, before: readonly object[] = []): string {
  const steps = [
    { say: "I read what is there." },
    { read: "src/greet.js" },
    ...before,
    { edit: file, write: [`export const made = ${JSON.stringify(message)};`] },
    { gates: true },
    { commit: message },
    { submit: true },
  ];
  return scriptOf(steps);
}

/** The description of an item whose scripted agent does these steps, and `fix` when its work comes back (docs/scripted-agent.md). */
export function scriptOf(
  steps: readonly object[],
  more: { readonly fix?: readonly object[]; readonly pace?: number } = {},
): string {
  return `Please.\n\n\`\`\`drover-script\n${JSON.stringify({ ...more, steps })}\n\`\`\`\n`;
}
