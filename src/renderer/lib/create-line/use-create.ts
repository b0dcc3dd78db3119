import type { InputOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/model/result.ts";
import { type QuickLine, parseQuickCreate } from "../../../shared/quick-create.ts";
import { useOverview } from "../server-state/queries.ts";
import { useServices, useUi } from "../services.tsx";

export type Created = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly error: Failure };

export interface LineCreator {
  read(line: string): QuickLine;
  /** The project items go to that name none; undefined for the workspace. */
  readonly project: string | undefined;
  /** Of a line without problems. */
  create(line: QuickLine): Promise<Created>;
}

export function useLineCreator(wanted: string | undefined): LineCreator {
  const { connection, ui } = useServices();
  const projects = useOverview((overview) => overview.projects.map(({ name }) => name)).data;
  const last = useUi(({ lastProject }) => lastProject);
  const project = wanted === "workspace" ? undefined : (wanted ?? last ?? projects?.[0]);
  return {
    project,
    read: (line) => parseQuickCreate(line, { now: Date.now(), ...(projects === undefined ? {} : { projects }) }),
    async create({ item }) {
      const input: InputOf<"item.create"> = {
        ...item,
        // A child lives where its epic lives.
        ...(item.project === undefined && item.parent === undefined && project !== undefined ? { project } : {}),
      };
      const outcome = await connection.client.call("item.create", input);
      if (!outcome.ok) return { ok: false, error: outcome.error };
      const { id, title } = outcome.value;
      ui.announce(`${id} created: ${title}`);
      return { ok: true, id };
    },
  };
}
