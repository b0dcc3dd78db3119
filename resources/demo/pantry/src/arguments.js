/** Tells `--name value` options from the other words. */
export function parseArguments(words) {
  const options = {};
  const rest = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word.startsWith("--")) {
      options[word.slice(2)] = words[at + 1] ?? "";
      at += 1;
    } else {
      rest.push(word);
    }
  }
  return { rest, options };
}
