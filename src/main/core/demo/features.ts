import type { WorkItem } from "../../../shared/model/work-item.ts";

/** A feature of the sample program. Its files lie in `resources/demo/features/<key>`. */
export interface Feature {
  readonly key: string;
  readonly title: string;
  readonly type: WorkItem["type"];
  readonly labels: readonly string[];
  readonly description: string;
  readonly acceptance: string;
  readonly commit: string;
  /** What the agent looks at first, and says about it. */
  readonly reads: readonly string[];
  readonly plan: string;
  /** Items that have to land before. */
  readonly after?: readonly string[];
  /** A list in one line of one file, where it has to be named. */
  readonly listed?: { readonly path: string; readonly anchor: string; readonly name: string };
  /** A slip that the tests notice, for an agent that does not run them: what it writes instead of `right`. */
  readonly slip?: { readonly path: string; readonly right: string; readonly wrong: string };
}

const FIELDS = { path: "src/fields.js", anchor: "export const FIELDS" };
const UNITS = { path: "src/units.js", anchor: "export const UNIT_FAMILIES" };
const SORTS = { path: "src/sorts.js", anchor: "export const SORTS" };

/** Pairs that name themselves in the same line: at once they conflict, one after the other they do not. */
export const PAIRS: readonly (readonly [first: string, second: string])[] = [
  ["expires", "category"],
  ["weight", "volume"],
  ["by-amount", "by-age"],
];

export const FEATURES: readonly Feature[] = [
  {
    key: "expires",
    title: "Remember when things expire",
    type: "feature",
    labels: ["fields"],
    description: "`add --expires 2026-03-04` should keep the day, and `list` should show it in a column of its own.",
    acceptance: "A day that is none is refused. The column stands behind the others.",
    commit: "Keep the day an item expires",
    reads: ["src/fields.js", "src/dates.js"],
    plan: "A field is a file in src/fields, named in src/fields.js. parseDay checks the day already.",
    listed: { ...FIELDS, name: "expires" },
    slip: { path: "src/fields/expires.js", right: "parse: (text) => parseDay(text)", wrong: "parse: (text) => text" },
  },
  {
    key: "category",
    title: "Sort things into categories",
    type: "feature",
    labels: ["fields"],
    description: "`add --category dairy` should keep a category, and `list` should show it.",
    acceptance: "Categories are kept in lower case; an empty one is refused.",
    commit: "Let items have a category",
    reads: ["src/fields.js", "src/fields/unit.js"],
    plan: "One more field: a file of its own, and its name in the list of fields.",
    listed: { ...FIELDS, name: "category" },
  },
  {
    key: "weight",
    title: "Know grams, kilograms and pounds",
    type: "feature",
    labels: ["units"],
    description: "Flour comes in kilograms and is used in grams: the units of weight should be known and add up.",
    acceptance: "500 g added to 1 kg make 1.5 kg.",
    commit: "Know units of weight",
    reads: ["src/units.js", "src/units/count.js"],
    plan: "A family of units is a table of factors. Grams are the smallest, so they are 1.",
    listed: { ...UNITS, name: "weight" },
    slip: { path: "src/units/weight.js", right: "kg: 1000", wrong: "kg: 100" },
  },
  {
    key: "volume",
    title: "Know litres and cups",
    type: "feature",
    labels: ["units"],
    description: "Milk and oil come in litres; recipes ask for cups.",
    acceptance: "Half a litre is 50 cl. What is poured cannot be turned into what is counted.",
    commit: "Know units of volume",
    reads: ["src/units.js"],
    plan: "A second family beside the counted things, in millilitres.",
    listed: { ...UNITS, name: "volume" },
  },
  {
    key: "by-amount",
    title: "List what there is most of first",
    type: "feature",
    labels: ["list"],
    description: "`list --sort amount` should put the largest amounts on top.",
    acceptance: "Equal amounts stand by name.",
    commit: "List by amount",
    reads: ["src/sorts.js", "src/commands/list.js"],
    plan: "An order is a comparison in src/sorts. Equal amounts fall back to the order by name.",
    listed: { ...SORTS, name: "amount" },
    slip: {
      path: "src/sorts/amount.js",
      right: "(b.amount ?? 0) - (a.amount ?? 0)",
      wrong: "(a.amount ?? 0) - (b.amount ?? 0)",
    },
  },
  {
    key: "by-age",
    title: "List what was added first on top",
    type: "feature",
    labels: ["list"],
    description: "`list --sort age` should show what has been lying around the longest.",
    acceptance: "Things of the same day stand by name.",
    commit: "List by age",
    reads: ["src/sorts.js", "src/sorts/name.js"],
    plan: "Days are texts like 2026-01-31, so comparing them as texts is enough.",
    listed: { ...SORTS, name: "age" },
  },
  {
    key: "remove",
    title: "Remove things for good",
    type: "feature",
    labels: ["commands"],
    description: "`remove NAME` should take an item out of the pantry altogether.",
    acceptance: "Names count in any case. What is not there is said to be missing, with exit code 1.",
    commit: "Add the command remove",
    reads: ["src/commands/use.js", "src/item.js"],
    plan: "Like use, but the item goes away whole. findItem knows names in any case.",
    slip: { path: "src/commands/remove.js", right: "await save(file, rest);", wrong: "await save(file, items);" },
  },
  {
    key: "search",
    title: "Find things by a part of their name",
    type: "feature",
    labels: ["commands"],
    description: "`search rice` should list everything with rice in its name.",
    acceptance: "Upper and lower case are the same. Finding nothing is said.",
    commit: "Add the command search",
    reads: ["src/commands/list.js"],
    plan: "The columns are those of list; only the rows are fewer.",
    slip: {
      path: "src/commands/search.js",
      right: "item.name.toLowerCase().includes(wanted)",
      wrong: "item.name.includes(word)",
    },
  },
  {
    key: "export",
    title: "Export the pantry as CSV",
    type: "feature",
    labels: ["commands", "csv"],
    description: "`export` should print everything as comma-separated values, for a spreadsheet.",
    acceptance: "Commas, quotes and line breaks in names survive.",
    commit: "Export as comma-separated values",
    reads: ["src/commands/list.js", "src/fields.js"],
    plan: "Quoting goes into a module of its own, so that it can be tested alone.",
    slip: { path: "src/csv.js", right: '/[",\\n]/', wrong: "/[,\\n]/" },
  },
  {
    key: "import",
    title: "Import CSV again",
    type: "feature",
    labels: ["commands", "csv"],
    description: "`import FILE` should add everything in a file that `export` wrote, whatever fields there are.",
    acceptance: "What export prints, import takes in without a difference.",
    commit: "Import comma-separated values",
    reads: ["src/csv.js", "src/commands/add.js"],
    plan: "Reading rows is the hard part; adding them is what add does already.",
    after: ["export", "category"],
  },
  {
    key: "soon",
    title: "Say what expires soon",
    type: "feature",
    labels: ["commands"],
    description: "`soon` should list what expires within a week, or within `--days`, the most urgent first.",
    acceptance: "What has expired is listed too, and said to be so.",
    commit: "Add the command soon",
    reads: ["src/dates.js", "src/fields/expires.js"],
    plan: "daysBetween does the counting. Things without a day never expire.",
    after: ["expires"],
  },
  {
    key: "stats",
    title: "Count what there is",
    type: "feature",
    labels: ["commands"],
    description: "`stats` should count the items of each category and say how many have expired.",
    acceptance: "Items without a category are counted as other.",
    commit: "Add the command stats",
    reads: ["src/commands/list.js", "src/table.js"],
    plan: "Categories and days may be missing on an item, so both get a default.",
  },
];
