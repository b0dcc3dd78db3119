import { expect, it } from "vitest";
import * as model from "../shared/model/work-item.ts";
import { LANDING_MODES as modelLandingModes } from "../shared/model/project.ts";
import { ITEM_SORTS as contractSorts } from "../shared/contract/item.ts";
import { EXCHANGE_FORMATS as contractFormats } from "../shared/contract/exchange.ts";
import { ITEM_FACETS as modelFacets } from "../shared/model/item-facet.ts";
import {
  EXCHANGE_FORMATS,
  FAN_IN_MODES,
  ITEM_FACETS,
  ITEM_SORTS,
  ITEM_STAGES,
  ITEM_STATUSES,
  LANDING_MODES,
} from "./choices.ts";

it("offers exactly the values of the contract", () => {
  expect(ITEM_STATUSES).toEqual(model.ITEM_STATUSES);
  expect(ITEM_STAGES).toEqual(model.ITEM_STAGES);
  expect(FAN_IN_MODES).toEqual(model.FAN_IN_MODES);
  expect(ITEM_FACETS).toEqual(modelFacets);
  expect(ITEM_SORTS).toEqual(contractSorts);
  expect(EXCHANGE_FORMATS).toEqual(contractFormats);
  expect(LANDING_MODES).toEqual(modelLandingModes);
});
