import { USER } from "../../shared/model/identity.ts";
import type { ItemView } from "../../shared/model/work-item.ts";

/** A ready task, but for what the test says. */
export function itemFixture(id: string, more: Partial<ItemView> = {}): ItemView {
  return {
    id,
    title: `Title of ${id}`,
    description: "",
    type: "task",
    status: "open",
    priority: 2,
    labels: [],
    acceptance: "",
    notes: "",
    links: [],
    createdBy: USER,
    createdAt: 1,
    updatedBy: USER,
    updatedAt: 1,
    version: 1,
    stage: "ready",
    blockedBy: [],
    unblocks: 0,
    convoys: [],
    ...more,
  };
}
