/**
 * Writes a JSON value in its canonical form (RFC 8785): names sorted by UTF-16 code units, no white space, strings and
 * numbers as `JSON.stringify` writes them, which is what the RFC prescribes. As in `JSON.stringify`, a field that is
 * undefined is left out.
 * @throws TypeError for what has no canonical form: half of a surrogate pair, a number that is not finite, a function
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) return canonicalObject(value);
  if (typeof value === "string" && !value.isWellFormed()) {
    throw new TypeError("half of a surrogate pair has no canonical form");
  }
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined || (text === "null" && value !== null)) {
    throw new TypeError(`${String(value)} is no JSON`);
  }
  return text;
}

function canonicalObject(value: object): string {
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, field]) => `${canonicalJson(name)}:${canonicalJson(field)}`);
  return `{${fields.join(",")}}`;
}
