import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROLES } from "../../../shared/model/identity.ts";
import { createPrompts, preferredSpecialities, specialityCheck } from "./prompts.ts";

const resourcesDir = path.resolve(import.meta.dirname, "../../../../resources");

let workspaceDir: string;
beforeEach(() => {
  workspaceDir = mkdtempSync(path.join(tmpdir(), "drover-prompts-"));
});
afterEach(() => {
  rmSync(workspaceDir, { recursive: true });
});

function write(file: string, text: string): void {
  const at = path.join(workspaceDir, "prompts", file);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, text);
}

describe("prompts", () => {
  it.each(ROLES.filter((role) => role !== "user"))("come with Drover for a %s", async (role) => {
    const [house, own] = await createPrompts({ resourcesDir, workspaceDir }).of({ role, project: undefined });
    expect(house?.text).toContain("Rules of the house");
    expect(own?.text).toMatch(/^## Your role: /);
  });

  it("of a project take the place of the workspace's, and those of Drover's own", async () => {
    write("worker.md", "Speak Latin.");
    write("demo/worker.md", "Speak Greek.");
    const prompts = createPrompts({ resourcesDir, workspaceDir });
    const own = async (project: string) => (await prompts.of({ role: "worker", project }))[1];
    expect(await own("other")).toEqual({ file: path.join(workspaceDir, "prompts", "worker.md"), text: "Speak Latin." });
    expect((await own("demo"))?.text).toBe("Speak Greek.");
    expect((await prompts.of({ role: "crew", project: "demo" }))[1]?.text).toContain("crew");
  });

  it("end with what the agent is good at", async () => {
    write("specialities/latin.md", "Write good Latin.");
    const prompts = createPrompts({ resourcesDir, workspaceDir });
    const parts = await prompts.of({ role: "worker", project: "demo", specialities: ["tests", "latin", "none"] });
    expect(parts).toHaveLength(4);
    expect(parts.at(-1)?.text).toBe("Write good Latin.");
    const known = prompts.specialities();
    expect(known).toEqual(expect.arrayContaining(["frontend", "latin", "tests"]));
    expect(known).toEqual(known.toSorted());
  });
});

describe("specialities", () => {
  it("are those labels of an item that somebody wrote a prompt part or a preference for", () => {
    write("demo/specialities/latin.md", "Write good Latin.");
    const prompts = createPrompts({ resourcesDir, workspaceDir });
    const settings = { tests: { runtime: "codex" }, chores: { model: "small" } };
    const labels = ["urgent", "latin", "tests", "chores"];
    expect(preferredSpecialities(prompts, settings, { labels, project: "demo" })).toEqual([
      { id: "latin" },
      { id: "tests", runtime: "codex" },
      { id: "chores", model: "small" },
    ]);
    expect(preferredSpecialities(prompts, {}, { labels, project: "other" })).toEqual([{ id: "tests" }]);
  });

  it("that nobody wrote are refused, naming those there are", () => {
    const check = specialityCheck(createPrompts({ resourcesDir, workspaceDir }));
    expect(check(["tests"], undefined)).toEqual({ ok: true, value: undefined });
    const refused = check(["tests", "testing"], undefined);
    expect(refused).toMatchObject({ ok: false, error: { code: "speciality-not-found" } });
    expect(!refused.ok && refused.error.remedy).toContain("security-review, tests");
  });
});
