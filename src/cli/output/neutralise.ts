/**
 * Makes text of others safe to print: control characters could move the cursor, change titles or type answers into the
 * terminal, and direction overrides could show one thing and mean another. They are shown, not dropped.
 */
export function neutralise(text: string): string {
  return UNSAFE.test(text) ? text.replace(new RegExp(UNSAFE, "g"), picture) : text;
}

/** The same for text of many lines: line breaks and tabs stay. */
export function neutraliseLines(text: string): string {
  return text.split(/\r?\n/).map(neutraliseLine).join("\n");
}

function neutraliseLine(line: string): string {
  return line.split("\t").map(neutralise).join("\t");
}

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** The Unicode picture of a C0 control, e.g. ␛; else the code in brackets. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}
