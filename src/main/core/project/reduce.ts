import type { LedgerEvent } from "../../../shared/model/event.ts";
import { type Project, project } from "../../../shared/model/project.ts";
import { DEFAULT_QUEUE_SETTINGS } from "../../../shared/model/queue-settings.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

/** What `project edit` may change. */
export type ProjectEdits = Partial<
  Pick<
    Project,
    "target" | "landing" | "landOnCheckedOut" | "gates" | "queue" | "runtime" | "maxWorkers" | "unattended" | "sync"
  >
>;

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
export type ProjectEvent =
  | LedgerEvent<"projectAdded", Omit<Project, "name" | "addedAt" | "queue"> & Partial<Pick<Project, "queue">>>
  | LedgerEvent<"projectEdited", ProjectEdits>;

/** Projects are the workspace's: their own ledgers live in vaults that have to be found first. */
export const projectKind: RecordKind<Project> = {
  kind: "project",
  schema: project.loose(),
  reduce(record, raw) {
    const event = raw as ProjectEvent;
    switch (event.type) {
      case "projectAdded":
        return { queue: DEFAULT_QUEUE_SETTINGS, ...event.data, name: event.subject, addedAt: event.at };
      case "projectEdited":
        return record && { ...record, ...event.data };
      default:
        return record;
    }
  },
};
