/**
 * Names for workers: short animals that are easy to read, say, type and tell apart. All of them fit NAME_PATTERN.
 * The order is mixed so that neighbours in a list of workers do not begin alike.
 */
export const WORKER_NAMES = [
  "otter",
  "heron",
  "lynx",
  "badger",
  "wren",
  "marten",
  "finch",
  "ibex",
  "puffin",
  "tapir",
  "kestrel",
  "bison",
  "osprey",
  "dingo",
  "gecko",
  "magpie",
  "caribou",
  "jackal",
  "falcon",
  "ermine",
  "newt",
  "quail",
  "sable",
  "vole",
  "yak",
  "alpaca",
  "beaver",
  "crane",
  "dormouse",
  "egret",
  "fox",
  "gannet",
  "hare",
  "impala",
  "jay",
  "koala",
  "lark",
  "mole",
  "narwhal",
  "oriole",
  "panda",
  "raven",
  "stoat",
  "tern",
  "urchin",
  "viper",
  "weasel",
  "zebra",
  "avocet",
  "bobcat",
  "curlew",
  "dove",
  "eider",
  "ferret",
  "grouse",
  "hedgehog",
  "iguana",
  "kite",
  "lemur",
  "mink",
  "nuthatch",
  "okapi",
  "plover",
  "robin",
  "seal",
  "toad",
  "walrus",
  "cicada",
  "bittern",
  "civet",
  "dunlin",
  "elk",
  "gazelle",
  "hornbill",
  "kiwi",
  "linnet",
  "moose",
  "ocelot",
  "petrel",
  "serval",
  "turtle",
  "wombat",
  "auk",
  "bear",
  "chough",
  "dipper",
  "eland",
  "gull",
  "hoopoe",
  "lapwing",
  "manatee",
  "pika",
  "rook",
  "swift",
  "teal",
  "wolf",
] as const;

/**
 * The first name that nobody in the project has or had. Each project begins at another place of the list, so that short
 * names seldom mean agents of two projects; when all are used up they come again as `otter-2`, `otter-3`, …
 */
export function nextWorkerName(project: string, isTaken: (name: string) => boolean): string {
  const start = offsetOf(project);
  for (let round = 1; ; round++) {
    for (let i = 0; i < WORKER_NAMES.length; i++) {
      const animal = WORKER_NAMES[(start + i) % WORKER_NAMES.length];
      const name = round === 1 ? `${animal}` : `${animal}-${round}`;
      if (!isTaken(name)) return name;
    }
  }
}

/** Any spread will do: it only has to be the same for the same project. */
function offsetOf(project: string): number {
  let sum = 0;
  for (const char of project) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % WORKER_NAMES.length;
}
