import { expect, it } from "vitest";
import { EXCHANGE_FORMATS as contractFormats } from "../shared/contract/exchange.ts";
import { LANDING_MODES as modelLandingModes } from "../shared/model/project.ts";
import { EXCHANGE_FORMATS, LANDING_MODES } from "./choices.ts";

it("offers exactly the values of the contract", () => {
  expect(EXCHANGE_FORMATS).toEqual(contractFormats);
  expect(LANDING_MODES).toEqual(modelLandingModes);
});
