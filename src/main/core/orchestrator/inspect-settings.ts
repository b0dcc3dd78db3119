import { readOwnPrices } from "../cost/index.ts";
import { readCustomRuntimes } from "../runtime/index.ts";
import type { InspectSettings } from "../workspace/index.ts";

/** What is wrong with the settings to the domains that they are for. */
export const inspectSettings: InspectSettings = ({ runtimes, prices }) => {
  const found: { readonly key: string; readonly message: string }[] = [];
  readCustomRuntimes(runtimes, (message) => found.push({ key: "runtimes", message }));
  readOwnPrices(prices, (message) => found.push({ key: "prices", message }));
  return found;
};
