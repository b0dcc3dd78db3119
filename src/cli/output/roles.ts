import type { OutputOf } from "../../shared/contract/contract.ts";
import type { RoleView } from "../../shared/contract/role.ts";
import type { Face } from "./items.ts";
import { neutraliseLines } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { renderFields, renderTable } from "./table.ts";

interface Row {
  readonly role: string;
  readonly holder: string;
  readonly meaning: string;
}

/** One line for each place where a role is held; a role that many hold has one line. */
export function postTable(roles: readonly RoleView[], face: Face): string {
  const rows = roles.flatMap((one): readonly Row[] =>
    one.posts.length === 0
      ? [{ role: one.role, holder: "", meaning: one.does }]
      : one.posts.map(({ path, holder, agent, meaning }) => ({
          role: path,
          holder: holder === "agent" && agent !== undefined ? `agent (${agent.runtime})` : holder,
          meaning: agent?.parked ?? meaning,
        })),
  );
  return renderTable(
    rows,
    [
      { title: "ROLE", text: (row) => row.role, tone: () => "cyan" },
      { title: "HELD BY", text: (row) => row.holder, tone: (row) => (row.holder === "off" ? "yellow" : undefined) },
      { title: "WHAT THAT MEANS", text: (row) => row.meaning, flexible: true },
    ],
    { style: face.style, columns: face.io.columns },
  );
}

export function roleCard(role: OutputOf<"role.show">, style: Style): string {
  const posts = role.posts.map(({ path, holder, meaning }) => `${path}: ${holder}. ${meaning}`);
  const fields = renderFields(
    [
      ["does", role.does],
      ["life", role.life],
      ["scope", role.scope],
      ["held by", posts.join("\n")],
      ["may call", role.may.join(", ")],
    ],
    style,
  );
  const prompts = role.prompts.map(({ file, text }) => `\n${style("dim", file)}\n\n${neutraliseLines(text.trim())}\n`);
  return `${style("cyan", role.role)}\n${fields}${prompts.join("")}`;
}
