import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import type { InputOf } from "../../shared/contract/contract.ts";
import { type Failure, type Result, fail, ok } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import type { Io } from "../io.ts";

export const command = defineCommand({
  name: "layout save",
  summary: "Keep a layout of the window's panes that another workspace has, or that you wrote.",
  examples: [
    {
      line: "layout save Morning morning.json",
      why: "A content as `drover layout list --json` shows it; the window then offers the layout.",
    },
  ],
  args: {
    name: { label: "NAME" },
    file: { label: "FILE", names: "file", summary: "Its content, JSON; - reads standard input." },
  },
  options: {},
  async run(context, { name, file }) {
    const content = contentOf(context.io, file);
    if (!content.ok) return content;
    const saved = await context.call("layout.save", { name, content: content.value });
    if (!saved.ok) return saved;
    const { style } = context;
    return context.print(saved.value, () => `Saved ${style("cyan", saved.value.id)}  ${saved.value.name}\n`);
  },
});

function readText(io: Io, file: string): Result<string, Failure<"usage">> {
  try {
    return ok(readFileSync(resolve(io.cwd, file), "utf8"));
  } catch (error) {
    return fail("usage", `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function contentOf(io: Io, file: string): Result<InputOf<"layout.save">["content"], Failure<"usage">> {
  const text = file === "-" ? ok(io.readAll()) : readText(io, file);
  if (!text.ok) return text;
  try {
    return ok(z.json().parse(JSON.parse(text.value)));
  } catch (error) {
    return fail("usage", `${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
