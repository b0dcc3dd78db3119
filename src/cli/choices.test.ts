import { expect, it } from "vitest";
import { EXCHANGE_FORMATS as contractFormats } from "../shared/contract/exchange.ts";
import { LANDING_MODES as modelLandingModes } from "../shared/model/project.ts";
import { queueChange } from "../shared/model/queue-settings.ts";
import { EXCHANGE_FORMATS, LANDING_MODES, MERGE_RULES, REVIEW_RULES } from "./choices.ts";

it("offers exactly the values of the contract", () => {
  expect(EXCHANGE_FORMATS).toEqual(contractFormats);
  expect(LANDING_MODES).toEqual(modelLandingModes);
  const { review, merge } = queueChange.shape;
  expect(REVIEW_RULES).toEqual(review.unwrap().options);
  expect(MERGE_RULES).toEqual(merge.unwrap().options);
});
