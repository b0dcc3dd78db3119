import { describe, expect, it } from "vitest";
import { showHidden } from "./hidden-text.ts";

describe("what is not seen is shown", () => {
  it.each([
    ["an override that spoofs a file extension", "invoice_\u202Egnp.exe", "invoice_<U+202E>gnp.exe"],
    ["isolates and their end", "a\u2066b\u2067c\u2068d\u2069", "a<U+2066>b<U+2067>c<U+2068>d<U+2069>"],
    [
      "embeddings and marks",
      "\u202Aa\u202Bb\u202Cc\u202Dd\u200Ee\u200Ff\u061C",
      "<U+202A>a<U+202B>b<U+202C>c<U+202D>d<U+200E>e<U+200F>f<U+061C>",
    ],
    ["what has no width", "pass\u200Bword \uFEFFx\u2060y\u00ADz", "pass<U+200B>word <U+FEFF>x<U+2060>y<U+00AD>z"],
    ["joiners among Latin letters", "ad\u200Dmin \u200Cx", "ad<U+200D>min <U+200C>x"],
    ["blank fillers", "a\u3164b\uFFA0c\u115Fd", "a<U+3164>b<U+FFA0>c<U+115F>d"],
    ["controls", "a\u001b[2J\u0007\u009b\u007f\b", "a␛[2J␇<U+009B>␡␈"],
    ["line separators", "a\u2028b\u2029c", "a<U+2028>b<U+2029>c"],
    ["smuggled tags", "hi\u{E0068}\u{E0069}", "hi<U+E0068><U+E0069>"],
    ["tags that no flag stands before", "🏴x\u{E0067}\u{E007F}", "🏴x<U+E0067><U+E007F>"],
    ["smuggled variants", "a\u{E0101}", "a<U+E0101>"],
  ])("%s", (_name, text, shown) => {
    expect(showHidden(text)).toBe(shown);
  });
});

it("a text of tags alone costs no more than as many other characters", () => {
  const shown = showHidden(`${"\u{E0041}".repeat(200_000)}🏴${"\u{E0041}".repeat(200_000)}`);
  expect(shown.length).toBe(200_000 * "<U+E0041>".length + 2 + 400_000);
});

describe("writing stays as it is", () => {
  it.each([
    ["accents and combining marks", "naïve cafe\u0301"],
    ["emoji of several persons, with skin, of keys", "👩‍👩‍👧 👍🏽 1️⃣ ❤️‍🔥"],
    ["flags", "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} 🇩🇪"],
    ["Hebrew and Arabic", "שלום עולם مرحبا"],
    ["Persian and Hindi with joiners", "می\u200Cخواهم क्\u200Dष"],
    ["a Han character of another form", "葛\u{E0100}"],
    ["line breaks and tabs", "a\r\n\tb"],
  ])("%s", (_name, text) => {
    expect(showHidden(text)).toBe(text);
  });
});
