import { readFileSync } from "node:fs";

/** A file of settings that cannot be read, or not in one way alone; the message names the line. */
export class EnvFileError extends Error {}

/**
 * Reads a file of settings, `NAME=value` a line. Nothing in a value stands for something else but `\n` in double quotes:
 * a `$` is one. What could be meant in two ways is refused, for a password that is cut in half is found out late.
 * @returns its settings, `[name, value]` as they stand; none where there is no file
 * @throws EnvFileError
 */
export function readEnvFile(path) {
  const lines = readText(path).split(/\r\n|\n|\r/);
  return lines.flatMap((line, index) => readLine(line, `${path}, line ${index + 1}`));
}

function readText(path) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error.code === "ENOENT") return "";
    if (error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      throw new EnvFileError(`${path} is not UTF-8 text: save it as that`);
    }
    throw new EnvFileError(`${path} cannot be read: ${error.message}`);
  }
}

function readLine(line, where) {
  const text = line.trim();
  if (text === "" || text.startsWith("#")) return [];
  const refuse = (why) => {
    throw new EnvFileError(`${where} ${why}`);
  };
  const [, name, rest] = /^(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/s.exec(text) ?? [];
  if (name === undefined) return refuse("is not NAME=value");
  // Only of the value: what looks like a part of it may be half of a secret.
  if (/\p{Cc}/u.test(rest.replaceAll("\t", ""))) return refuse("has control characters in it");
  const value = rest.trim();
  return [[name, /^["'`]/.test(value) ? readQuoted(value, refuse) : readBare(rest, refuse)]];
}

/** What stands between quotes is the value; beside `\n` in double ones, nothing in it means something else. */
function readQuoted(value, refuse) {
  const quote = value[0];
  const end = value.indexOf(quote, 1);
  if (end === -1) return refuse(`has a ${quote} that is not closed on the same line`);
  const after = value.slice(end + 1);
  if (!/^(\s+#.*|\s*)$/.test(after)) {
    return refuse(
      `has something after the closing ${quote}: put the whole value into other quotes`,
    );
  }
  const inner = value.slice(1, end);
  return quote === '"' ? inner.replaceAll("\\n", "\n") : inner;
}

/** Up to a `#` that stands after a space: one inside of a word, as in a password, belongs to it. */
function readBare(rest, refuse) {
  if (/^[“”„‘’«»]/.test(rest.trim())) return refuse("has typographic quotes: use plain ones");
  if (rest.startsWith("#")) return refuse("has a value that begins with #: put it into quotes");
  return rest.replace(/\s#.*$/, "").trim();
}
