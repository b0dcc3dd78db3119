import type { IntegrationView } from "../../shared/contract/integration.ts";
import { USER } from "../../shared/model/identity.ts";

/** The branch of an epic that has gathered nothing, but for what the test says. */
export function integrationFixture(epic: string, more: Partial<IntegrationView> = {}): IntegrationView {
  return {
    epic,
    project: "shop",
    branch: `integration/${epic}`,
    state: "open",
    auto: false,
    createdBy: USER,
    createdAt: 1,
    updatedAt: 1,
    gathered: [],
    broughtUpAt: 1,
    title: `Title of ${epic}`,
    target: "main",
    open: [],
    arriving: [],
    standing: "nothing gathered yet",
    ...more,
  };
}
