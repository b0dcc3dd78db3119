import * as fc from "fast-check";
import { parse } from "smol-toml";
import { expect, it } from "vitest";
import { editToml, valueAt } from "./toml-edit.ts";
import { scanToml } from "./toml-scan.ts";
import { type TomlPath, type TomlValue, keyText, parseKey, valueText } from "./toml-value.ts";

function edited(text: string, ...changes: readonly (readonly [string, TomlValue | undefined])[]): string {
  const done = editToml(
    text,
    changes.map(([key, value]) => ({ path: parseKey(key) ?? [], value })),
  );
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}

it("changes a value, and neither the comment behind it nor anything else", () => {
  const text = '# mine\n\nnudge = 45   # long enough\n\n[look]\ntheme = "dark"\n# end\n';
  expect(edited(text, ["nudge", 60], ["look.theme", "light"])).toBe(
    '# mine\n\nnudge = 60   # long enough\n\n[look]\ntheme = "light"\n# end\n',
  );
});

it("puts a new key behind the comment that shows its default", () => {
  const text = "# Why.\n# nudge = 45\n\n# Other.\n# stall = 30\n\n[look]\n# theme = 1\n";
  expect(edited(text, ["nudge", 60], ["look.theme", 2])).toBe(
    "# Why.\n# nudge = 45\nnudge = 60\n\n# Other.\n# stall = 30\n\n[look]\n# theme = 1\ntheme = 2\n",
  );
});

it("puts a new key at the end of its table, in the file's own indentation", () => {
  expect(edited("[look]\n  a = 1\n\n# of the other\n[other]\n", ["look.b", 2])).toBe(
    "[look]\n  a = 1\n  b = 2\n\n# of the other\n[other]\n",
  );
});

it("goes on in dotted keys and inline tables where the user wrote those", () => {
  expect(edited("look.theme = 1\nx = 1\n", ["look.density", 2])).toBe("look.theme = 1\nlook.density = 2\nx = 1\n");
  expect(edited('owner = { name = "a" } # me\n', ["owner.email", "b"], ["owner.name", undefined])).toBe(
    'owner = { email = "b" } # me\n',
  );
  expect(edited("owner = {}\n", ["owner.email", "b"])).toBe('owner = { email = "b" }\n');
});

it("makes a table at the end where there is none, and a line end where one is missing", () => {
  expect(edited("a = 1", ["look.theme", "dark"])).toBe('a = 1\n\n[look]\ntheme = "dark"\n');
  expect(edited("", ["a", 1])).toBe("a = 1\n");
  expect(edited("# only words\n", ["a", 1])).toBe("# only words\na = 1\n");
  expect(edited("# head\n\n# of look\n[look]\n", ["a", 1])).toBe("# head\n\na = 1\n# of look\n[look]\n");
});

it("takes keys away with their lines, and nothing of the comments above", () => {
  expect(edited("# one\na = [\n  1, # x\n  2,\n] # y\n# two\nb = 2\n", ["a", undefined])).toBe("# one\n# two\nb = 2\n");
});

it("keeps Windows line ends", () => {
  expect(edited("a = 1\r\n\r\n[b]\r\nc = 1\r\n", ["a", 2], ["b.d", 3], ["e.f", 1])).toBe(
    "a = 2\r\n\r\n[b]\r\nc = 1\r\nd = 3\r\n\r\n[e]\r\nf = 1\r\n",
  );
});

it("changes a table entry by entry, so that comments in it stay", () => {
  const text = '[keys.bindings]\n# mine\n"a.b" = ["x"]\n# yours\nc = ["y"]\n';
  expect(edited(text, ["keys.bindings", { "a.b": ["z"], d: [] }])).toBe(
    '[keys.bindings]\n# mine\n"a.b" = ["z"]\nd = []\n# yours\n',
  );
});

it("puts a list in place of tables of an array", () => {
  const text = 'a = 1\n\n[[runtimes]]\nid = "x"\n[runtimes.nudge]\nway = "none"\n\n[b]\nc = 1\n';
  expect(parse(edited(text, ["runtimes", [{ id: "y", list: ["a", { b: 1 }] }]]))).toEqual({
    a: 1,
    runtimes: [{ id: "y", list: ["a", { b: 1 }] }],
    b: { c: 1 },
  });
});

it("is not misled by what strings and comments hold", () => {
  const text = `a = """\n[look]\ntheme = 1 # no\n\\"""""  # [look]\nb = '# c = 1'\n[look] # theme = 3\ntheme = 'x"y' # z\n`;
  const result = edited(text, ["look.theme", 'q"\\\n\u007f'], ["b", "n"]);
  expect(parse(result)).toEqual({ ...parse(text), look: { theme: 'q"\\\n\u007f' }, b: "n" });
});

it("refuses what it could not do without harm", () => {
  expect(editToml("a = [{ b = 1 }]\n", [{ path: ["a", "b"], value: "\ud800" }])).toMatchObject({
    ok: false,
    error: { code: "toml-not-editable" },
  });
});

it("reads dotted keys as TOML does, and none that are not", () => {
  expect(parseKey('prices."gpt-5.1".input')).toEqual(["prices", "gpt-5.1", "input"]);
  for (const bad of ["", "a.", "a b", "a = 1\nb", "a]", '"a']) {
    expect(parseKey(bad)).toBeUndefined();
  }
});

const key = fc.constantFrom("a", "b", "c", "d.e", "ü", "");
const scalar: fc.Arbitrary<TomlValue> = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
  fc.boolean(),
);
const value: fc.Arbitrary<TomlValue> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(key, scalar, { maxKeys: 3 }),
  fc.array(fc.dictionary(key, scalar, { minKeys: 1, maxKeys: 2 }), { maxLength: 2 }),
);
const tree = fc.dictionary(key, fc.oneof(value, fc.dictionary(key, value, { maxKeys: 3 })), { maxKeys: 5 });

/** A text as a person might have written it: each table as a header, as dotted keys or inline, with comments between. */
function written(root: Readonly<Record<string, TomlValue>>, styles: readonly number[]): string {
  let turn = 0;
  const next = () => styles[turn++ % styles.length] ?? 0;
  const first: string[] = ["# begin"];
  const last: string[] = [];
  for (const [name, one] of Object.entries(root)) {
    const style = next();
    if (style % 2 === 0) first.push(`# on ${turn}`, "");
    if (typeof one !== "object" || Array.isArray(one) || style === 0) {
      first.push(`${style % 3 === 1 ? "  " : ""}${keyText([name])} = ${valueText(one)} # behind ${turn}`);
    } else if (style <= 2) {
      for (const [inner, two] of Object.entries(one)) first.push(`${keyText([name, inner])}   =   ${valueText(two)}`);
    } else {
      last.push("", `# table ${turn}`, `[${keyText([name])}] # head ${turn}`);
      for (const [inner, two] of Object.entries(one)) {
        last.push(`${keyText([inner])} = ${valueText(two)}`, `# in ${turn}`);
      }
    }
  }
  return `${[...first, ...last].join(next() % 4 === 0 ? "\r\n" : "\n")}${next() % 2 === 0 ? "\n" : ""}`;
}

const isOf = (path: TomlPath, changed: TomlPath) => changed.every((part, at) => path[at] === part);

it("says what was asked for, and keeps every comment and every line that it was not asked about", () => {
  const path = fc.array(key, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(
      tree,
      fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 12 }),
      path,
      fc.option(value, { nil: undefined }),
      (root, styles, at, put) => {
        const text = written(root, styles);
        const done = editToml(text, [{ path: at, value: put }]);
        if (!done.ok) throw new Error(`${done.error.message}\n${text}`);
        const now: unknown = parse(done.value);
        const found = valueAt(now, at);
        if (put === undefined) expect(found).toBeUndefined();
        else if (typeof put !== "object" || Object.keys(put).length > 0) expect(found).toEqual(put);
        const kept = done.value.split(/\r?\n/);
        const comments = text.split(/\r?\n/).filter((line) => line.startsWith("#"));
        expect(comments.filter((comment) => !kept.includes(comment))).toEqual([]);
        const untouched = scanToml(text)
          .flatMap(({ pairs }) => pairs)
          .filter((pair) => !isOf(pair.path, at) && !isOf(at, pair.path));
        for (const { keyStart, valueEnd } of untouched) {
          expect(done.value).toContain(text.slice(keyStart, valueEnd));
        }
      },
    ),
    { numRuns: 1_500 },
  );
});

it("always ends, whatever it is given", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "[", "]", "{", "}", '"', "'", "=", ",", "\n", "#", "\\", ".") }),
      (text) => {
        expect(scanToml(text).at(-1)?.end).toBe(text.length);
      },
    ),
  );
});
