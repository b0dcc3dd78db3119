import { expect, it } from "vitest";
import * as model from "../shared/model/work-item.ts";
import { LANDING_MODES as modelLandingModes } from "../shared/model/project.ts";
import { ITEM_STAGES, ITEM_STATUSES, ITEM_TYPES, LANDING_MODES, LINK_KINDS } from "./choices.ts";

it("offers exactly the values of the contract", () => {
  expect(ITEM_TYPES).toEqual(model.ITEM_TYPES);
  expect(ITEM_STATUSES).toEqual(model.ITEM_STATUSES);
  expect(ITEM_STAGES).toEqual(model.ITEM_STAGES);
  expect(LINK_KINDS).toEqual(model.LINK_KINDS);
  expect(LANDING_MODES).toEqual(modelLandingModes);
});
